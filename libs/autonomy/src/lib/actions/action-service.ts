import type { Database, Tx } from '@aicmo/core-db';
import { conflict, invalid, newId, notFound } from '@aicmo/core-kernel';
import type { ActionId, CampaignId, ClientId, Clock, Instant, Refusal } from '@aicmo/core-kernel';
import type { ActionView, AutonomyEvent, Fact } from '../../contract/action.ts';
import type { ActionRow } from '../db/autonomy-tables.ts';
import { defaultPolicy } from '../policies/policy-service.ts';
import { effectiveMode } from '../policies/policy-rules.ts';
import type { PolicyStore } from '../policies/policy-store.ts';
import type { EventFilter, EventStore } from '../records/event-store.ts';
import type { ActionDefinition } from './action-definition.ts';
import { firstState, refuseMove, type ActionMove, type ActionState } from './action-rules.ts';
import type { ActionFilter, ActionPatch, ActionStore } from './action-store.ts';
import { decisionOf, toActionView } from './action-view.ts';

/** What the engine wants to do. */
export interface Proposal {
  /** The same wish has the same key: proposing it again gives the action that is there. */
  readonly key: string;
  /** A registered kind. */
  readonly kind: string;
  readonly clientId: ClientId;
  readonly campaignId?: CampaignId;
  /** One sentence without a full stop: "Run Spring push as a simulation". */
  readonly title: string;
  readonly why: string;
  /** What the wish rests on. */
  readonly evidence: readonly Fact[];
  readonly input: unknown;
  /** Now by default. */
  readonly notBefore?: Instant;
}

/** What came of a proposal: the action, new or known, or why the engine may not even propose it. */
export type ProposalResult =
  | { readonly ok: true; readonly action: ActionView; readonly isNew: boolean }
  | { readonly ok: false; readonly refusals: readonly Refusal[] };

/** A person's word about an action. */
export interface ActionDecision {
  readonly id: ActionId;
  readonly by: string;
  /** Needed for everything but a yes. */
  readonly reason: string;
}

/** What the engine wants, does and did. */
export interface ActionService {
  /** Throws `invalid` (`action-unknown`, `action-input`) and `conflict` (`action-key`) for a key with another content. */
  propose(proposal: Proposal): Promise<ProposalResult>;
  /** The latest change first; `limit` 200 by default, 1000 at most. */
  list(filter?: ActionFilter, limit?: number): Promise<readonly ActionView[]>;
  count(filter?: ActionFilter): Promise<number>;
  /** One action with its story, newest first. Throws `not-found` (`action-not-found`). */
  get(id: ActionId): Promise<{ readonly action: ActionView; readonly story: readonly AutonomyEvent[] }>;
  /** Yes or no. Throws `conflict` (`action-decided`) when a person has answered already. */
  decide(decision: ActionDecision & { readonly verdict: 'APPROVED' | 'REJECTED' }): Promise<ActionView>;
  /** Ends an action that waits, or a dead letter. */
  cancel(decision: ActionDecision): Promise<ActionView>;
  /** Queues a dead letter again, with all its attempts; counts as a person's yes. */
  requeue(decision: ActionDecision): Promise<ActionView>;
  /** Says what became of an action with an uncertain end. Not done: it becomes a dead letter, which may be requeued. */
  settle(decision: ActionDecision & { readonly wasDone: boolean }): Promise<ActionView>;
  /** The record, newest first; `limit` 100 by default, 500 at most. */
  record(filter?: EventFilter, limit?: number): Promise<readonly AutonomyEvent[]>;
}

/** What the actions are made from. */
export interface ActionDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly known: ReadonlyMap<string, ActionDefinition>;
  readonly actions: ActionStore;
  readonly policies: PolicyStore;
  readonly events: EventStore;
}

/** The engine's name in records. */
export const engineName = 'Autonomy';

/** Builds the actions. */
export function createActionService(deps: ActionDeps): ActionService {
  const { actions, clock, events, known } = deps;
  const view = (row: ActionRow): ActionView => toActionView(row, known);
  return {
    propose: (proposal) => propose(deps, proposal),
    list: async (filter = {}, limit = 200) => (await actions.list(filter, Math.min(limit, 1000))).map(view),
    count: (filter = {}) => actions.count(filter),
    get: async (id) => ({ action: view(await load(deps, id)), story: await events.list({ actionId: id }, 500) }),
    decide: ({ verdict, ...decision }) => {
      const isYes = verdict === 'APPROVED';
      return move(deps, decision, {
        move: isYes ? 'approve' : 'reject',
        what: isYes ? 'Approved' : 'Rejected',
        patch: { ...(isYes ? {} : { state: 'REJECTED' }), ...answer(verdict, decision, clock.now()) },
      });
    },
    cancel: (decision) =>
      move(deps, decision, { move: 'cancel', what: 'Cancelled', patch: { state: 'CANCELLED', lastError: '' } }),
    requeue: (decision) => {
      const now = clock.now();
      const patch = { state: 'RETRY_SCHEDULED', failures: 0, notBefore: now, ...answer('APPROVED', decision, now) };
      return move(deps, decision, { move: 'requeue', what: 'Queued again', patch });
    },
    settle: ({ wasDone, ...decision }) => {
      const summary = `${decision.by} found that it was done: ${decision.reason.trim()}`;
      const patch = wasDone
        ? { state: 'SUCCEEDED', lastError: '', result: JSON.stringify({ summary, facts: [] }) }
        : { state: 'DEAD_LETTER', lastError: 'A person found that it was not done.' };
      return move(deps, decision, { move: 'settle', what: wasDone ? 'Settled as done' : 'Settled as not done', patch });
    },
    record: (filter = {}, limit = 100) => events.list(filter, Math.min(limit, 500)),
  };
}

async function propose(deps: ActionDeps, proposal: Proposal): Promise<ProposalResult> {
  const { actions, clock, db, events, known, policies } = deps;
  const definition = known.get(proposal.kind);
  if (!definition) {
    throw invalid({
      code: 'action-unknown',
      message: `Found the action kind "${proposal.kind}", which nothing here can do; expected one of: ${[...known.keys()].join(', ')}.`,
    });
  }
  const input = JSON.stringify(definition.parse(proposal.input));
  return db.transaction(async (tx) => {
    const there = await actions.findByKey(tx, proposal.key);
    if (there) return asKnown(there);
    const scope = { campaignId: proposal.campaignId ?? null, kind: proposal.kind };
    const mode = effectiveMode((await policies.find(proposal.clientId, tx)) ?? defaultPolicy(proposal.clientId), scope);
    if (mode === 'MANUAL') return { ok: false, refusals: [manualRefusal] };
    const row = toRow(proposal, input, firstState(mode), clock);
    if (!(await actions.add(tx, row))) {
      const first = await actions.findByKey(tx, proposal.key);
      if (first) return asKnown(first);
    }
    await events.add(tx, { actionId: row.id, clientId: row.clientId, who: engineName, what: 'Proposed', why: row.why });
    return { ok: true, action: toActionView(row, known), isNew: true };
  });

  function asKnown(row: ActionRow): ProposalResult {
    if (row.kind !== proposal.kind || row.input !== input) {
      throw conflict({
        code: 'action-key',
        message: `The key "${proposal.key}" already belongs to another action. One key stands for one wish.`,
      });
    }
    return { ok: true, action: toActionView(row, known), isNew: false };
  }
}

interface Move {
  readonly move: ActionMove;
  readonly what: string;
  readonly patch: ActionPatch;
}

async function move(
  deps: ActionDeps,
  { id, by, reason }: ActionDecision,
  { move, what, patch }: Move,
): Promise<ActionView> {
  const { actions, clock, db, events, known } = deps;
  return db.transaction(async (tx) => {
    const row = await load(deps, id, tx);
    refuseMove(move, row.state as ActionState, decisionOf(row)); // states are written by us alone
    const why = move === 'approve' ? reason.trim() : requireReason(reason);
    if (!(await actions.change(tx, row, patch, clock.now()))) {
      const meanwhile = await load(deps, id, tx);
      refuseMove(move, meanwhile.state as ActionState, decisionOf(meanwhile)); // as above
      throw conflict({
        code: 'action-changed',
        message: 'This action changed at the same moment. Reload it, then decide again.',
      });
    }
    await events.add(tx, { actionId: id, clientId: row.clientId, who: by, what, why });
    return toActionView(await load(deps, id, tx), known);
  });
}

const answer = (verdict: 'APPROVED' | 'REJECTED', { by, reason }: ActionDecision, at: Instant): ActionPatch => ({
  decision: verdict,
  decidedBy: by,
  decidedAt: at,
  decisionReason: reason.trim(),
});

async function load({ actions }: ActionDeps, id: string, tx?: Tx): Promise<ActionRow> {
  const row = await actions.find(id, tx);
  if (row) return row;
  throw notFound({ code: 'action-not-found', message: 'There is no such action. Go back to the list.' });
}

function requireReason(reason: string): string {
  const text = reason.trim();
  if (text) return text;
  throw invalid({
    code: 'action-reason',
    message: 'This decision needs a reason. Write one sentence for the record.',
    details: { field: 'reason' },
  });
}

const manualRefusal: Refusal = {
  code: 'mode-manual',
  text: 'This client is on manual: the engine neither does nor proposes anything.',
  liftedBy: 'person',
};

const toRow = (proposal: Proposal, input: string, state: ActionState, clock: Clock): ActionRow => ({
  id: newId(clock),
  uniqueKey: proposal.key,
  kind: proposal.kind,
  clientId: proposal.clientId,
  campaignId: proposal.campaignId ?? null,
  title: proposal.title,
  why: proposal.why,
  evidence: JSON.stringify(proposal.evidence),
  input,
  state,
  decision: null,
  decidedBy: null,
  decidedAt: null,
  decisionReason: '',
  notBefore: proposal.notBefore ?? clock.now(),
  failures: 0,
  lastError: '',
  result: null,
  leaseOwner: null,
  leaseUntil: null,
  fence: 0,
  proposedAt: clock.now(),
  changedAt: clock.now(),
});
