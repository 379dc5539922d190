import path from 'node:path';
import { bootstrapDatabaseSchema, openDatabase, type Database } from '@aicmo/core-db';
import { newId, systemClock } from '@aicmo/core-kernel';
import { camMigrations, createCam, type Cam } from '@aicmo/cam';
import { verdict, type BenchContext, type BenchPart } from './bench-part.ts';
import { labelledPeople, type BenchPerson, type LabelledPeople } from './labelled-people.ts';

/** Not one of the seeds with which the rules were tried while they were written. */
const seed = 20_261_122;
const goals = { seconds: 30, comparedPerLead: 20, missed: 0.05, wrong: 0.02 } as const;

/** Leads that may be one person among very many: how long, how many comparisons, how many found and how many wrongly. */
export const nearMatchesPart: BenchPart = {
  name: 'near-matches',
  what: 'leads that may be one person, searched among all, against pairs whose truth is known',
  run: async ({ folder, rows, say }: BenchContext) => {
    const url = `sqlite:${path.join(folder, 'matches.db')}`;
    await bootstrapDatabaseSchema({ url, migrations: [camMigrations] });
    const db = await openDatabase(url);
    const cam = createCam({ db, clock: systemClock, databaseUrl: url });
    const client = await cam.clients.create({ name: 'Bench' }, 'bench');
    const truth = labelledPeople(rows, Math.max(100, Math.round(rows * 0.04)), seed);
    const ids = await insertPeople(db, client.id, truth.people);
    const started = performance.now();
    const { id } = await cam.matchRuns.start({ clientId: null, scope: 'ALL' }, 'bench');
    const run = await cam.matchRuns.finished(id);
    const took = performance.now() - started;
    say(`  ${run.status}: ${(took / 1000).toFixed(2)} s for ${run.leads} leads, ${run.found} pairs suggested`);
    say(verdict('all leads', took / 1000, goals.seconds, 's'));
    say(verdict('comparisons for each lead', run.compared / rows, goals.comparedPerLead, ''));
    tellQuality(truth, ids, await suggested(cam), say);
    await measureNew(cam, db, client.id, say);
    await cam.matchRuns.stop();
    await db.close();
  },
};

/** Ten more leads, and a search that looks at them only. */
async function measureNew(cam: Cam, db: Database, clientId: string, say: BenchContext['say']): Promise<void> {
  await insertPeople(db, clientId, labelledPeople(10, 1, seed + 1).people);
  const started = performance.now();
  const { id } = await cam.matchRuns.start({ clientId: null, scope: 'NEW' }, 'bench');
  const run = await cam.matchRuns.finished(id);
  const took = ((performance.now() - started) / 1000).toFixed(2);
  say(`  new leads only: ${took} s, ${run.compared} comparisons among ${run.leads} leads`);
}

interface Tables {
  readonly camLead: Readonly<Record<string, string | number | null>>;
}

async function insertPeople(
  db: Database,
  clientId: string,
  people: readonly BenchPerson[],
): Promise<readonly string[]> {
  const leads = db.handle<Tables>('cam');
  const at = systemClock.now();
  const rows = people.map((person, index) => rowOf(person, index, clientId, at));
  for (let from = 0; from < rows.length; from += 5000)
    await db.transaction((tx) => leads.insertMany(tx, 'camLead', rows.slice(from, from + 5000)));
  return rows.map(({ id }) => id);
}

const rowOf = (
  { first, last, company, email, phone, country }: BenchPerson,
  index: number,
  clientId: string,
  at: string,
) => {
  const id = newId();
  const linkedinKey = email === '' ? `p${((index + 1) * 2_654_435_761) % 4_294_967_296}` : null;
  return {
    ...{ id, clientId, personId: id, mergedInto: null, campaignId: null, firstName: first, lastName: last },
    ...{ fullName: `${first} ${last}`, title: '', company, companyDomain: '', industry: '', employeeCount: null },
    ...{ revenueCents: null, location: '', country, email, emailKey: email || null, linkedin: '', linkedinKey },
    ...{
      phone,
      phoneKey: phone || null,
      timeZone: null,
      language: '',
      searchText: '',
      sortName: last,
      sortCompany: '',
    },
    ...{ signals: '[]', budgetKnown: 0, timelineKnown: 0, score: null, fit: null, opportunity: null, tier: null },
    ...{ grade: null, factors: '[]', scoredAt: null, scoreVersion: null, emailCheck: 'UNCHECKED', emailCheckWhy: '' },
    ...{ emailCheckedAt: null, state: 'NEW', stateReason: '', consent: 'UNKNOWN', consentSource: '', consentAt: null },
    ...{ needsReview: 0, reviewReason: '', reviewSince: null, source: 'bench', batchId: null, batchRow: index },
    ...{ fields: '{}', createdAt: at, updatedAt: at },
  };
};

const pairKey = (one: string, other: string): string => (one < other ? `${one} ${other}` : `${other} ${one}`);

async function suggested({ matches }: Cam): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for (let cursor: string | null = null; ;) {
    const page = await matches.list({}, { limit: 200, cursor });
    for (const { left, right } of page.pairs) found.add(pairKey(left.id, right.id));
    if (page.next === null) return found;
    cursor = page.next;
  }
}

function tellQuality(
  { same, different }: LabelledPeople,
  ids: readonly string[],
  found: ReadonlySet<string>,
  say: BenchContext['say'],
): void {
  const has = ({ one, other }: { readonly one: number; readonly other: number }): boolean =>
    found.has(pairKey(ids[one] ?? '', ids[other] ?? ''));
  const right = same.filter(has).length;
  const [precision, recall] = [right / found.size, right / same.length];
  say(
    `  ${same.length} pairs that are one person, ${different.length} that look like one, told in advance (made up, seeded)`,
  );
  say(`  recall ${recall.toFixed(3)}, precision ${precision.toFixed(3)} over all suggestions`);
  say(`  of those that look like one: ${different.filter(has).length} suggested`);
  say(verdict('not found', 1 - recall, goals.missed, ''));
  say(verdict('wrongly suggested', 1 - precision, goals.wrong, ''));
  const missed = Map.groupBy(same, ({ variant }) => variant);
  const worst = [...missed].map(([variant, pairs]) => ({ variant, share: pairs.filter(has).length / pairs.length }));
  worst.sort((one, other) => one.share - other.share);
  say(
    `  hardest: ${worst
      .slice(0, 4)
      .map(({ variant, share }) => `${variant} ${(share * 100).toFixed(0)} %`)
      .join(', ')}`,
  );
}
