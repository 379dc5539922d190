import { expect, test } from '@jest/globals';
import { describeEachDialect } from '@aicmo/core-db/testing';
import { fakeClock } from '@aicmo/core-kernel/testing';
import { createCam } from '../cam.ts';
import { camMigrations } from '../db/migrations/index.ts';
import { planOf, watchedDatabase } from '../db/watched-database.ts';

/** Of which there are few; merges are read by the newest hundred, or by their lead. */
const small = /cam_(?:client|match_run)\b/;

describeEachDialect('the view of matches', (dialect) => {
  test('goes through no table of leads or pairs from end to end', async () => {
    const { db, seen } = watchedDatabase(await dialect.open([camMigrations]));
    const cam = createCam({ db, clock: fakeClock() });
    const cursor = Buffer.from('[0.9,"x"]').toString('base64url');
    const acts: readonly (() => Promise<unknown>)[] = [
      () => cam.matches.list({}, { cursor }),
      () => cam.matches.list({ clientId: 'c', kind: 'NEAR' }),
      () => cam.matches.count('c'),
      () => cam.merges.list({ leadId: 'l' }),
      () => cam.merges.absorbedInto('l'),
    ];
    for (const act of acts) {
      seen.length = 0;
      await act();
      for (const query of seen.filter(({ sql }) => sql.startsWith('select'))) {
        const lines = (await planOf(db, query)).split('\n');
        const scans = lines.filter((line) => /\bSCAN (?!CONSTANT)|Seq Scan/.test(line) && !small.test(line));
        expect({ text: query.sql, scans: scans.filter((line) => !/\bUSING (?:COVERING )?INDEX/.test(line)) }).toEqual({
          ...{ text: query.sql, scans: [] },
        });
      }
    }
  });
});
