import { setTimeout as pause } from 'node:timers/promises';
import { toAppError } from '@aicmo/core-kernel';
import type { Log } from '@aicmo/core-server';
import type { Workspace } from '@aicmo/workspace';

/** Milliseconds between two looks whether the database has its schema by now. */
const lookAgainMs = 10_000;

/**
 * Carries out what the engine may do, for as long as the console runs: without it an approved action would wait for
 * the next click. Begins when the database has its schema. Several consoles and workers may do this at once; each
 * action has one lease. What fails is logged once, not at each pass. The returned function stops it and waits for what
 * is running.
 */
export function keepEngine(workspace: Workspace, log: Log, afterMs = lookAgainMs): () => Promise<void> {
  const stop = new AbortController();
  const say = onceEach(log);
  const ended = (async () => {
    while (!stop.signal.aborted) {
      await pause(afterMs, undefined, { signal: stop.signal, ref: false }).catch(() => undefined); // ends early at stop
      const begun = stop.signal.aborted ? undefined : await begin(workspace, say);
      if (!begun) continue;
      await new Promise<void>((resolve) => stop.signal.addEventListener('abort', () => resolve(), { once: true }));
      await begun();
    }
  })();
  return async () => {
    stop.abort();
    await ended;
  };
}

async function begin(workspace: Workspace, say: (error: unknown) => void): Promise<(() => Promise<void>) | undefined> {
  try {
    if ((await workspace.schema()).state !== 'ok') return undefined;
    const { engine, workers } = await workspace.autonomy();
    const rest = await workers.begin({ worker: 'The operator', again: 'npm start' }, say);
    const stop = engine.start({ worker: 'The console', onError: say });
    return async () => {
      await stop();
      await rest();
    };
  } catch (error) {
    say(error);
    return undefined;
  }
}

/** A database that is away for an hour is one line in the log, not a thousand. */
function onceEach(log: Log): (error: unknown) => void {
  let last = '';
  return (error) => {
    const { code, message } = toAppError(error);
    if (code === last) return;
    last = code;
    log.warn('The engine could not do its pass', { code, error: message });
  };
}
