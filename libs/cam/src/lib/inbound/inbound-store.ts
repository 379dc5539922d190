import type { DbHandle, Tx } from '@aicmo/core-db';
import type { Instant } from '@aicmo/core-kernel';
import * as z from 'zod/mini';
import { InboundKind, InboundMatch, InboundState, type InboundMessage } from '../../contract/inbound.ts';
import type { CamTables } from '../db/cam-tables.ts';
import type { InboundMarkRow, InboundRow } from '../db/inbound-tables.ts';
import { readJsonColumn } from '../db/json-column.ts';
import { InboundEffects } from './inbound-effects.ts';

/** Every query on messages that came in, by their row. */
export interface InboundStore {
  /** False when the same message is there already: it lay in another folder, or the server numbered anew. */
  insert(tx: Tx, row: InboundRow): Promise<boolean>;
  /** False when somebody changed it since this version; the version grows by one. */
  update(tx: Tx, id: string, version: number, change: Partial<InboundRow>): Promise<boolean>;
  /** What came of it, written in the transaction that kept it; nobody can have changed it yet. */
  settle(tx: Tx, id: string, change: Partial<InboundRow>): Promise<void>;
  row(id: string, tx?: Tx): Promise<InboundRow | undefined>;
  /** As people see it. */
  find(id: string, tx?: Tx): Promise<InboundMessage | undefined>;
  /** Everything from and about these leads, newest first. */
  ofLeads(leadIds: readonly string[], limit: number): Promise<readonly InboundMessage[]>;
  /** Newest first; `waiting`: only those that wait for a person. */
  newest(
    filter: { readonly clientId?: string; readonly waiting?: boolean },
    limit: number,
  ): Promise<readonly InboundMessage[]>;
  /** Positive answers that wait at a moment, the one that waits longest first. */
  interested(at: Instant, limit: number): Promise<readonly InboundMessage[]>;
  marks(mailboxId: string): Promise<readonly InboundMarkRow[]>;
  mark(tx: Tx, row: InboundMarkRow): Promise<void>;
}

/** Opens the store. */
export function createInboundStore(handle: DbHandle<CamTables>): InboundStore {
  return {
    insert: async (tx, row) => {
      const insert = handle.in(tx).insertInto('camInbound').values(row);
      const { numInsertedOrUpdatedRows } = await insert
        .onConflict((on) => on.columns(['mailboxId', 'digest']).doNothing())
        .executeTakeFirst();
      return Number(numInsertedOrUpdatedRows ?? 0) > 0;
    },
    update: async (tx, id, version, change) => {
      const next = { ...change, version: version + 1 };
      const update = handle.in(tx).updateTable('camInbound').set(next).where('id', '=', id);
      return Number((await update.where('version', '=', version).executeTakeFirst()).numUpdatedRows) > 0;
    },
    settle: async (tx, id, change) =>
      void (await handle.in(tx).updateTable('camInbound').set(change).where('id', '=', id).execute()),
    row: (id, tx) => handle.in(tx).selectFrom('camInbound').selectAll().where('id', '=', id).executeTakeFirst(),
    find: async (id, tx) => {
      const row = await inboundRows(handle, tx).where('i.id', '=', id).executeTakeFirst();
      return row && inboundOf(row);
    },
    ofLeads: async (leadIds, limit) => {
      if (leadIds.length === 0) return [];
      const rows = await inboundRows(handle)
        .where('i.leadId', 'in', leadIds)
        .orderBy('i.receivedAt', 'desc')
        .orderBy('i.id', 'desc')
        .limit(limit)
        .execute();
      return rows.map(inboundOf);
    },
    newest: async ({ clientId, waiting = false }, limit) => {
      let query = inboundRows(handle).orderBy('i.receivedAt', 'desc').orderBy('i.id', 'desc').limit(limit);
      if (clientId !== undefined) query = query.where('i.clientId', '=', clientId);
      if (waiting) query = query.where('i.waitsSince', 'is not', null);
      return (await query.execute()).map(inboundOf);
    },
    interested: async (at, limit) => {
      const waiting = inboundRows(handle).where('i.waitsSince', '<=', at).where('i.kind', '=', 'POSITIVE');
      return (await waiting.orderBy('i.waitsSince').orderBy('i.id').limit(limit).execute()).map(inboundOf);
    },
    marks: (mailboxId) =>
      handle.in().selectFrom('camInboundMark').selectAll().where('mailboxId', '=', mailboxId).execute(),
    mark: async (tx, row) => {
      const { uidValidity, lastUid, updatedAt } = row;
      await handle
        .in(tx)
        .insertInto('camInboundMark')
        .values(row)
        .onConflict((on) => on.columns(['mailboxId', 'folder']).doUpdateSet({ uidValidity, lastUid, updatedAt }))
        .execute();
    },
  };
}

/** Messages with the names that people know. `i` is the message. */
const inboundRows = (handle: DbHandle<CamTables>, tx?: Tx) =>
  handle
    .in(tx)
    .selectFrom('camInbound as i')
    .leftJoin('camMailbox as m', 'm.id', 'i.mailboxId')
    .leftJoin('camCampaign as k', 'k.id', 'i.campaignId')
    .leftJoin('camLead as l', 'l.id', 'i.leadId')
    .selectAll('i')
    .select(['m.address as mailboxAddress', 'k.name as campaignName'])
    .select(['l.fullName', 'l.firstName', 'l.lastName', 'l.company']);

type JoinedRow = Awaited<ReturnType<ReturnType<typeof inboundRows>['execute']>>[number];

/** A joined row as people see it. */
function inboundOf(row: JoinedRow): InboundMessage {
  const texts = (column: 'thread' | 'evidence') =>
    readJsonColumn(z.array(z.string()), row[column], `cam_inbound.${column}`);
  const names = [row.fullName ?? '', `${row.firstName ?? ''} ${row.lastName ?? ''}`.trim(), row.company ?? ''];
  return {
    ...{ id: row.id, clientId: row.clientId, mailboxId: row.mailboxId, mailboxAddress: row.mailboxAddress ?? '' },
    ...{ messageId: row.messageId, receivedAt: row.receivedAt, fromAddress: row.fromAddress, fromName: row.fromName },
    ...{ subject: row.subject, text: row.text, thread: texts('thread'), evidence: texts('evidence') },
    ...{ kind: z.parse(InboundKind, row.kind), machineKind: z.parse(InboundKind, row.machineKind) },
    ...{ confidence: row.confidence, permanent: row.permanent === 1, bounceReason: row.bounceReason },
    ...{ bounceStatus: row.bounceStatus, returnsOn: row.returnsOn },
    matchedBy: z.parse(InboundMatch, row.matchedBy),
    ...{ attemptId: row.attemptId, enrolmentId: row.enrolmentId, campaignId: row.campaignId },
    ...{ campaignName: row.campaignName, leadId: row.leadId, company: row.company ?? '' },
    leadName: names.find((name) => name !== '') ?? '',
    ...{ state: z.parse(InboundState, row.state), waitsSince: row.waitsSince, snoozedUntil: row.snoozedUntil },
    ...{ assignedTo: row.assignedTo, outcome: row.outcome, doneAt: row.doneAt, doneBy: row.doneBy },
    effects: readJsonColumn(InboundEffects, row.effects, 'cam_inbound.effects').told,
    version: row.version,
  };
}
