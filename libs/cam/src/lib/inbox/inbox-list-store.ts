import { containing, foldCase, keyset, type DbHandle } from '@aicmo/core-db';
import type { Instant } from '@aicmo/core-kernel';
import { sql, type Expression, type ExpressionBuilder, type SqlBool } from 'kysely';
import { InboundKind, humanKinds } from '../../contract/inbound.ts';
import type { InboxCounts, InboxFilter, InboxView } from '../../contract/inbox.ts';
import type { CamTables, LeadRow } from '../db/cam-tables.ts';
import type { InboundRow } from '../db/inbound-tables.ts';
import { newerOutcome } from './take-over-waiting.ts';

/** A message as the list shows it, with the names that people know; of its text only the beginning. */
export type ListedRow = Omit<
  InboundRow,
  | ('folder' | 'digest' | 'text' | 'thread' | 'bytes' | 'evidence' | 'effects' | 'permanent' | 'bounceReason')
  | ('bounceStatus' | 'aboutKey' | 'returnsOn' | 'matchedBy' | 'attemptId' | 'enrolmentId' | 'campaignId' | 'createdAt')
  | ('updatedAt' | 'messageId' | 'doneAt' | 'doneBy' | 'snoozedUntil')
> & {
  readonly snippet: string;
  readonly clientName: string | null;
  readonly campaignName: string | null;
  readonly leadName: string | null;
  readonly company: LeadRow['company'] | null;
};

/** A draft, and with whom the conversation is in which it was begun. */
export interface DraftPlace {
  readonly inboundId: string;
  readonly leadId: string | null;
  readonly mailboxId: string;
  readonly fromKey: string;
}

/** Every query on the list of conversations. Waiting ones are found by an index, however many are done. */
export interface InboxListStore {
  list(
    filter: InboxFilter & { readonly view: InboxView },
    page: { readonly limit: number; readonly cursor: string | null; readonly now: Instant },
  ): Promise<{ readonly rows: readonly ListedRow[]; readonly next: string | null }>;
  one(id: string): Promise<ListedRow | undefined>;
  counts(clientId: string | undefined, now: Instant): Promise<InboxCounts>;
  /** Those that have waited longest, and how many there are of each client; positive ones are told one by one elsewhere. */
  waitingByClient(
    now: Instant,
  ): Promise<readonly { clientId: string; count: number; since: string; oldestId: string }[]>;
  /** Drafts in the conversations of these messages. */
  draftsBeside(rows: readonly ListedRow[]): Promise<readonly DraftPlace[]>;
}

/** Counting stops here: nobody needs to know how many more there are. */
const mostCounted = 1000;

/** Opens the store of the list. */
export function createInboxListStore(handle: DbHandle<CamTables>): InboxListStore {
  return {
    list: async (filter, { limit, cursor, now }) => {
      const order = filter.view === 'NOW' || filter.view === 'LATER' ? longestFirst : newestFirst;
      const query = listed(handle).where((is) => matching(is, filter, now));
      const rows = await order.from(query.limit(limit + 1), cursor).execute();
      const shown = rows.slice(0, limit);
      const last = shown.at(-1);
      return { rows: shown, next: rows.length > limit && last ? order.cursorOf(placeOf(last)) : null };
    },
    one: (id) => listed(handle).where('i.id', '=', id).executeTakeFirst(),
    counts: (clientId, now) => countWaiting(handle, clientId, now),
    waitingByClient: (now) => waitingByClient(handle, now),
    draftsBeside: (rows) => draftsBeside(handle, rows),
  };
}

const longestFirst = keyset([
  { column: 'i.waitsSince', direction: 'asc' },
  { column: 'i.id', direction: 'asc' },
]);
const newestFirst = keyset([
  { column: 'i.receivedAt', direction: 'desc' },
  { column: 'i.id', direction: 'desc' },
]);
/** The columns of both orders, by the names that they have there. */
const placeOf = (row: ListedRow) => ({
  ...{ 'i.waitsSince': row.waitsSince, 'i.receivedAt': row.receivedAt, 'i.id': row.id },
});

const listed = (handle: DbHandle<CamTables>) =>
  handle
    .in()
    .selectFrom('camInbound as i')
    .leftJoin('camClient as c', 'c.id', 'i.clientId')
    .leftJoin('camCampaign as k', 'k.id', 'i.campaignId')
    .leftJoin('camLead as l', 'l.id', 'i.leadId')
    .select(['i.id', 'i.clientId', 'i.mailboxId', 'i.leadId', 'i.fromAddress', 'i.fromKey', 'i.fromName', 'i.subject'])
    .select(['i.receivedAt', 'i.kind', 'i.machineKind', 'i.confidence', 'i.state', 'i.waitsSince', 'i.assignedTo'])
    .select(['i.outcome', 'i.version', 'c.name as clientName', 'k.name as campaignName', 'l.company'])
    .select(
      sql<string | null>`coalesce(nullif(l.full_name, ''), trim(l.first_name || ' ' || l.last_name))`.as('leadName'),
    )
    .select(sql<string>`substr(i.text, 1, 400)`.as('snippet'));

interface Listed extends CamTables {
  i: InboundRow;
  l: LeadRow;
}

function matching(
  is: ExpressionBuilder<Pick<Listed, 'i' | 'l'>, 'i' | 'l'>,
  { clientId, view, kind, assignedTo, search }: InboxFilter & { readonly view: InboxView },
  now: Instant,
): Expression<SqlBool> {
  const machines = InboundKind.options.filter((each) => !humanKinds.includes(each));
  const views: Readonly<Record<InboxView, readonly Expression<SqlBool>[]>> = {
    NOW: [is('i.waitsSince', '<=', now)],
    LATER: [is('i.waitsSince', '>', now)],
    DONE: [
      ...[is('i.waitsSince', 'is', null), is('i.kind', 'in', humanKinds)],
      is.or([is('i.outcome', 'is', null), is('i.outcome', '<>', newerOutcome)]),
    ],
    MACHINES: [is('i.kind', 'in', machines)],
  };
  return is.and([
    ...views[view],
    ...(clientId === undefined ? [] : [is('i.clientId', '=', clientId)]),
    ...(kind === undefined ? [] : [is('i.kind', '=', kind)]),
    ...(assignedTo === undefined ? [] : [is('i.assignedTo', '=', assignedTo)]),
    ...(search === undefined || search.trim() === '' ? [] : [found(is, search.trim())]),
  ]);
}

function found(is: ExpressionBuilder<Pick<Listed, 'i' | 'l'>, 'i' | 'l'>, search: string): Expression<SqlBool> {
  const like = containing(foldCase(search));
  return is.or([
    is('i.fromAddress', 'like', like),
    is(sql<string>`lower(i.from_name)`, 'like', like),
    is(sql<string>`lower(i.subject)`, 'like', like),
    is('l.searchText', 'like', like),
  ]);
}

async function countWaiting(
  handle: DbHandle<CamTables>,
  clientId: string | undefined,
  now: Instant,
): Promise<InboxCounts> {
  const waiting = (sign: '<=' | '>') => {
    const query = handle.in().selectFrom('camInbound').where('waitsSince', sign, now).limit(mostCounted);
    return clientId === undefined ? query : query.where('clientId', '=', clientId);
  };
  const grouped = await handle
    .in()
    .selectFrom(waiting('<=').select(['kind', 'assignedTo']).as('some'))
    .select(['kind', 'assignedTo'])
    .select(({ fn }) => fn.countAll().as('count'))
    .groupBy(['kind', 'assignedTo'])
    .execute();
  const later = await handle
    .in()
    .selectFrom(waiting('>').select('id').as('some'))
    .select(({ fn }) => fn.countAll().as('count'))
    .executeTakeFirstOrThrow();
  const rows = grouped.map(({ count, ...row }) => ({ ...row, count: Number(count) }));
  const sum = (some: readonly { readonly count: number }[]) => some.reduce((total, { count }) => total + count, 0);
  const kinds = InboundKind.options.map((kind) => ({ kind, count: sum(rows.filter((row) => row.kind === kind)) }));
  const names = [...new Set(rows.map(({ assignedTo }) => assignedTo))].sort();
  return {
    now: sum(rows),
    later: Number(later.count),
    kinds: kinds.filter(({ count }) => count > 0),
    people: names.map((name) => ({ name, count: sum(rows.filter(({ assignedTo }) => assignedTo === name)) })),
  };
}

async function waitingByClient(handle: DbHandle<CamTables>, now: Instant) {
  const rows = await handle
    .in()
    .selectFrom('camInbound')
    .select(['clientId', 'waitsSince', 'id'])
    .where('waitsSince', '<=', now)
    .where('kind', '<>', 'POSITIVE')
    .orderBy('waitsSince')
    .orderBy('id')
    .limit(mostCounted)
    .execute();
  return [...Map.groupBy(rows, ({ clientId }) => clientId)].map(([clientId, own]) => ({
    ...{ clientId, count: own.length, since: own[0]?.waitsSince ?? now, oldestId: own[0]?.id ?? '' },
  }));
}

/** Begun answers are few: they are looked through, and each message is found by its id. */
async function draftsBeside(handle: DbHandle<CamTables>, rows: readonly ListedRow[]): Promise<readonly DraftPlace[]> {
  if (rows.length === 0) return [];
  const leadIds = [...new Set(rows.flatMap(({ leadId }) => (leadId === null ? [] : [leadId])))];
  const senders = [...new Set(rows.map(({ fromKey }) => fromKey))];
  return handle
    .in()
    .selectFrom('camInboxDraft as d')
    .innerJoin('camInbound as i', 'i.id', 'd.inboundId')
    .select(['d.inboundId', 'i.leadId', 'i.mailboxId', 'i.fromKey'])
    .where((is) =>
      is.or([is('d.recipientKey', 'in', senders), ...(leadIds.length === 0 ? [] : [is('d.leadId', 'in', leadIds)])]),
    )
    .execute();
}
