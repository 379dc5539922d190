import { toAppError } from '@aicmo/core-kernel';
import type { ActionOutcome } from '../actions/action-definition.ts';
import { afterFailure, afterRefusal, leaseMs } from '../actions/action-rules.ts';
import { engineName } from '../actions/action-service.ts';
import type { ActionPatch } from '../actions/action-store.ts';
import type { ActionRow } from '../db/autonomy-tables.ts';
import type { EngineDeps } from './engine.ts';

/** An action that works longer than this is told to stop, and its claim is not renewed any more. */
const longestRunMs = 10 * 60_000;

/** Runs a claimed action under its lease and writes what came of it; how it ended. */
export async function runClaimed(
  deps: EngineDeps,
  row: ActionRow,
): Promise<'SUCCEEDED' | 'RETRY_SCHEDULED' | 'DEAD_LETTER' | 'LOST'> {
  const stop = new AbortController();
  const stopRenewing = keepAlive(deps, row, stop);
  try {
    return await settle(deps, row, await attempt(deps, row, stop.signal));
  } finally {
    stopRenewing();
  }
}

type Attempt = { readonly outcome: ActionOutcome } | { readonly failed: unknown };

async function attempt({ known }: EngineDeps, row: ActionRow, signal: AbortSignal): Promise<Attempt> {
  const definition = known.get(row.kind);
  if (!definition) return { failed: new Error(`nothing here knows "${row.kind}"`) };
  const { id: actionId, clientId, campaignId } = row;
  const actor = row.decision === 'APPROVED' ? (row.decidedBy ?? engineName) : engineName;
  try {
    const input: unknown = JSON.parse(row.input);
    return { outcome: await definition.run(input, { actionId, clientId, campaignId, actor, signal }) };
  } catch (error) {
    return { failed: error };
  }
}

async function settle(deps: EngineDeps, row: ActionRow, result: Attempt) {
  const { actions, clock, db, events } = deps;
  const after = patchOf(result, row, deps);
  return db.transaction(async (tx) => {
    const event = { actionId: row.id, clientId: row.clientId, who: engineName, why: after.why };
    const lease = { leaseOwner: null, leaseUntil: null };
    if (await actions.change(tx, row, { ...after.patch, ...lease, state: after.state }, clock.now())) {
      await events.add(tx, { ...event, what: after.what });
      return after.state;
    }
    // The claim was lost while it worked: the row belongs to somebody else, but what happened is evidence for a person.
    await events.add(tx, { ...event, what: `Came to an end after its claim was lost: ${after.what.toLowerCase()}` });
    return 'LOST' as const;
  });
}

interface After {
  readonly state: 'SUCCEEDED' | 'RETRY_SCHEDULED' | 'DEAD_LETTER';
  readonly patch: ActionPatch;
  readonly what: string;
  readonly why: string;
}

function patchOf(result: Attempt, row: ActionRow, { clock }: EngineDeps): After {
  if ('outcome' in result && result.outcome.ok) {
    const { summary, facts = [] } = result.outcome;
    const patch = { result: JSON.stringify({ summary, facts }), lastError: '' };
    return { state: 'SUCCEEDED', patch, what: 'Succeeded', why: summary };
  }
  const after =
    'outcome' in result && !result.outcome.ok
      ? afterRefusal(row.failures, result.outcome.refusals, clock.now())
      : afterError('failed' in result ? result.failed : undefined, row, clock.now());
  const { state, lastError } = after;
  return { state, patch: after, what: state === 'DEAD_LETTER' ? 'Gave up' : 'Failed, will try again', why: lastError };
}

/** Wrong input, or a thing that is gone, is as wrong at the next attempt. */
function afterError(failed: unknown, row: ActionRow, now: Parameters<typeof afterFailure>[3]) {
  const error = toAppError(failed);
  return afterFailure(row.failures, error.message, error.kind === 'invalid' || error.kind === 'not-found', now);
}

/** Renews the lease at a third of its time; tells the action to stop when everything was killed or the claim is lost. */
function keepAlive(deps: EngineDeps, row: ActionRow, stop: AbortController): () => void {
  const { actions, clock, flags, timers } = deps;
  let renewals = 0;
  const beat = async (): Promise<void> => {
    renewals += 1;
    const isOverTime = renewals * (leaseMs / 3) > longestRunMs;
    const isMine = !isOverTime && (await actions.renew(row.id, row.fence, clock.now()));
    if (!isMine || (await flags.read()).killed) stop.abort();
    if (!isMine) end();
  };
  const end = timers.every(leaseMs / 3, () => {
    // A beat that fails is made up for by the next one; when all fail, the lease ends and a person decides.
    beat().catch(() => undefined);
  });
  return end;
}
