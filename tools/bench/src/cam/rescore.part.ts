import path from 'node:path';
import BetterSqlite from 'better-sqlite3';
import { bootstrapDatabaseSchema, openDatabase, type Database } from '@aicmo/core-db';
import { systemClock } from '@aicmo/core-kernel';
import { camMigrations, createCam, type Cam } from '@aicmo/cam';
import { anyCustomer, builtInRules, type IdealCustomer } from '@aicmo/cam/contract';
import { pace, verdict, type BenchContext, type BenchPart } from './bench-part.ts';
import { countLeads, fillLeads } from './fill-leads.ts';
import { measured } from './measured.ts';

/** Seconds for 100,000 leads. */
const goalSeconds = 10;
const rowsPerTransaction = 500;

const icp: IdealCustomer = {
  ...anyCustomer,
  ...{ industries: ['Software', 'Logistics'], sizes: ['medium'], locations: ['Hamburg'], titles: ['CEO', 'CTO'] },
};

/** Scoring all leads of a client again, where every score changes, beside the same updates by the raw driver. */
export const rescorePart: BenchPart = {
  name: 'rescore',
  what: 'scoring all leads again by other rules, and saying before who would move',
  run: async ({ folder, rows, say }: BenchContext) => {
    const file = path.join(folder, 'rescore.db');
    const url = `sqlite:${file}`;
    await bootstrapDatabaseSchema({ url, migrations: [camMigrations] });
    fillLeads(file, rows);
    const db = await openDatabase(url);
    const cam = createCam({ db, clock: systemClock });
    const clientId = await oneClient(db, cam, file);
    await scoreAll(cam, clientId, rows, say, 'scored for the first time, all tiers new');
    const rules = { ...builtInRules, weights: { ...builtInRules.weights, title: 0.45, signals: 0.3 } };
    const seen = await measured(() => cam.scoring.preview(clientId, rules));
    say(`  who would move: ${pace(rows, seen.ms)}; ${seen.result.moving} of ${seen.result.leads}`);
    const scored = await measured(async () => {
      const { run } = await cam.scoring.save(clientId, { rules, basedOn: 0, why: 'bench' }, 'bench');
      return cam.leadRuns.finished(run.id);
    });
    const { done, changed, counts } = scored.result;
    say(
      `  scored by other rules: ${pace(rows, scored.ms)}, ${(scored.cpuMs / 1000).toFixed(1)} s of the processor; ${changed} changed, ${counts['moved'] ?? 0} moved, ${scored.mostMb} MB`,
    );
    await scoreAll(cam, clientId, rows, say, 'once more, where nothing changes');
    const floor = await measured(async () => rawUpdates(file));
    say(
      `  the raw driver reads and updates the same columns of all: ${pace(rows, floor.ms)}, ${(floor.cpuMs / 1000).toFixed(1)} s of the processor`,
    );
    say(verdict('time for 100,000 leads', (scored.ms / 1000) * (100_000 / done), goalSeconds, 's'));
    say(verdict('processor against the raw driver', scored.cpuMs / floor.cpuMs, 2, '×'));
    await db.close();
  },
};

async function scoreAll(cam: Cam, clientId: string, rows: number, say: BenchContext['say'], what: string) {
  const { ms, cpuMs } = await measured(async () => {
    const run = await cam.scoring.rescore({ clientId, why: 'bench', pace: 'full' }, 'bench');
    return cam.leadRuns.finished(run.id);
  });
  say(`  ${what}: ${pace(rows, ms)}, ${(cpuMs / 1000).toFixed(1)} s of the processor`);
}

/** Gives all leads to one client with one campaign. */
async function oneClient(db: Database, cam: Cam, file: string): Promise<string> {
  const client = await cam.clients.create({ name: 'Bench' }, 'bench');
  const campaign = await cam.campaigns.create(client.id, { name: 'Bench', icp }, 'bench');
  const raw = new BetterSqlite(file);
  try {
    raw
      .prepare(
        `update cam_lead set client_id = ?, campaign_id = ?,
          industry = case rowid % 5 when 0 then 'Software' when 1 then 'Logistics Services' when 2 then '' else 'Retail' end,
          employee_count = case rowid % 7 when 0 then null else (rowid * 37) % 900 end,
          location = case rowid % 3 when 0 then 'Hamburg' when 1 then 'Paris' else '' end,
          country = case rowid % 3 when 1 then 'France' else '' end,
          signals = case rowid % 4 when 0 then '["hiring"]' when 1 then '["recently_funded"]' else '[]' end`,
      )
      .run(client.id, campaign.id);
    countLeads(raw);
  } finally {
    raw.close();
  }
  return client.id;
}

/** The same reading and writing without anything of ours, in the same transactions; the values are put back by what follows. */
function rawUpdates(file: string): void {
  const raw = new BetterSqlite(file);
  try {
    raw.pragma('synchronous = NORMAL');
    const ids = raw.prepare<[], { id: string }>('select id from cam_lead order by id').all();
    const read = raw.prepare(
      'select title, industry, location, country, employee_count, revenue_cents, signals, score, tier from cam_lead where id = ?',
    );
    const write = raw.prepare(
      'update cam_lead set score = ?, fit = ?, opportunity = ?, tier = ?, grade = ?, factors = ?, score_version = ?, scored_at = ? where id = ?',
    );
    for (let from = 0; from < ids.length; from += rowsPerTransaction) {
      raw.transaction(() => {
        for (const { id } of ids.slice(from, from + rowsPerTransaction)) {
          read.get(id);
          const score = (Number.parseInt(id.slice(-4), 16) % 200) / 200;
          const at = '2026-11-22T10:00:00.000Z';
          write.run(score, score, score, score > 0.5 ? 'WARM' : 'COOL', 'C', '[100,80,null,40,30,90,null]', 1, at, id);
        }
      })();
    }
    countLeads(raw);
  } finally {
    raw.close();
  }
}
