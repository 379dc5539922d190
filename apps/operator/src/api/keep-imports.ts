import { setTimeout as pause } from 'node:timers/promises';
import { toAppError } from '@aicmo/core-kernel';
import type { Log } from '@aicmo/core-server';
import type { Workspace } from '@aicmo/workspace';

/** Milliseconds before the first look, and between two looks. */
const looks = { firstMs: 2000, everyMs: 60_000 } as const;

/**
 * Goes on with imports, with undoing them or acts on many leads, and with scoring leads again, whose process is gone:
 * those that this console began before it was started again, and those of a command that died. The returned function
 * stops looking.
 */
export function keepImports(workspace: Workspace, log: Log, { firstMs, everyMs } = looks): () => Promise<void> {
  const stop = new AbortController();
  const { signal } = stop;
  const ended = (async () => {
    for (let afterMs: number = firstMs; !signal.aborted; afterMs = everyMs) {
      await pause(afterMs, undefined, { signal, ref: false }).catch(() => undefined); // ends early at stop
      if (!signal.aborted) await look(workspace, log);
    }
  })();
  return async () => {
    stop.abort();
    await ended;
  };
}

async function look(workspace: Workspace, log: Log): Promise<void> {
  try {
    if ((await workspace.schema()).state !== 'ok') return;
    const { imports, scoring, undo } = await workspace.cam();
    const taken = await imports.resumeInterrupted();
    if (taken.length > 0) log.info('Imports that had stopped go on', { imports: taken.length });
    await undo.finishBegun();
    const scored = await scoring.takeUp('the console');
    if (scored.length > 0) log.info('Scoring that had stopped goes on', { passes: scored.length });
  } catch (error) {
    const { code, message } = toAppError(error);
    log.warn('Could not look for work that had stopped', { code, error: message });
  }
}
