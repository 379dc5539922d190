import { setTimeout as pause } from 'node:timers/promises';
import { minuteMs, toAppError } from '@aicmo/core-kernel';
import type { Log } from '@aicmo/core-server';
import type { Workspace } from '@aicmo/workspace';

/** Milliseconds between two looks whether the database has its schema by now, and between two at rules of campaigns. */
const looks: Looks = { schemaMs: 10_000, rulesMs: minuteMs };

interface Looks {
  readonly schemaMs: number;
  readonly rulesMs: number;
}

/**
 * Reads every mailbox for as long as the console runs, so that an answer or an opt-out stops what would follow at once,
 * and looks whether a campaign has to pause by itself. Begins when the database has its schema. The returned function
 * hangs up everywhere.
 */
export function keepMail(workspace: Workspace, log: Log, { schemaMs, rulesMs } = looks): () => Promise<void> {
  const stop = new AbortController();
  const say = (error: unknown): void => {
    const { code, message } = toAppError(error);
    log.warn('Mail could not be read', { code, error: message });
  };
  const rest = (ms: number): Promise<void> =>
    pause(ms, undefined, { signal: stop.signal, ref: false }).catch(() => undefined); // ends early at stop
  const ended = (async () => {
    while (!stop.signal.aborted) {
      await rest(schemaMs);
      const hangUp = stop.signal.aborted ? undefined : await begin(workspace, say);
      if (!hangUp) continue;
      while (!stop.signal.aborted) {
        await look(workspace).catch(say);
        await rest(rulesMs);
      }
      await hangUp();
    }
  })();
  return async () => {
    stop.abort();
    await ended;
  };
}

const look = async (workspace: Workspace): Promise<void> => void (await (await workspace.cam()).guardrails.checkAll());

async function begin(workspace: Workspace, say: (error: unknown) => void): Promise<(() => Promise<void>) | undefined> {
  try {
    if ((await workspace.schema()).state !== 'ok') return undefined;
    return (await workspace.cam()).inbound.keepReading(say);
  } catch (error) {
    say(error);
    return undefined;
  }
}
