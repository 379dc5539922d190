import path from 'node:path';
import { bootstrapDatabaseSchema, openDatabase } from '@aicmo/core-db';
import { invalid, systemClock } from '@aicmo/core-kernel';
import { camMigrations, createCam } from '@aicmo/cam';
import { pace, verdict, type BenchContext, type BenchPart } from './bench-part.ts';
import { writeListFile } from './list-file.ts';
import { rawInsert } from './raw-insert.ts';

const icp = {
  ...{ industries: ['Software', 'Logistics'], sizes: ['medium' as const], locations: ['Germany'] },
  ...{ titles: ['CEO', 'Head of Operations'], revenueFromCents: 100_000_000, revenueToCents: 5_000_000_000 },
};

/** A list into an empty workspace: read, recognised, scored, put in sequence; against the same rows inserted raw. */
export const importPart: BenchPart = {
  name: 'import',
  what: 'a list into an empty workspace, against the raw driver inserting the same rows without an index',
  run: async ({ folder, rows, say }: BenchContext) => {
    const list = path.join(folder, 'list.csv');
    await writeListFile(list, rows);
    const file = path.join(folder, 'import.db');
    const url = `sqlite:${file}`;
    await bootstrapDatabaseSchema({ url, migrations: [camMigrations] });
    const db = await openDatabase(url);
    const cam = createCam({ db, clock: systemClock, databaseUrl: url, importsFolder: folder });
    const client = await cam.clients.create({ name: 'Bench' }, 'bench');
    const campaign = await cam.campaigns.create(client.id, { name: 'Bench', icp }, 'bench');
    const started = performance.now();
    const input = {
      clientId: client.id,
      campaignId: campaign.id,
      fileName: 'list.csv',
      path: list,
      pace: 'full',
    } as const;
    const batch = await cam.imports.begin(input, 'bench');
    const done = await cam.imports.finished(batch.id);
    const took = performance.now() - started;
    await cam.imports.stop();
    await db.close();
    if (done.status !== 'COMPLETED' || done.rowsDone !== rows)
      throw invalid({ code: 'bench-import', message: `The import ended ${done.status}: ${done.error}` });
    say(
      `  ours: ${pace(rows, took)}; ${done.imported} new, ${done.updated + done.duplicates} known, ${done.enrolled} in sequence`,
    );
    const raw = rawInsert(file, path.join(folder, 'raw.db'));
    say(`  raw: ${pace(done.imported, raw)}`);
    say(verdict('ours / raw', took / raw, 3, '×'));
    say(`  most memory: ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`);
  },
};
