import path from 'node:path';
import { bootstrapDatabaseSchema, openDatabase } from '@aicmo/core-db';
import { systemClock } from '@aicmo/core-kernel';
import { camMigrations, createCam, type Cam } from '@aicmo/cam';
import type { LeadFilter, LeadOrder } from '@aicmo/cam/contract';
import type { BenchContext, BenchPart } from './bench-part.ts';
import { fillLeads, seeded, type FilledHouse } from './fill-leads.ts';
import { measure } from './measure.ts';

/** Milliseconds at p95. */
const goals = { list: 50 } as const;

/** What a screen asks of very many leads: pages, filters, searches, and counts. */
export const listPart: BenchPart = {
  name: 'list',
  what: 'pages, filters, searches and counts of the list of leads',
  run: async ({ folder, rows, say }: BenchContext) => {
    const file = path.join(folder, 'list.db');
    const url = `sqlite:${file}`;
    await bootstrapDatabaseSchema({ url, migrations: [camMigrations] });
    const started = performance.now();
    const house = fillLeads(file, rows);
    say(`  filled in ${((performance.now() - started) / 1000).toFixed(1)} s`);
    const db = await openDatabase(url);
    const cam = createCam({ db, clock: systemClock });
    for (const { name, goal, ask } of listQuestions(cam, house)) await measure(name, goal, ask, say);
    await db.close();
  },
};

interface Question {
  readonly name: string;
  /** Milliseconds at p95. */
  readonly goal: number;
  readonly ask: () => Promise<unknown>;
}

const sorts = ['score', 'name', 'company', 'added'] as const;
const words = ['anna', 'müller', 'wagner', 'kurier', 'nordlogistik', 'gmbh', 'example', 'geschäft', 'zoë', 'li', 'ceo'];
const pairs = ['anna müller', 'kurier ceo', 'thomas gmbh', 'lindqvist data', 'jan li', 'heliowerk se', 'özlem demir'];

/** What is asked, each time of something else; the same in each run. */
export function listQuestions({ leads }: Cam, house: FilledHouse): readonly Question[] {
  const random = seeded(11);
  const one = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T; // below 1
  const order = (): LeadOrder => ({ by: one(sorts), direction: one(['asc', 'desc'] as const) });
  const filters: readonly (() => LeadFilter)[] = [
    () => ({ clientId: one(house.clients) }),
    () => ({ campaignId: one(house.campaigns) }),
    () => ({ batchId: one(house.batches) }),
    () => ({ state: one(['NEW', 'QUALIFIED', 'CONTACTED', 'REPLIED', 'WON', 'LOST'] as const) }),
    () => ({ tier: one(['HOT', 'WARM', 'COOL', 'COLD'] as const) }),
    () => ({ grade: one(['B', 'C'] as const) }),
    () => ({ needsReview: true }),
    () => ({ consent: 'DO_NOT_CONTACT' }),
    () => ({ emailCheck: one(['VALID', 'INVALID', 'RISKY'] as const) }),
    () => ({ addedFrom: new Date(Date.UTC(2026, 0, 1, Math.floor(random() * 6))).toISOString() }),
  ];
  const filter = (most: number): LeadFilter =>
    Object.assign({}, ...Array.from({ length: 1 + Math.floor(random() * most) }, () => one(filters)()));
  let place: { order: LeadOrder; filter: LeadFilter; cursor: string | null } | undefined;
  const nextPage = async (): Promise<void> => {
    place ??= { order: order(), filter: random() < 0.5 ? {} : filter(2), cursor: null };
    const page = await leads.list(place.filter, place);
    place = page.next === null || random() < 0.05 ? undefined : { ...place, cursor: page.next };
  };
  const misspelt = (): string => `${one(words).slice(0, 4)}${String.fromCharCode(97 + Math.floor(random() * 26))}`;
  return [
    { name: 'first page', goal: goals.list, ask: () => leads.list({}, { order: order() }) },
    { name: 'page after page', goal: goals.list, ask: nextPage },
    { name: 'one filter', goal: goals.list, ask: () => leads.list(one(filters)(), { order: order() }) },
    {
      name: 'two to four filters',
      goal: goals.list,
      ask: () => leads.list({ ...filter(2), ...filter(2) }, { order: order() }),
    },
    { name: 'search for a word', goal: goals.list, ask: () => leads.list({ search: one(words) }, { order: order() }) },
    {
      name: 'search for two words',
      goal: goals.list,
      ask: () => leads.list({ search: one(pairs) }, { order: order() }),
    },
    {
      name: 'search while typing',
      goal: goals.list,
      ask: () => leads.list({ search: misspelt() }, { order: order() }),
    },
    {
      name: 'search with a filter',
      goal: goals.list,
      ask: () => leads.list({ ...filter(2), search: one(words) }, { order: order() }),
    },
    {
      name: 'counts',
      goal: goals.list,
      ask: () => leads.counts(random() < 0.5 ? {} : { clientId: one(house.clients) }),
    },
  ];
}
