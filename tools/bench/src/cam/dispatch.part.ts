import { spawn } from 'node:child_process';
import { connect, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import path from 'node:path';
import { createTransport } from 'nodemailer';
import { verdict, type BenchContext, type BenchPart } from './bench-part.ts';
import { dispatchHouse, perDay, type Way } from './dispatch-house.ts';
import { measured } from './measured.ts';

/** Messages a second that are rendered, asked about at the gate and reserved, on one processor. */
const goalPerSecond = 2000;
/** Parts of what bare nodemailer sends in the same time. */
const goals = { durable: 0.5, normal: 0.8 } as const;

/** A real run of a LIVE campaign, beside bare nodemailer with its pool; the first day warms up and is not counted. */
export const dispatchPart: BenchPart = {
  name: 'dispatch',
  what: 'messages rendered, gated, reserved, sent and marked, beside bare nodemailer with five connections',
  run: async ({ folder, rows, say }: BenchContext) => {
    const days = 1 + Math.max(1, Math.min(4, Math.round(rows / 10_000)));
    const way = (name: string, over: Pick<Way, 'isDurable' | 'smtpPort'>): Way => ({
      ...{ file: path.join(folder, `${name}.db`), days, ...over },
    });
    const alone = await ours(way('alone', { isDurable: false, smtpPort: null }));
    say(`  without a socket, NORMAL: ${paceOf(alone)}`);
    say(
      `    of this the transaction that reserves, without finding what is due and without marks: ${reservingOf(alone)}`,
    );
    const each = alone.reservingMs / alone.count;
    say(verdict('time of one processor to render, gate and reserve a message', each, 1000 / goalPerSecond, 'ms'));
    const lasting = await ours(way('full', { isDurable: true, smtpPort: null }));
    say(`  without a socket, FULL: ${paceOf(lasting)}`);
    say(`    of this the transaction that reserves: ${reservingOf(lasting)}`);
    const server = await startServer();
    const bare = await nodemailerAlone(server.port, perDay * (days - 1), false);
    say(`  bare nodemailer, pooled: ${paceOf(bare)}`);
    const hasty = await nodemailerAlone(server.port, perDay * (days - 1), true);
    say(`  the same over sockets that send at once, as ours do (TCP_NODELAY): ${paceOf(hasty)}`);
    const full = await ours(way('server-full', { isDurable: true, smtpPort: server.port }));
    say(`  ours through the same server, marks that outlive a power cut: ${paceOf(full)}`);
    say(ratio(bare, full, goals.durable));
    say(`  ours / bare over such sockets: ${partOf(hasty, full).toFixed(2)} ×`);
    const normal = await ours(way('server-normal', { isDurable: false, smtpPort: server.port }));
    say(`  ours through the same server, marks that outlive a crash: ${paceOf(normal)}`);
    say(ratio(bare, normal, goals.normal));
    say(`  ours / bare over such sockets: ${partOf(hasty, normal).toFixed(2)} ×`);
    server.stop();
  },
};

interface Pace {
  readonly count: number;
  readonly ms: number;
  readonly cpuMs: number;
}

interface OwnPace extends Pace {
  /** See {@link dispatchHouse}. */
  readonly reservingMs: number;
}

const paceOf = ({ count, ms, cpuMs }: Pace): string =>
  `${count} messages, ${Math.round((count / ms) * 1000)}/s by the clock, ${Math.round((count / cpuMs) * 1000)}/s of one processor`;

const reservingOf = ({ count, reservingMs }: OwnPace): string =>
  `${Math.round((count / reservingMs) * 1000)}/s of one processor`;

const partOf = (bare: Pace, own: Pace): number => own.count / own.ms / (bare.count / bare.ms);

const ratio = (bare: Pace, own: Pace, goal: number): string => {
  const part = partOf(bare, own);
  return `  ours / bare: ${part.toFixed(2)} × (goal ${goal} ×: ${part >= goal ? 'held' : 'MISSED'})`;
};

async function ours(way: Way): Promise<OwnPace> {
  const house = await dispatchHouse(way);
  await house.sendDay();
  const before = house.reservingMs();
  const { result, ms, cpuMs } = await measured(async () => {
    let sent = 0;
    for (let day = 1; day < way.days; day += 1) sent += await house.sendDay();
    return sent;
  });
  await house.close();
  return { count: result, ms, cpuMs, reservingMs: house.reservingMs() - before };
}

async function nodemailerAlone(port: number, count: number, atOnce: boolean): Promise<Pace> {
  const transport = createTransport({
    ...{ host: 'localhost', port, secure: false, ignoreTLS: true, pool: true },
    ...(atOnce
      ? {
          getSocket: (_options: unknown, done: (error: Error | null, socket: { connection: Socket }) => void) => {
            const connection = connect({ host: 'localhost', port, noDelay: true }, () => done(null, { connection }));
          },
        }
      : {}),
  });
  const send = (index: number) =>
    transport.sendMail({
      ...{ from: 'Anna <anna@nordlicht.example>', to: `p${index}@firm${index}.example`, subject: 'Ten vans' },
      text: Array.from({ length: 12 }, (_, line) => `Line ${line} of a first mail that says what we do.`).join('\n'),
    });
  await Promise.all(Array.from({ length: 50 }, (_, index) => send(index)));
  const { ms, cpuMs } = await measured(() => Promise.all(Array.from({ length: count }, (_, index) => send(index))));
  transport.close();
  return { count, ms, cpuMs };
}

async function startServer(): Promise<{ readonly port: number; stop(): void }> {
  const file = path.join(import.meta.dirname, 'dispatch-server.program.ts');
  const child = spawn(process.execPath, ['--no-warnings', file], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout });
  const [port] = await new Promise<string[]>((resolve) => lines.once('line', (line) => resolve([line])));
  return { port: Number(port), stop: () => void child.stdin.end() };
}
