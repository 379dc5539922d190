import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startSmtpServer } from '@aicmo/core-effects/testing';
import type { TestDialect } from '@aicmo/core-db/testing';
import { hourMs, plusMs } from '@aicmo/core-kernel';
import { createMailboxStore } from '../lib/mailboxes/mailbox-store.ts';
import { aLiveHouse } from './a-live-house.ts';
import { aMailboxRow } from './a-mailbox.ts';

const people = 3;

/**
 * Where a worker dies. The first seven it kills itself at; at the next three the mail server has it killed; at the three
 * after them the server is so slow that another worker takes the campaign over while the first one lives on; and at the
 * last it is killed by the clock on the wall, wherever it is.
 */
export const crashPoints = [
  ...(['asked', 'reserved', 'committed', 'connected', 'answered', 'marking', 'marked'] as const),
  ...(['at the sender', 'at the recipient', 'at the message'] as const),
  ...(['slow at the sender', 'slow at the recipient', 'slow at the message'] as const),
  'at any moment',
] as const;
export type CrashPoint = (typeof crashPoints)[number];

/** One way in which things may happen. */
export interface CrashPlan {
  readonly point: CrashPoint;
  /** At the how manieth message. */
  readonly nth: number;
  /** Milliseconds until it is killed at any moment. */
  readonly afterMs: number;
}

/** Plans for seeds: each point in turn, at each of the messages. */
export const crashPlans = (from: number, count: number): readonly CrashPlan[] =>
  Array.from({ length: count }, (_, index) => {
    const seed = from + index;
    const turn = Math.floor(seed / crashPoints.length);
    const point = crashPoints[seed % crashPoints.length] ?? 'asked';
    return { point, nth: 1 + ((seed + turn) % people), afterMs: (turn * 37) % 400 };
  });

/** What a round left. */
export interface CrashRound {
  readonly point: CrashPoint;
  /** `SIGKILL`, or null where the worker was to live. */
  readonly signal: string | null;
  /** States of the messages in the end. */
  readonly states: readonly string[];
  /** How often the server took each Message-ID. */
  readonly received: Readonly<Record<string, number>>;
  /** What is wrong; empty when every promise was kept. */
  readonly broken: readonly string[];
}

/** Three leads, three mailboxes, one server: one worker dies on the way, another goes on for a day. */
export async function crashRound(
  dialect: Pick<TestDialect, 'open' | 'url'>,
  { point, nth, afterMs }: CrashPlan,
): Promise<CrashRound> {
  const url = await dialect.url();
  const hooks: { at?: (what: string) => Promise<void> } = {};
  const server = await startSmtpServer({
    onSender: () => hooks.at?.('at the sender'),
    onRecipient: () => hooks.at?.('at the recipient'),
    onMessage: () => hooks.at?.('at the message'),
  });
  try {
    const house = await aLiveHouse(
      { open: (migrations) => dialect.open(migrations, { url }) },
      { smtpPort: server.port, people },
    );
    await addMailboxes(house, server.port);
    const worker = startWorker([url, house.campaign.id, house.clock.now(), point, String(nth)]);
    hooks.at = onServer(point, nth, worker, async () => {
      house.clock.advance(181_000);
      await house.orchestrator.run(house.campaign.id, { by: 'The one that takes over' });
    });
    await worker.begin();
    const alarm = point === 'at any moment' ? setTimeout(() => void worker.kill(), afterMs) : undefined;
    const { signal } = await worker.ended;
    clearTimeout(alarm);
    delete hooks.at;
    await goOn(house);
    return { point, signal, ...(await judge(house, server.messages)) };
  } finally {
    await server.close();
  }
}

type House = Awaited<ReturnType<typeof aLiveHouse>>;

async function addMailboxes({ db, handle, client }: House, port: number): Promise<void> {
  for (const name of ['ben', 'cleo']) {
    const address = `${name}@nordlicht.example`;
    const id = `01990000-0000-7000-8000-0000000000${name === 'ben' ? 'b1' : 'c1'}`;
    const row = aMailboxRow(port, { id, clientId: client.id, address, addressKey: address });
    await db.transaction((tx) => createMailboxStore(handle).insert(tx, row));
  }
}

interface Worker {
  begin(): Promise<void>;
  kill(): Promise<void>;
  readonly ended: Promise<{ readonly signal: string | null }>;
}

function startWorker(args: readonly string[]): Worker {
  const file = path.join(import.meta.dirname, 'crashing-worker.program.ts');
  const env = { NODE_COMPILE_CACHE: path.join(tmpdir(), 'aicmo-crash-cache') };
  const child = spawn(process.execPath, ['--no-warnings', file, ...args], { stdio: ['pipe', 'pipe', 'pipe'], env });
  let said = '';
  const ended = new Promise<{ signal: string | null }>((resolve) => {
    child.once('close', (_status, signal) => resolve({ signal }));
  });
  const ready = new Promise<void>((resolve, reject) => {
    child.stderr.on('data', (chunk) => (said += String(chunk)));
    child.stdout.on('data', (chunk) => String(chunk).includes('ready') && resolve());
    void ended.then(() => reject(new Error(`The worker ended before it began: ${said}`)));
  });
  return {
    ended,
    begin: async () => {
      await ready;
      child.stdin.on('error', () => undefined).write('go\n');
    },
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** What the server does when the nth message comes to a point: it has the worker killed, or lets it wait. */
function onServer(point: CrashPoint, nth: number, worker: Worker, takeOver: () => Promise<void>) {
  const isSlow = point.startsWith('slow');
  const where = point.replace('slow ', '');
  let times = 0;
  return async (here: string): Promise<void> => {
    if (here !== where) return;
    times += 1;
    if (times !== nth) return;
    await (isSlow ? takeOver() : worker.kill());
  };
}

/** The other worker: at once, when leases are over, and through the rest of the day. */
async function goOn({ orchestrator, campaign, clock }: House): Promise<void> {
  const begun = clock.now();
  for (const ms of [5000, 181_000, 362_000, hourMs, 2 * hourMs, 3 * hourMs, 4 * hourMs]) {
    const at = plusMs(begun, ms);
    clock.set(at);
    await orchestrator.run(campaign.id, { by: 'The one that lives' });
  }
}

type Taken = Awaited<ReturnType<typeof startSmtpServer>>['messages'];

async function judge(house: House, taken: Taken): Promise<Pick<CrashRound, 'states' | 'received' | 'broken'>> {
  const broken: string[] = [];
  const received: Record<string, number> = {};
  for (const { raw } of taken) {
    const id = /^Message-ID: <(.+?)@/m.exec(raw)?.[1] ?? 'none';
    received[id] = (received[id] ?? 0) + 1;
  }
  const messages = (await house.messages()).filter(({ step }) => step === 1);
  if (messages.length !== people) broken.push(`${messages.length} messages instead of ${people}`);
  const leads = new Map((await house.leads()).map(({ id, state }) => [id, state]));
  for (const { id, state, leadId } of messages) {
    const times = received[id] ?? 0;
    if (!['SENT', 'UNCERTAIN'].includes(state)) broken.push(`a message is ${state}`);
    if (times > 1) broken.push(`a message was received ${times} times`);
    if (state === 'SENT' && times !== 1) broken.push(`a message that is SENT was received ${times} times`);
    if ((leads.get(leadId) === 'CONTACTED') !== (state === 'SENT')) broken.push(`its lead is ${leads.get(leadId)}`);
  }
  const known = new Set(messages.map(({ id }) => id));
  for (const id of Object.keys(received)) if (!known.has(id)) broken.push('a message was received that nobody knows');
  const counts = await house.door.ledger.counts();
  if (counts.RESERVED) broken.push(`${counts.RESERVED} are still reserved in the ledger`);
  const sent = messages.filter(({ state }) => state === 'SENT').length;
  if ((counts.SENT ?? 0) !== sent) broken.push(`the ledger has ${counts.SENT} sent, the messages ${sent}`);
  if (!(await house.door.ledger.verify()).ok) broken.push('the chain of the ledger is broken');
  return { states: messages.map(({ state }) => state).sort(), received, broken };
}
