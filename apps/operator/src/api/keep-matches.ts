import { setTimeout as pause } from 'node:timers/promises';
import { minuteMs, toAppError } from '@aicmo/core-kernel';
import type { Log } from '@aicmo/core-server';
import type { Workspace } from '@aicmo/workspace';

/** Milliseconds between two looks; one that finds no new import writes nothing. */
const everyLookMs = 3 * minuteMs;

/** Looks for people who may be the same after each import, for as long as the console runs. The returned function stops it. */
export function keepMatches(workspace: Workspace, log: Log, everyMs = everyLookMs): () => Promise<void> {
  const stopper = new AbortController();
  const { signal } = stopper;
  const ended = (async () => {
    while (!signal.aborted) {
      await pause(everyMs, undefined, { signal, ref: false }).catch(() => undefined); // ends early at stop
      if (!signal.aborted) await look(workspace, log, signal);
    }
  })();
  return async () => {
    stopper.abort();
    await ended;
  };
}

async function look(workspace: Workspace, log: Log, signal: AbortSignal): Promise<void> {
  try {
    if ((await workspace.schema()).state !== 'ok') return;
    const { matchRuns } = await workspace.cam();
    const run = await matchRuns.startDue('The console');
    if (run === null) return;
    signal.addEventListener('abort', () => void matchRuns.cancel(run.id), { once: true });
    const { status, leads, found, error } = await matchRuns.finished(run.id);
    log.info('Looked for people who may be the same', { status, leads, found, error });
  } catch (error) {
    const { code, message } = toAppError(error);
    log.warn('Could not look for people who may be the same', { code, error: message });
  }
}
