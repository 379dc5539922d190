import { setTimeout as pause } from 'node:timers/promises';
import { minuteMs, toAppError } from '@aicmo/core-kernel';
import type { Log } from '@aicmo/core-server';
import { repeatErasures, type Workspace } from '@aicmo/workspace';

/** Milliseconds before the first look, and between two looks; each rule is carried out once a day at most. */
const looks = { firstMs: minuteMs, everyMs: 10 * minuteMs } as const;

/**
 * Carries out the rules of how long things are kept, for as long as the console runs, and erases again whoever a restored
 * backup brought back. The returned function stops it.
 */
export function keepRetention(workspace: Workspace, log: Log, { firstMs, everyMs } = looks): () => Promise<void> {
  const { signal, abort } = stopper();
  const ended = (async () => {
    for (let afterMs: number = firstMs; !signal.aborted; afterMs = everyMs) {
      await pause(afterMs, undefined, { signal, ref: false }).catch(() => undefined); // ends early at stop
      if (!signal.aborted) await look(workspace, log);
    }
  })();
  return async () => {
    abort();
    await ended;
  };
}

function stopper(): { readonly signal: AbortSignal; readonly abort: () => void } {
  const controller = new AbortController();
  return { signal: controller.signal, abort: () => controller.abort() };
}

async function look(workspace: Workspace, log: Log): Promise<void> {
  try {
    if ((await workspace.schema()).state !== 'ok') return;
    const { erased } = await repeatErasures(workspace, 'The console');
    if (erased > 0) log.warn('People who had been erased were back and are erased again', { people: erased });
    const runs = await (await workspace.cam()).retention.runDue('The console');
    for (const { kind, removed, error } of runs)
      log.info('What was kept too long is deleted', { kind, removed, error });
  } catch (error) {
    const { code, message } = toAppError(error);
    log.warn('Could not look for what is kept too long', { code, error: message });
  }
}
