import path from 'node:path';
import { bootstrapDatabaseSchema, openDatabase } from '@aicmo/core-db';
import { invalid, systemClock } from '@aicmo/core-kernel';
import { camMigrations, createCam, type Cam } from '@aicmo/cam';
import { pace, verdict, type BenchContext, type BenchPart } from './bench-part.ts';
import { makeListFile } from './list-file.ts';
import { measured, type Measured } from './measured.ts';
import { rawInsert } from './raw-insert.ts';

const icp = {
  ...{ industries: ['Software', 'Logistics'], sizes: ['medium' as const], locations: ['Germany'] },
  ...{ titles: ['CEO', 'Head of Operations'], revenueFromCents: 100_000_000, revenueToCents: 5_000_000_000 },
};

interface Place {
  readonly cam: Cam;
  readonly file: string;
  readonly clientId: string;
  readonly campaignId: string;
  close(): Promise<void>;
}

/** An empty workspace of its own. */
export async function openPlace(folder: string, name: string): Promise<Place> {
  const file = path.join(folder, `${name}.db`);
  const url = `sqlite:${file}`;
  await bootstrapDatabaseSchema({ url, migrations: [camMigrations] });
  const db = await openDatabase(url);
  const cam = createCam({ db, clock: systemClock, databaseUrl: url, importsFolder: path.join(folder, 'kept') });
  const client = await cam.clients.create({ name: 'Bench' }, 'bench');
  const campaign = await cam.campaigns.create(client.id, { name: 'Bench', icp }, 'bench');
  const close = async (): Promise<void> => {
    await cam.imports.stop();
    await db.close();
  };
  return { cam, file, clientId: client.id, campaignId: campaign.id, close };
}

/** Imports a list at full pace; without a campaign nobody is put in sequence. */
export async function importList({ cam, clientId }: Place, list: string, campaignId: string | null) {
  const input = { clientId, campaignId, fileName: path.basename(list), path: list, pace: 'full' } as const;
  const { result, ...took } = await measured(async () =>
    cam.imports.finished((await cam.imports.begin(input, 'bench')).id),
  );
  if (result.status === 'COMPLETED') return { batch: result, took };
  throw invalid({ code: 'bench-import', message: `The import ended ${result.status}: ${result.error}` });
}

/** Both sides: what ours took, and the raw driver with the same rows. */
export function compareWithRaw(say: BenchContext['say'], rows: number, ours: Measured, raw: Measured, goal: number) {
  say(`  ours: ${pace(rows, ours.ms)}; CPU ${(ours.cpuMs / 1000).toFixed(1)} s; at most ${ours.mostMb} MB`);
  say(`  raw: ${pace(rows, raw.ms)}; CPU ${(raw.cpuMs / 1000).toFixed(1)} s`);
  say(verdict('ours / raw', ours.ms / raw.ms, goal, '×'));
  say(`  by time on the processor: ${(ours.cpuMs / raw.cpuMs).toFixed(2)} ×`);
  if (ours.busiestMs !== null) {
    const times = (ours.busiestMs / raw.cpuMs).toFixed(2);
    say(`  with a processor for each thread at best: ${(ours.busiestMs / 1000).toFixed(1)} s, ${times} ×`);
  }
}

/** A list into an empty workspace: read, recognised, scored; then another time put in sequence as well. */
export const importPart: BenchPart = {
  name: 'import',
  what: 'a list into an empty workspace, against the raw driver inserting the same rows without an index',
  run: async ({ folder, rows, say }) => {
    const list = path.join(folder, 'list.csv');
    makeListFile(list, rows);
    for (const kind of ['scored', 'scored and put in sequence'] as const) {
      const place = await openPlace(folder, kind.slice(0, 6) + String(kind.length));
      const { batch, took } = await importList(place, list, kind === 'scored' ? null : place.campaignId);
      await place.close();
      say(` ${kind}: ${batch.imported} new, ${batch.updated + batch.duplicates} known, ${batch.enrolled} in sequence`);
      const tables = ['cam_lead', 'cam_identity', ...(kind === 'scored' ? [] : ['cam_enrolment'])];
      compareWithRaw(say, rows, took, rawInsert(place.file, `${place.file}.raw`, tables), 3);
    }
  },
};
