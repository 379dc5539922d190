import * as z from 'zod/mini';
import { ActionView, Decision, Fact } from '../../contract/action.ts';
import type { ActionRow } from '../db/autonomy-tables.ts';
import type { ActionDefinition } from './action-definition.ts';
import { movesOf } from './action-rules.ts';

const Result = z.object({ summary: z.string(), facts: z.array(Fact) });

/** A row as the contract shows it. */
export function toActionView(row: ActionRow, known: ReadonlyMap<string, ActionDefinition>): ActionView {
  const state = ActionView.shape.state.parse(row.state);
  const decision = decisionOf(row);
  return {
    id: row.id,
    kind: row.kind,
    kindTitle: known.get(row.kind)?.title ?? row.kind,
    clientId: row.clientId,
    campaignId: row.campaignId,
    title: row.title,
    why: row.why,
    evidence: z.array(Fact).parse(JSON.parse(row.evidence)),
    state,
    decision,
    notBefore: row.notBefore,
    failures: row.failures,
    lastError: row.lastError,
    result: row.result === null ? null : Result.parse(JSON.parse(row.result)),
    proposedAt: row.proposedAt,
    changedAt: row.changedAt,
    moves: [...movesOf(state, decision)],
  };
}

/** A person's answer, when there is one. */
export const decisionOf = (row: ActionRow): Decision | null =>
  row.decision === null
    ? null
    : Decision.parse({
        verdict: row.decision,
        by: row.decidedBy ?? '',
        at: row.decidedAt ?? '',
        reason: row.decisionReason,
      });
