import { expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { systemClock } from '@aicmo/core-kernel';
import { verifySchema } from '@aicmo/core-db';
import { describeEachDialect } from '@aicmo/core-db/testing';
import { everythingOf } from '../../testing/everything-of.ts';
import { createCam } from '../cam.ts';
import { camMigrations } from '../db/migrations/index.ts';

type Pace = 'calm' | 'full';

/** Each tenth row is the person of nine rows before, in capitals and with more to say. */
const list = (rows: number): string =>
  [
    'Name,Email,City',
    ...Array.from({ length: rows }, (_, index) =>
      index % 10 === 9 ? `,P${index - 9}@K.example,Kiel` : `Person ${index},p${index}@k.example,`,
    ),
  ].join('\n');

/** A program that imports a file in this thread, and is killed when it was told of its `step`-th progress; 0: never. */
const program = (given: {
  url: string;
  folder: string;
  clientId: string;
  campaignId: string;
  pace: Pace;
  step: number;
}) => `
  import { openDatabase } from '@aicmo/core-db';
  import { systemClock } from '@aicmo/core-kernel';
  import { createCam } from '@aicmo/cam';
  const given = ${JSON.stringify(given)};
  const db = await openDatabase(given.url);
  const cam = createCam({ db, clock: systemClock, importsFolder: given.folder + '/kept' });
  const { clientId, campaignId, pace } = given;
  const batch = await cam.imports.begin({ clientId, campaignId, pace, fileName: 'list.csv', path: given.folder + '/list.csv' }, 'Olga');
  let steps = 0;
  let last = '';
  for await (const now of cam.imports.watch(batch.id)) {
    steps += 1;
    last = now.status + ' ' + now.error;
    if (steps === given.step) process.kill(process.pid, 'SIGKILL');
  }
  await cam.imports.stop();
  await db.close();
  process.stdout.write(last.trim() + ' ' + steps);`;

describeEachDialect('an import whose process is killed', (dialect) => {
  const runs: readonly (readonly [Pace, number, readonly number[]])[] = [
    ['calm', 1700, [2]],
    // At full pace the last steps are those that build what was left for the end.
    ['full', 1700, [2, 9]],
  ];

  test.each(runs)(
    'goes on at the next start and does no row twice (%s)',
    async (pace, rows, steps) => {
      const folder = await mkdtemp(path.join(tmpdir(), 'aicmo-killed-'));
      try {
        await writeFile(path.join(folder, 'list.csv'), list(rows));
        const start = async () => {
          const url = await dialect.url();
          const db = await dialect.open([camMigrations], { url });
          const cam = createCam({ db, clock: systemClock, importsFolder: path.join(folder, 'kept') });
          const client = await cam.clients.create({ name: 'Nordlicht' }, 'Olga');
          const campaign = await cam.campaigns.create(client.id, { name: 'Spring' }, 'Olga');
          const given = { url, folder, clientId: client.id, campaignId: campaign.id, pace };
          const run = (step: number) =>
            spawnSync(
              process.execPath,
              ['--no-warnings', '--input-type=module-typescript', '-e', program({ ...given, step })],
              { cwd: import.meta.dirname, encoding: 'utf8', env: {} },
            );
          return { url, db, cam, client, run };
        };
        const whole = await start();
        const undisturbed = whole.run(0);
        expect(undisturbed.stderr).toBe('');
        expect(undisturbed.stdout).toMatch(/^COMPLETED \d+$/);
        const expected = await everythingOf(whole.db, whole.client.id);

        for (const step of steps) {
          const { url, db, cam, client, run } = await start();
          expect(run(step).signal).toBe('SIGKILL');
          const [batch] = await cam.imports.list();
          expect(batch?.status).toBe('INTERRUPTED');
          expect(await cam.imports.resumeInterrupted()).toEqual([batch?.id]);
          const done = await cam.imports.finished(batch?.id ?? '');
          expect(done).toMatchObject({ status: 'COMPLETED', error: '', rowsDone: rows, rowsTotal: rows });
          expect(await everythingOf(db, client.id)).toEqual(expected);
          expect(await verifySchema({ url, migrations: [camMigrations] })).toMatchObject({ state: 'ok' });
          expect(await cam.imports.resumeInterrupted()).toEqual([]);
        }
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
    120_000,
  );
});
