import type { Database, DbHandle, Tx } from '@aicmo/core-db';
import type { CamTables } from '../db/cam-tables.ts';
import type { LeadMergeMovedRow, LeadMergeRow } from '../db/match-tables.ts';

/** Tables whose rows go with a lead when it is merged: each has an `id` and a `leadId`. */
const owned = [
  ...['camEnrolment', 'camLeadNote', 'camLeadTask', 'camAppointment', 'camConsentEvent', 'camEnrichment'],
  ...['camInbound', 'camInboxAnswer'],
] as const;
type OwnedTables = Readonly<Record<(typeof owned)[number], { id: string; leadId: string }>>;

/** A way through a sequence, as far as merging asks: which of two goes on. */
export interface CurrentWay {
  readonly id: string;
  readonly leadId: string;
  readonly campaignId: string;
  readonly campaignName: string;
  readonly status: string;
  /** Messages that left, or were simulated. */
  readonly done: number;
}

/** Every query on merges and on what moves with them. */
export interface MergeStore {
  insert(tx: Tx, row: LeadMergeRow): Promise<void>;
  find(id: string, tx?: Tx): Promise<LeadMergeRow | undefined>;
  markUndone(tx: Tx, id: string, at: string, by: string): Promise<void>;
  setChanges(tx: Tx, id: string, changes: string): Promise<void>;
  /** Other standing merges into the same lead that were made since, oldest first. */
  laterInto(tx: Tx, merge: LeadMergeRow): Promise<readonly LeadMergeRow[]>;
  /** Merges in which a lead took part, newest first; without one, the last ones of a client or of all. */
  list(
    filter: { readonly leadId?: string; readonly clientId?: string },
    limit: number,
  ): Promise<readonly LeadMergeRow[]>;
  /** Every lead that was merged into this one, also by way of others. */
  absorbedInto(leadId: string, tx?: Tx): Promise<readonly string[]>;
  /** Current ways of these leads through sequences. */
  currentWays(tx: Tx | undefined, leadIds: readonly string[]): Promise<readonly CurrentWay[]>;
  /** Whether a real message went to a lead after a moment, on a way that is not one of these. */
  wasContactedSince(tx: Tx, leadId: string, since: string, notOn: readonly string[]): Promise<boolean>;
  /** Gives all that belongs to one lead to another, and remembers what it was. */
  moveAll(tx: Tx, mergeId: string, fromId: string, toId: string): Promise<void>;
  /** Makes everybody who is one person another one, and remembers who it was. */
  movePerson(tx: Tx, mergeId: string, from: string, to: string): Promise<void>;
  /** Gives back what a merge moved and what still stands where it put it. */
  moveBack(tx: Tx, merge: LeadMergeRow, personNow: string): Promise<void>;
  moved(tx: Tx, mergeId: string, place: string): Promise<readonly LeadMergeMovedRow[]>;
  /** The leads of a person, in every client; merged ones too. */
  leadsOfPerson(personId: string, tx?: Tx): Promise<readonly { readonly id: string; readonly clientId: string }[]>;
  setPerson(tx: Tx, leadIds: readonly string[], personId: string): Promise<void>;
}

/** Opens the store of merges. */
export function createMergeStore(db: Database, handle: DbHandle<CamTables>): MergeStore {
  const things = db.handle<OwnedTables>('cam');
  return {
    ...mergeQueries(handle),
    ...readQueries(handle),
    ...movingQueries(handle, things),
    ...personQueries(handle),
  };
}

type Some<Name extends keyof MergeStore> = Pick<MergeStore, Name>;

function mergeQueries(
  handle: DbHandle<CamTables>,
): Some<'insert' | 'find' | 'markUndone' | 'setChanges' | 'laterInto' | 'list' | 'absorbedInto'> {
  const merges = (tx?: Tx) => handle.in(tx).selectFrom('camLeadMerge').selectAll();
  return {
    insert: async (tx, row) => void (await handle.in(tx).insertInto('camLeadMerge').values(row).execute()),
    find: (id, tx) => merges(tx).where('id', '=', id).executeTakeFirst(),
    markUndone: async (tx, id, undoneAt, undoneBy) =>
      void (await handle.in(tx).updateTable('camLeadMerge').set({ undoneAt, undoneBy }).where('id', '=', id).execute()),
    setChanges: async (tx, id, changes) =>
      void (await handle.in(tx).updateTable('camLeadMerge').set({ changes }).where('id', '=', id).execute()),
    laterInto: (tx, merge) =>
      merges(tx)
        .where('keptId', '=', merge.keptId)
        .where('undoneAt', 'is', null)
        .where('mergedAt', '>=', merge.mergedAt)
        .where('id', '!=', merge.id)
        .orderBy('mergedAt')
        .execute(),
    list: ({ leadId, clientId }, limit) => {
      let query = merges().orderBy('mergedAt', 'desc').orderBy('id', 'desc').limit(limit);
      if (clientId !== undefined) query = query.where('clientId', '=', clientId);
      if (leadId !== undefined)
        query = query.where(({ or, eb }) => or([eb('keptId', '=', leadId), eb('absorbedId', '=', leadId)]));
      return query.execute();
    },
    absorbedInto: async (leadId, tx) => {
      const all: string[] = [];
      for (let last = [leadId]; last.length > 0;) {
        const rows = await handle.in(tx).selectFrom('camLead').select('id').where('mergedInto', 'in', last).execute();
        last = rows.map(({ id }) => id);
        all.push(...last);
      }
      return all;
    },
  };
}

function readQueries(handle: DbHandle<CamTables>): Some<'currentWays' | 'wasContactedSince' | 'moved'> {
  return {
    currentWays: async (tx, leadIds) => {
      const rows = await handle
        .in(tx)
        .selectFrom('camEnrolment as e')
        .innerJoin('camCampaign as k', 'k.id', 'e.campaignId')
        .leftJoin('camOutreachAttempt as a', (join) =>
          join.onRef('a.enrolmentId', '=', 'e.id').on('a.status', 'in', ['SENT', 'SIMULATED', 'PROOFED', 'SENDING']),
        )
        .select(['e.id', 'e.leadId', 'e.campaignId', 'k.name as campaignName', 'e.status'])
        .select(({ fn }) => fn.count('a.id').as('done'))
        .where('e.leadId', 'in', leadIds)
        .where('e.status', 'in', ['ACTIVE', 'PAUSED'])
        .groupBy(['e.id', 'e.leadId', 'e.campaignId', 'k.name', 'e.status'])
        .orderBy('e.id')
        .execute();
      return rows.map((row) => ({ ...row, done: Number(row.done) }));
    },
    wasContactedSince: async (tx, leadId, since, notOn) => {
      let query = handle
        .in(tx)
        .selectFrom('camOutreachAttempt')
        .select('id')
        .where('leadId', '=', leadId)
        .where('mode', '=', 'LIVE')
        .where('settledAt', '>', since)
        .limit(1);
      if (notOn.length > 0) query = query.where('enrolmentId', 'not in', notOn);
      return (await query.execute()).length > 0;
    },
    moved: (tx, mergeId, place) =>
      handle
        .in(tx)
        .selectFrom('camLeadMergeMoved')
        .selectAll()
        .where('mergeId', '=', mergeId)
        .where('place', '=', place)
        .execute(),
  };
}

function movingQueries(
  handle: DbHandle<CamTables>,
  things: DbHandle<OwnedTables>,
): Some<'moveAll' | 'moveBack' | 'movePerson'> {
  const remember = async (tx: Tx, rows: readonly LeadMergeMovedRow[]): Promise<void> => {
    if (rows.length > 0) await handle.insertMany(tx, 'camLeadMergeMoved', rows);
  };
  const moveMessages = async (tx: Tx, enrolmentIds: readonly string[], leadId: string): Promise<void> => {
    if (enrolmentIds.length === 0) return;
    const messages = handle.in(tx).updateTable('camOutreachAttempt').set({ leadId });
    await messages.where('enrolmentId', 'in', enrolmentIds).execute();
  };
  return {
    moveAll: async (tx, mergeId, fromId, toId) => {
      const about = { mergeId, leadId: fromId, before: '' };
      for (const place of owned) {
        const ids = (await things.in(tx).selectFrom(place).select('id').where('leadId', '=', fromId).execute()).map(
          ({ id }) => id,
        );
        if (ids.length === 0) continue;
        await things.in(tx).updateTable(place).set({ leadId: toId }).where('leadId', '=', fromId).execute();
        if (place === 'camEnrolment') await moveMessages(tx, ids, toId);
        await remember(
          tx,
          ids.map((rowId) => ({ ...about, place, rowId })),
        );
      }
      const mine = await handle.in(tx).selectFrom('camIdentity').selectAll().where('leadId', '=', fromId).execute();
      await handle.in(tx).updateTable('camIdentity').set({ leadId: toId }).where('leadId', '=', fromId).execute();
      await remember(
        tx,
        mine.map(({ kind, value }) => ({ ...about, place: 'camIdentity', rowId: `${kind} ${value}` })),
      );
    },
    movePerson: async (tx, mergeId, from, to) => {
      const rows = await handle.in(tx).selectFrom('camLead').select('id').where('personId', '=', from).execute();
      await remember(
        tx,
        rows.map(({ id }) => ({ mergeId, place: 'person', rowId: id, leadId: id, before: from })),
      );
      await handle.in(tx).updateTable('camLead').set({ personId: to }).where('personId', '=', from).execute();
    },
    moveBack: async (tx, { id: mergeId, clientId, keptId, absorbedId }, personNow) => {
      const rows = await handle
        .in(tx)
        .selectFrom('camLeadMergeMoved')
        .selectAll()
        .where('mergeId', '=', mergeId)
        .execute();
      const byPlace = Map.groupBy(rows, ({ place }) => place);
      for (const place of owned) {
        const ids = (byPlace.get(place) ?? []).map(({ rowId }) => rowId);
        if (ids.length === 0) continue;
        const back = things.in(tx).updateTable(place).set({ leadId: absorbedId });
        await back.where('id', 'in', ids).where('leadId', '=', keptId).execute();
        if (place === 'camEnrolment') await moveMessages(tx, ids, absorbedId);
      }
      for (const { rowId } of byPlace.get('camIdentity') ?? []) {
        const space = rowId.indexOf(' ');
        const back = handle.in(tx).updateTable('camIdentity').set({ leadId: absorbedId }).where('leadId', '=', keptId);
        await back
          .where('kind', '=', rowId.slice(0, space))
          .where('value', '=', rowId.slice(space + 1))
          .where('clientId', '=', clientId)
          .execute();
      }
      for (const { rowId, before } of byPlace.get('person') ?? []) {
        const back = handle.in(tx).updateTable('camLead').set({ personId: before }).where('id', '=', rowId);
        await back.where('personId', '=', personNow).execute();
      }
      await handle.in(tx).deleteFrom('camLeadMergeMoved').where('mergeId', '=', mergeId).execute();
    },
  };
}

function personQueries(handle: DbHandle<CamTables>): Some<'leadsOfPerson' | 'setPerson'> {
  return {
    leadsOfPerson: (personId, tx) =>
      handle.in(tx).selectFrom('camLead').select(['id', 'clientId']).where('personId', '=', personId).execute(),
    setPerson: async (tx, leadIds, personId) => {
      if (leadIds.length === 0) return;
      await handle.in(tx).updateTable('camLead').set({ personId }).where('id', 'in', leadIds).execute();
    },
  };
}
