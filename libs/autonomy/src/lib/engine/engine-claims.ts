import { plusMs, type Instant } from '@aicmo/core-kernel';
import type { Tx } from '@aicmo/core-db';
import { decideClaim, leaseMs, mostInFlight, type ActionState } from '../actions/action-rules.ts';
import type { ActionPatch } from '../actions/action-store.ts';
import { engineName } from '../actions/action-service.ts';
import type { ActionRow } from '../db/autonomy-tables.ts';
import { effectiveMode } from '../policies/policy-rules.ts';
import { defaultPolicy } from '../policies/policy-service.ts';
import type { EngineDeps } from './engine.ts';

/** What a pass over the due actions took, and what it sent to a person instead. */
export interface Claims {
  readonly held: 'killed' | 'paused' | null;
  readonly rows: readonly ActionRow[];
  readonly asked: number;
  readonly givenUp: number;
}

/** So many due actions are looked at in one pass; those that need a person do not stand in the way of the others. */
const passSize = 20;

/**
 * Claims what may run now, all in one transaction: the flags are read again inside of it, killed before paused, and
 * two workers claim one after the other, so that never more than three actions are in flight.
 */
export async function claimDue(deps: EngineDeps, worker: string): Promise<Claims> {
  const { actions, clock, db, flags } = deps;
  return db.transaction(async (tx) => {
    await actions.lockClaims(tx);
    const { killed, paused } = await flags.read(tx);
    if (killed || paused) return { held: killed ? 'killed' : 'paused', rows: [], asked: 0, givenUp: 0 };
    const now = clock.now();
    let room = mostInFlight - (await actions.inFlight(now, tx));
    const rows: ActionRow[] = [];
    let asked = 0;
    let givenUp = 0;
    for (const row of await actions.due(now, passSize, tx)) {
      const claim = await decide(deps, tx, row);
      if (claim.does === 'run') {
        if (room <= 0) continue;
        const taken = await take(deps, tx, row, worker, now);
        if (taken) rows.push(taken);
        if (taken) room -= 1;
      } else {
        const isAsk = claim.does === 'ask';
        const patch: ActionPatch = isAsk
          ? { state: 'AWAITING_APPROVAL' }
          : { state: 'DEAD_LETTER', lastError: claim.why };
        if (!(await actions.change(tx, row, patch, now))) continue;
        await record(deps, tx, row, isAsk ? 'Asked for approval' : 'Gave up', claim.why);
        if (isAsk) asked += 1;
        else givenUp += 1;
      }
    }
    return { held: null, rows, asked, givenUp };
  });
}

/** Finds actions whose worker died. Nobody knows how far they came, so none is ever run again by itself. */
export async function recoverAbandoned({ actions, clock, db, events }: EngineDeps): Promise<number> {
  if ((await actions.abandoned(clock.now())).length === 0) return 0;
  return db.transaction(async (tx) => {
    let found = 0;
    for (const row of await actions.abandoned(clock.now(), tx)) {
      const lastError = 'The worker stopped in the middle. Look at what it did, then say whether it was done.';
      const patch = { state: 'UNCERTAIN', lastError, leaseOwner: null, leaseUntil: null, fence: row.fence + 1 };
      if (!(await actions.change(tx, row, patch, clock.now()))) continue;
      await events.add(tx, {
        actionId: row.id,
        clientId: row.clientId,
        who: engineName,
        what: 'Found it uncertain',
        why: 'The worker stopped in the middle.',
      });
      found += 1;
    }
    return found;
  });
}

async function decide({ known, policies }: EngineDeps, tx: Tx, row: ActionRow) {
  const policy = (await policies.find(row.clientId, tx)) ?? defaultPolicy(row.clientId);
  return decideClaim({
    state: row.state as ActionState, // written by us alone
    isApproved: row.decision === 'APPROVED',
    isKnown: known.has(row.kind),
    mode: effectiveMode(policy, row),
  });
}

async function take(
  deps: EngineDeps,
  tx: Tx,
  row: ActionRow,
  worker: string,
  now: Instant,
): Promise<ActionRow | undefined> {
  const lease = { state: 'RUNNING', leaseOwner: worker, leaseUntil: plusMs(now, leaseMs), fence: row.fence + 1 };
  if (!(await deps.actions.change(tx, row, lease, now))) return undefined;
  await record(deps, tx, row, row.failures === 0 ? 'Began' : 'Began again', '');
  return { ...row, ...lease, changedAt: now };
}

const record = ({ events }: EngineDeps, tx: Tx, row: ActionRow, what: string, why: string): Promise<void> =>
  events.add(tx, { actionId: row.id, clientId: row.clientId, who: engineName, what, why });
