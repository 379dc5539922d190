import type { Database, Tx } from '@aicmo/core-db';
import { invalid, notFound, type Clock } from '@aicmo/core-kernel';
import { legalLeadMoves } from '../../contract/lead-moves.ts';
import type { Consent, Lead, LeadState } from '../../contract/lead.ts';
import type { LeadCounts, LeadFilter, LeadOrder, LeadPage } from '../../contract/lead-list.ts';
import type { LeadRow } from '../db/cam-tables.ts';
import type { ConsentStore } from '../rights/consent-store.ts';
import type { NewRecord, RecordStore } from '../records/record-store.ts';
import type { SequenceStopStore } from '../routing/sequence-stop-store.ts';
import { assertLeadMove } from './lead-rules.ts';
import type { CountedFilter } from './lead-count-store.ts';
import { usualOrder } from './lead-order.ts';
import type { LeadStore } from './lead-store.ts';

/** Leads: finding, reading and deciding about them. */
export interface LeadService {
  /** Best score first by default; 100 a page, 500 at most. Throws `invalid`: `lead-cursor`, `lead-sort-many`. */
  list(filter?: LeadFilter, page?: ListPage): Promise<LeadPage>;
  /** Exact, and the same whatever is looked for by text, time or sequence. */
  counts(filter?: CountedFilter): Promise<LeadCounts>;
  /** Counts all leads again, where something wrote them without telling the counts. */
  recount(): Promise<LeadCounts>;
  /** Throws `not-found` (`lead-unknown`). */
  get(leadId: string, tx?: Tx): Promise<Lead>;
  /** A person's decision; WON and LOST take it out of every sequence. Throws `conflict` (`lead-move`) or `invalid` (`lead-reason`). */
  move(leadId: string, to: LeadState, by: string, reason?: string): Promise<Lead>;
  /** Where a person may move a lead from a state. */
  movesFrom(state: LeadState): readonly LeadState[];
  /** A machine's decision in the caller's transaction, by the same table without a person's rights. */
  moveBySystem(tx: Tx, leadId: string, to: LeadState, by: string, reason: string): Promise<void>;
  /** DO_NOT_CONTACT is lifted by a person with a reason only. */
  setConsent(leadId: string, consent: Consent, by: string, reason: string): Promise<Lead>;
  /** Asks a person to look before anything more is sent, or (null) says that somebody has. */
  review(leadId: string, reason: string | null, by: string): Promise<Lead>;
}

/** Which part of a list. */
export interface ListPage {
  readonly order?: LeadOrder;
  readonly limit?: number;
  /** What the page before gave as `next`. */
  readonly cursor?: string | null;
}

interface Deps {
  readonly db: Database;
  readonly clock: Clock;
  readonly store: LeadStore;
  readonly sequences: SequenceStopStore;
  readonly consents: ConsentStore;
  readonly records: RecordStore;
}

const pageSize = { usual: 100, most: 500 } as const;

/** Builds the service of leads. */
export function createLeadService(deps: Deps): LeadService {
  const { db, clock, store, records, consents, sequences } = deps;
  const get = async (leadId: string, tx?: Tx): Promise<Lead> => {
    const lead = await store.find(leadId, tx);
    if (lead) return lead;
    throw notFound({
      code: 'lead-unknown',
      message: 'There is no such lead. It may have been removed; reload the list.',
    });
  };
  const decide = async (tx: Tx, lead: Lead, change: Partial<LeadRow>, what: string, why: string, by: string) => {
    await store.update(tx, lead.id, { ...change, updatedAt: clock.now() });
    await records.append(tx, [leadRecord(lead, what, why, by)]);
  };
  const moveIn = async (tx: Tx, lead: Lead, to: LeadState, reason: string, by: string, byPerson: boolean) => {
    if (lead.state === to) return;
    assertLeadMove({ from: lead.state, to, byPerson, reason });
    const why = reason || 'Decided by a person.';
    const what = `Moved from ${lead.state.toLowerCase()} to ${to.toLowerCase()}`;
    await decide(tx, lead, { state: to, stateReason: reason }, what, why, by);
    if (to === 'WON' || to === 'LOST') await sequences.stop(tx, [lead.id], `${what}. ${why}`, clock.now());
  };

  return {
    get,
    list: (filter = {}, { order = usualOrder, limit = pageSize.usual, cursor = null } = {}) =>
      store.page(filter, order, Math.max(1, Math.min(limit, pageSize.most)), cursor),
    counts: (filter = {}) => store.counts(filter),
    recount: async () => {
      await db.transaction((tx) => store.rebuildCounts(tx));
      return store.counts({});
    },
    move: (leadId, to, by, reason = '') =>
      db.transaction(async (tx) => {
        await moveIn(tx, await get(leadId, tx), to, reason, by, true);
        return get(leadId, tx);
      }),
    movesFrom: (state) => legalLeadMoves(state, true),
    moveBySystem: async (tx, leadId, to, by, reason) => moveIn(tx, await get(leadId, tx), to, reason, by, false),
    setConsent: (leadId, consent, by, reason) =>
      db.transaction(async (tx) => {
        const lead = await get(leadId, tx);
        assertConsentReason(lead, consent, reason);
        const change = { consent, consentSource: by, consentAt: clock.now() };
        const why = reason || 'Decided by a person.';
        await decide(tx, lead, change, `Consent ${lead.consent} → ${consent}`, why, by);
        const told = { clientId: lead.clientId, leadId, before: lead.consent, consent, source: 'Operator' };
        await consents.append(tx, [{ ...told, why, agreedTo: '', actor: by }]);
        return get(leadId, tx);
      }),
    review: (leadId, reason, by) =>
      db.transaction(async (tx) => {
        const lead = await get(leadId, tx);
        const since = reason === null ? null : (lead.reviewSince ?? clock.now());
        const change = { needsReview: reason === null ? 0 : 1, reviewReason: reason ?? '', reviewSince: since };
        const what = reason === null ? 'Looked at by a person' : 'Waits for a person';
        await decide(tx, lead, change, what, reason ?? 'Nothing stands against writing.', by);
        return get(leadId, tx);
      }),
  };
}

const leadRecord = (
  lead: Pick<Lead, 'id' | 'clientId' | 'campaignId'>,
  what: string,
  why: string,
  by: string,
): NewRecord => ({
  ...{ clientId: lead.clientId, campaignId: lead.campaignId, subjectKind: 'lead', subjectId: lead.id },
  ...{ what, why, actor: by },
});

function assertConsentReason(lead: Lead, consent: Consent, reason: string): void {
  const isSticky = lead.consent === 'DO_NOT_CONTACT' || consent === 'DO_NOT_CONTACT';
  if (!isSticky || reason.trim() !== '') return;
  const missing =
    consent === 'DO_NOT_CONTACT'
      ? 'Nobody is put off limits without a reason. Write one short sentence why.'
      : 'This person asked not to be contacted. Write why that no longer holds.';
  throw invalid({ code: 'lead-consent-reason', message: missing });
}
