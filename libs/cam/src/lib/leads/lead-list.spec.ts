import { type Database, type DbHandle } from '@aicmo/core-db';
import { describeEachDialect } from '@aicmo/core-db/testing';
import { expect, test } from '@jest/globals';
import { CompiledQuery, sql, type Kysely } from 'kysely';
import type { LeadFilter, LeadOrder, LeadSort } from '../../contract/lead-list.ts';
import type { CamTables, LeadRow } from '../db/cam-tables.ts';
import { camMigrations } from '../db/migrations/index.ts';
import { searchTextOf, sortColumnsOf } from './lead-row.ts';
import { createLeadStore } from './lead-store.ts';

const idOf = (number: number): string => `01990000-0000-7000-8000-${String(number).padStart(12, '0')}`;
const at = (minute: number): string => new Date(Date.UTC(2026, 2, 2, 10, minute)).toISOString(); // a day of the spec's own

function aRow(number: number, change: Partial<LeadRow> = {}): LeadRow {
  const first = ['Maja', 'Bo', 'Zoë', 'ann', 'Émile'][number % 5] ?? '';
  const score = number % 7 === 0 ? null : (number % 11) / 10;
  const row = {
    ...{ id: idOf(number), personId: idOf(number), mergedInto: null, clientId: `client-${number % 3}` },
    ...{ campaignId: number % 4 === 0 ? null : `campaign-${number % 2}`, firstName: first, lastName: `Holm${number}` },
    ...{
      fullName: `${first} Holm${number}`,
      title: number % 2 ? 'CEO' : 'Head of 100%_Sales',
      company: `Firm ${number % 13}`,
    },
    ...{ companyDomain: '', industry: '', employeeCount: null, revenueCents: null, location: '', country: '' },
    ...{ email: `p${number}@firm${number % 13}.example`, emailKey: null, linkedin: '', linkedinKey: null, phone: '' },
    ...{ phoneKey: null, timeZone: null, language: '', signals: '[]', budgetKnown: 0, timelineKnown: 0 },
    ...{ score, fit: score, opportunity: score, tier: score === null ? null : score > 0.6 ? 'HOT' : 'COLD' },
    ...{ grade: score === null ? null : 'B', factors: '[]', scoredAt: null, scoreVersion: null },
    ...{ emailCheck: number % 9 === 0 ? 'INVALID' : 'VALID', emailCheckWhy: '', emailCheckedAt: null },
    ...{ state: number % 6 === 0 ? 'LOST' : 'NEW', stateReason: '', consent: 'UNKNOWN', consentSource: '' },
    ...{ consentAt: null, needsReview: number % 10 === 0 ? 1 : 0, reviewReason: '', reviewSince: null },
    ...{ source: 'a.csv', batchId: number % 50 === 0 ? 'batch-1' : 'batch-2', batchRow: number, fields: '{}' },
    ...{ createdAt: at(number % 30), updatedAt: at(number % 30) },
    ...change,
  };
  return { searchText: searchTextOf(row), ...sortColumnsOf(row), ...row };
}

/** What the list has to be, by going through all rows. */
function model(rows: readonly LeadRow[], filter: LeadFilter, { by, direction }: LeadOrder): string[] {
  const words = (filter.search ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  const fits = (row: LeadRow): boolean =>
    row.mergedInto === null &&
    (['clientId', 'campaignId', 'batchId', 'state', 'tier', 'grade', 'consent', 'emailCheck'] as const).every(
      (key) => filter[key] === undefined || row[key] === filter[key],
    ) &&
    (filter.needsReview === undefined || (row.needsReview === 1) === filter.needsReview) &&
    (filter.addedFrom === undefined || row.createdAt >= filter.addedFrom) &&
    (filter.addedBefore === undefined || row.createdAt < filter.addedBefore) &&
    words.every((word) => row.searchText.includes(word.length < 3 ? ` ${word}` : word));
  const keys: Partial<Record<LeadSort, keyof LeadRow>> = {
    ...{ score: 'score', tier: 'score', name: 'sortName', company: 'sortCompany', added: 'createdAt' },
    ...{ title: 'title', email: 'email', state: 'state', grade: 'grade' },
  };
  const value = (row: LeadRow): string | number => row[keys[by] ?? 'score'] ?? (by === 'grade' ? '' : -1);
  const compare = (one: string | number, other: string | number): number => (one < other ? -1 : one > other ? 1 : 0);
  const sign = direction === 'asc' ? 1 : -1;
  return rows
    .filter(fits)
    .toSorted((one, other) => sign * (compare(value(one), value(other)) || compare(one.id, other.id)))
    .map(({ id }) => id);
}

const filters: readonly LeadFilter[] = [
  {},
  { clientId: 'client-1' },
  { campaignId: 'campaign-1', state: 'NEW' },
  { batchId: 'batch-1' },
  { tier: 'HOT', needsReview: true, emailCheck: 'INVALID' },
  { grade: 'B', consent: 'UNKNOWN', clientId: 'client-2' },
  { search: 'holm12' },
  { search: 'ÉMILE firm' },
  { search: 'bo', state: 'LOST' },
  { search: '0%_' },
  { addedFrom: at(3), addedBefore: at(5) },
  { addedFrom: at(1), tier: 'COLD' },
  { clientId: 'nobody' },
];

async function pages(store: Lists, filter: LeadFilter, order: LeadOrder, limit: number) {
  const read: string[] = [];
  for (let cursor: string | null = null; ;) {
    const page = await store.page(filter, order, limit, cursor);
    read.push(...page.leads.map(({ id }) => id));
    cursor = page.next;
    if (cursor === null || read.length > 900) return { read, total: page.total, isTotalExact: page.isTotalExact };
  }
}
type Lists = ReturnType<typeof createLeadStore>;

/** The same handle, telling the statements that are written by hand: those of the lists. */
function watched(handle: DbHandle<CamTables>, seen: CompiledQuery[]): DbHandle<CamTables> {
  const watchedBuilder = (builder: Kysely<CamTables>): Kysely<CamTables> =>
    new Proxy(builder, {
      get: (target, name) => {
        if (name !== 'getExecutor') return bound(target, name);
        const executor = target.getExecutor();
        const executeQuery = (query: CompiledQuery) => {
          seen.push(query);
          return executor.executeQuery(query);
        };
        return () =>
          new Proxy(executor, { get: (own, key) => (key === 'executeQuery' ? executeQuery : bound(own, key)) });
      },
    });
  return { ...handle, in: (tx) => watchedBuilder(handle.in(tx)) };
}
const bound = (own: object, key: string | symbol): unknown => {
  const value: unknown = Reflect.get(own, key, own);
  return typeof value === 'function' ? (value.bind(own) as unknown) : value;
};

async function planOf(db: Database, { sql: text, parameters }: CompiledQuery): Promise<string> {
  const how = db.dialect === 'sqlite' ? 'explain query plan' : 'explain (costs off)';
  const { rows } = await db
    .handle<CamTables>('cam')
    .in()
    .executeQuery<Record<string, unknown>>(CompiledQuery.raw(`${how} ${text}`, [...parameters]));
  return rows.map((row) => String(row['detail'] ?? row['queryPlan'] ?? Object.values(row)[0])).join('\n');
}

describeEachDialect('the list of leads', (dialect) => {
  async function aHouse(rows: readonly LeadRow[]) {
    const db = await dialect.open([camMigrations]);
    const handle = db.handle<CamTables>('cam');
    const store = createLeadStore({ handle, db });
    await db.transaction((tx) => store.insertMany(tx, rows));
    return { db, handle, store };
  }
  const recounted = async (db: Database, store: Lists) => {
    const all = () =>
      db.handle<CamTables>('cam').in().selectFrom('camLeadCount').selectAll().where('leads', '<>', 0).execute();
    const kept = await all();
    await db.transaction((tx) => store.rebuildCounts(tx));
    const sorted = (list: Awaited<ReturnType<typeof all>>) => list.map((row) => JSON.stringify(row)).sort();
    return [sorted(kept), sorted(await all())];
  };

  test('is what the filter says, in the order that was asked for, every lead on one page only', async () => {
    const rows = Array.from({ length: 400 }, (_, number) =>
      aRow(number, number % 40 === 3 ? { mergedInto: idOf(1) } : {}),
    );
    const { store } = await aHouse(rows);
    const sorts: readonly LeadSort[] = ['score', 'name', 'company', 'added', 'title', 'state', 'grade'];
    for (const filter of filters) {
      for (const by of sorts) {
        for (const direction of ['asc', 'desc'] as const) {
          const expected = model(rows, filter, { by, direction });
          const { read, total, isTotalExact } = await pages(store, filter, { by, direction }, 90);
          expect({ filter, by, direction, read }).toEqual({ filter, by, direction, read: expected });
          expect([total, isTotalExact]).toEqual([expected.length, true]);
        }
      }
    }
  });

  test('counts as the writes go along what counting all of them gives, whatever is done to them', async () => {
    const rows = Array.from({ length: 300 }, (_, number) => aRow(number));
    const { db, store } = await aHouse(rows);
    const ids = rows.map(({ id }) => id);
    await db.transaction(async (tx) => {
      await store.updateMany(tx, ids.slice(0, 50), { state: 'WON' });
      await store.update(tx, idOf(7), { tier: 'WARM', score: 0.7, title: 'CTO' });
      await store.update(tx, idOf(8), { title: 'CTO' });
      await store.update(tx, idOf(9), { mergedInto: idOf(10) });
      await store.deleteMany(tx, ids.slice(100, 120));
      await store.insertMany(tx, [aRow(901)], { derived: 'later' });
      await store.applyCounts(tx, [], [aRow(901)]);
    });
    await db
      .transaction(async (tx) => {
        await store.updateMany(tx, ids, { state: 'LOST' });
        throw new Error('changed my mind');
      })
      .catch(() => undefined);
    expect((await store.counts({})).total).toBe(280);
    expect((await store.counts({ clientId: 'client-0' })).byState['WON']).toBe(16);
    const [kept, counted] = await recounted(db, store);
    expect(kept).toEqual(counted);
  });

  test('of many more than a page is read along an index, and nothing reads all of them', async () => {
    const rows = Array.from({ length: 12_000 }, (_, number) => aRow(number));
    const { db, handle } = await aHouse([]);
    const seen: CompiledQuery[] = [];
    const store = createLeadStore({ handle: watched(handle, seen), db });
    await db.transaction(async (tx) => {
      await store.insertMany(tx, rows, { derived: 'later' });
      await store.rebuildCounts(tx);
    });
    if (db.dialect === 'postgres') await sql`vacuum analyze`.execute(handle.in());
    seen.length = 0;
    const both: LeadFilter = { search: 'holm', state: 'LOST', clientId: 'client-0' };
    const many: readonly LeadFilter[] = [both, {}, { state: 'NEW' }, { campaignId: 'campaign-1' }, { search: 'holm' }];
    const few: readonly LeadFilter[] = [
      ...[{ clientId: 'client-1', tier: 'HOT' }, { state: 'LOST' }, { batchId: 'batch-1' }, { search: 'holm1234' }],
      ...[{ addedFrom: at(3), addedBefore: at(5) }, { inSequence: true }, { needsReview: true }],
    ] as const;
    const sorts: readonly LeadSort[] = ['score', 'name', 'company', 'added'];
    for (const filter of [...many, ...few]) {
      for (const by of sorts) {
        const expected = filter.inSequence ? [] : model(rows, filter, { by, direction: 'desc' }).slice(0, 200);
        const first = await store.page(filter, { by, direction: 'desc' }, 100, null);
        const second =
          first.next === null ? null : await store.page(filter, { by, direction: 'desc' }, 100, first.next);
        const read = [...first.leads, ...(second?.leads ?? [])].map(({ id }) => id);
        expect({ filter, by, read }).toEqual({ filter, by, read: expected });
      }
    }
    const plans = new Map<string, string>();
    for (const query of seen) plans.set(query.sql, await planOf(db, query));
    expect(plans.size).toBeGreaterThan(20);
    // Counting up to a limit, PostgreSQL may go through the rows where nearly each of them fits.
    const scans = [...plans].filter(([text, plan]) => {
      const isBounded = text.includes('some_of_them');
      // The rows that the inner statement has found along its index are gone through, and no more.
      const table = plan.replace(/^CO-ROUTINE cam_lead\n(.*)\nSCAN cam_lead$/s, '$1');
      return /SCAN cam_lead\b(?! USING)/.test(table) || (!isBounded && plan.includes('Seq Scan on cam_lead\n'));
    });
    expect(scans).toEqual([]);
    // A row is read only where all that the order's index knows of it fits.
    const along = [...plans].filter(([text]) => text.includes('as looked'));
    expect(along.length > 0).toBe(db.dialect === 'sqlite');
    const other = along.filter(([text, plan]) => {
      const isRead = !text.includes('select 1 from cam_lead') || plan.includes('USING INTEGER PRIMARY KEY (rowid=?)');
      return !isRead || !/^CO-ROUTINE looked\n(SCAN|SEARCH) cam_lead USING INDEX cam_lead_by_/.test(plan);
    });
    expect(other).toEqual([]);
    await expect(store.page({}, { by: 'title', direction: 'asc' }, 10, null)).rejects.toMatchObject({
      code: 'lead-sort-many',
    });
    const found = await store.page({ search: 'holm' }, { by: 'score', direction: 'desc' }, 10, null);
    expect([found.total, found.isTotalExact]).toEqual([1000, false]);
  });
});
