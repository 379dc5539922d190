import type { Tx } from '@aicmo/core-db';
import type { InboundKind } from '../../contract/inbound.ts';
import type { LeadRow } from '../db/cam-tables.ts';
import type { InboundRow } from '../db/inbound-tables.ts';
import { readJsonColumn } from '../db/json-column.ts';
import { applyEffects, type EffectDeps } from './effects.ts';
import { InboundEffects } from './inbound-effects.ts';
import { tellKind } from './inbound-rules.ts';

/**
 * A person says that a message is something else: what the machine did is taken back as far as nobody went on from it,
 * then the message has the effects of what it is. An opt-out stands until somebody lifts it on purpose, and a message
 * that came back stays so. Gives what is to be written to the row.
 */
export async function correctClass(
  tx: Tx,
  deps: EffectDeps,
  row: InboundRow,
  kind: InboundKind,
  by: string,
): Promise<Pick<InboundRow, 'kind' | 'effects'>> {
  const before = readJsonColumn(InboundEffects, row.effects, 'cam_inbound.effects');
  const kept = await takeBack(tx, deps, row, before);
  const effects = await applyEffects(tx, deps, { ...row, kind, confidence: 1 }, by);
  const told = [...effects.told, ...kept];
  if (row.leadId !== null) {
    const what = `An answer was read anew: ${tellKind({ kind, permanent: row.permanent === 1, reason: '' }).toLowerCase()}`;
    const why = told.map((each) => `${each.what}.`).join(' ');
    const subject = { clientId: row.clientId, campaignId: row.campaignId, subjectKind: 'lead' as const };
    await deps.records.append(tx, [
      { ...subject, subjectId: row.leadId, what, why, actor: by, data: { kind: 'message' } },
    ]);
  }
  return { kind, effects: JSON.stringify({ ...effects, told, optOutId: effects.optOutId ?? before.optOutId }) };
}

async function takeBack(tx: Tx, deps: EffectDeps, row: InboundRow, effects: InboundEffects) {
  const now = deps.clock.now();
  const lead = row.leadId === null ? undefined : await deps.matches.lead(tx, row.leadId);
  const stays = effects.stopped === null ? null : await whyItStays(tx, deps, row, lead);
  if (effects.stopped && stays === null) await deps.stops.restart(tx, effects.stopped, now);
  for (const enrolment of effects.paused) await deps.store.unpause(tx, enrolment, now);
  if (effects.leadFrom !== null && lead?.state === 'REPLIED') {
    const change = { state: effects.leadFrom, stateReason: 'It was no answer.', updatedAt: now };
    await deps.leads.update(tx, lead.id, change);
  }
  for (const id of effects.suppressions) {
    const removedReason = 'The message that put it there was read wrongly.';
    await deps.suppressions.remove(tx, id, { removedAt: now, removedBy: 'correction', removedReason });
  }
  return [
    ...(stays === null ? [] : [{ what: 'Follow-ups stay stopped', why: stays }]),
    ...(effects.optOutId === null
      ? []
      : [{ what: 'The opt-out stands', why: 'Only a person lifts it, with a reason.' }]),
  ];
}

/** What else stops a sequence by now, though this message does not; null: nothing. */
async function whyItStays(tx: Tx, deps: EffectDeps, row: InboundRow, lead: LeadRow | undefined) {
  if (!lead) return null;
  if (lead.consent === 'DO_NOT_CONTACT') return 'The person asked not to be contacted any more.';
  if (lead.state === 'WON' || lead.state === 'LOST') return `The lead is ${lead.state.toLowerCase()}.`;
  return (await deps.store.wroteAgain(tx, lead.id, row)) ? 'The person has written again since.' : null;
}
