import { toAppError } from '@aicmo/core-kernel';
import { keepSendingDue, proposeWork, type Workspace } from '@aicmo/workspace';
import { setTimeout as pause } from 'node:timers/promises';
import type { Command, CommandContext } from '../command.ts';

/** Milliseconds between two looks: DOMAIN section 4, Autonomy: 1 s while there is work, up to 30 s when idle. */
const pauses = { least: 1000, most: 30_000 } as const;
const name = 'the worker';

/** `aicmo worker`: the engine without the console. */
export const workerCommand: Command = {
  name: 'worker',
  summary: 'Look for work, do what the policies allow, ask for the rest, until Ctrl-C',
  options: [{ name: 'once', about: 'one look, then end' }],
  run: async (context) => {
    const sum: Pass = { done: 0, asks: 0, sent: 0 };
    const rest = await beat(context);
    const hangUp = context.has('once') ? undefined : await keepReading(context);
    context.progress('The worker is running; Ctrl-C stops it.');
    try {
      await lookAgainAndAgain(context, sum);
    } finally {
      await hangUp?.();
      await rest(); // one that ends with an error has said so
    }
    return { json: sum, text: `The worker has stopped: ${words(sum)}.` };
  },
};

async function lookAgainAndAgain(context: CommandContext, sum: Pass): Promise<void> {
  const sending = keepSendingDue(await context.workspace());
  let waitMs: number = pauses.least;
  while (!context.signal.aborted) {
    const { done, asks, sent } = await lookOnce(context, sending);
    sum.done += done;
    sum.asks += asks;
    sum.sent += sent;
    if (context.has('once')) return;
    waitMs = done + asks + sent > 0 ? pauses.least : Math.min(waitMs * 2, pauses.most);
    await pause(waitMs, undefined, { signal: context.signal }).catch(() => undefined); // ends early at Ctrl-C
  }
}

/** A person sees by it that a worker that rests is there; one that cannot say so works all the same. */
async function beat(context: CommandContext): Promise<() => Promise<void>> {
  const { workers } = await (await context.workspace()).autonomy();
  return workers.begin({ worker: 'The worker', again: 'npx aicmo worker' }, (error) =>
    context.progress(`Nobody can see that this worker is there: ${toAppError(error).message}`),
  );
}

/** Answers are heard as they come, whatever else is going on. */
async function keepReading(context: CommandContext): Promise<() => Promise<void>> {
  const { inbound } = await (await context.workspace()).cam();
  return inbound.keepReading((error) => context.progress(`Mail could not be read: ${toAppError(error).message}`));
}

/** Reads every mailbox once, and tells what could not be read. */
async function readMail(context: CommandContext): Promise<void> {
  const { inbound } = await (await context.workspace()).cam();
  const { kept, failures } = await inbound.readDue(context.signal);
  for (const { address, why } of failures) context.progress(`${address}: ${why}`);
  if (kept > 0) context.progress(`${kept === 1 ? '1 message' : `${kept} messages`} came in.`);
}

interface Pass {
  /** Actions that succeeded. */
  done: number;
  /** New wishes, which a person decides about unless the client's policy lets them run. */
  asks: number;
  /** Messages that left. */
  sent: number;
}

const nothing: Pass = { done: 0, asks: 0, sent: 0 };

const words = ({ done, asks, sent }: Pass): string =>
  [
    `${done === 1 ? '1 action' : `${done} actions`} done`,
    `${asks === 1 ? '1 new wish' : `${asks} new wishes`} found`,
    `${sent === 1 ? '1 message' : `${sent} messages`} sent`,
  ].join(', ');

/** A look that fails is told and made up for by the next; on `--once` there is no next. */
async function lookOnce(context: CommandContext, sending: ReturnType<typeof keepSendingDue>): Promise<Pass> {
  const house = await context.workspace();
  try {
    if (context.has('once')) await readMail(context);
    const looked = await look(house);
    const { sent, problems } = await sending.pass(name, context.signal);
    for (const problem of problems) context.progress(problem);
    const pass = { ...looked, sent };
    if (pass.done + pass.asks + sent > 0) context.progress(`${words(pass)}.`);
    return pass;
  } catch (error) {
    if (context.has('once')) throw error;
    context.progress(toAppError(error).message);
    return nothing;
  }
}

/** While everything is held nothing is looked for either: an idle look writes nothing. */
async function look(house: Workspace): Promise<Omit<Pass, 'sent'>> {
  const { retention, matchRuns, guardrails } = await house.cam();
  // Nothing leaves by these, so no hold stops them.
  await retention.runDue('The worker');
  await guardrails.checkAll();
  const search = await matchRuns.startDue('The worker');
  if (search) await matchRuns.finished(search.id);
  const { paused, killed } = await house.flags.read();
  if (paused || killed) return nothing;
  const { proposed } = await proposeWork(house);
  const { engine } = await house.autonomy();
  return { done: (await engine.tick(name)).succeeded, asks: proposed };
}
