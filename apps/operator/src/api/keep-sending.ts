import { setTimeout as pause } from 'node:timers/promises';
import { toAppError } from '@aicmo/core-kernel';
import type { Log } from '@aicmo/core-server';
import { keepSendingDue, type Workspace } from '@aicmo/workspace';

/** Milliseconds between two passes: short while something leaves, longer each time when nothing does. */
const usual = { least: 1000, most: 30_000 } as const;

/**
 * Sends what is due in live campaigns for as long as the console runs. Several consoles and workers may do this at once:
 * each campaign has one claim. What fails is logged once, not at each pass. The returned function stops after the message
 * at hand, whose outcome is written.
 */
export function keepSending(
  workspace: Workspace,
  log: Log,
  pauses: { readonly least: number; readonly most: number } = usual,
): () => Promise<void> {
  const stop = new AbortController();
  const sending = keepSendingDue(workspace);
  const say = onceEach(log);
  const ended = (async () => {
    let waitMs = pauses.most / 3;
    while (!stop.signal.aborted) {
      await pause(waitMs, undefined, { signal: stop.signal, ref: false }).catch(() => undefined); // ends early at stop
      if (stop.signal.aborted) return;
      const left = await onePass(workspace, sending, say, stop.signal);
      waitMs = left > 0 ? pauses.least : Math.min(waitMs * 2, pauses.most);
    }
  })();
  return async () => {
    stop.abort();
    await ended;
  };
}

/** How many messages were handled; none before the database has its schema. */
async function onePass(
  workspace: Workspace,
  sending: ReturnType<typeof keepSendingDue>,
  say: (error: unknown) => void,
  signal: AbortSignal,
): Promise<number> {
  try {
    if ((await workspace.schema()).state !== 'ok') return 0;
    const { sent, proofed, troubled, problems } = await sending.pass('The console', signal);
    for (const problem of problems) say(problem);
    return sent + proofed + troubled;
  } catch (error) {
    say(error);
    return 0;
  }
}

/** A database that is away for an hour is one line in the log, not a thousand. */
function onceEach(log: Log): (problem: unknown) => void {
  let last = '';
  return (problem) => {
    const message = typeof problem === 'string' ? problem : toAppError(problem).message;
    if (message === last) return;
    last = message;
    log.warn('Mail could not be sent', { error: message });
  };
}
