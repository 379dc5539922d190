import path from 'node:path';
import type { BenchPart } from './bench-part.ts';
import { compareWithRaw, importList, openPlace } from './import.part.ts';
import { makeListFile } from './list-file.ts';
import { rawInsert } from './raw-insert.ts';

/** A list into a workspace that has ten times as many rows already, a quarter of its people known. */
export const incrementPart: BenchPart = {
  name: 'increment',
  what: 'a list into a workspace with ten times as many leads, against the raw driver inserting the new ones without an index',
  run: async ({ folder, rows, say }) => {
    const [base, more] = [path.join(folder, 'base.csv'), path.join(folder, 'more.csv')];
    makeListFile(base, rows * 10);
    makeListFile(more, rows, rows * 10 - Math.floor(rows / 4));
    const place = await openPlace(folder, 'increment');
    const first = await importList(place, base, null);
    say(
      `  base: ${first.batch.imported} leads in ${(first.took.ms / 1000).toFixed(1)} s; at most ${first.took.mostMb} MB`,
    );
    const { batch, took } = await importList(place, more, null);
    await place.close();
    say(`  more: ${batch.imported} new, ${batch.updated + batch.duplicates} known`);
    compareWithRaw(
      say,
      rows,
      took,
      rawInsert(place.file, `${place.file}.raw`, ['cam_lead', 'cam_identity'], `batch_id = '${batch.id}'`),
      10,
    );
  },
};
