import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { backupDatabase, bootstrapDatabaseSchema, restoreDatabase, verifySchema } from '@aicmo/core-db';
import { everyRow, fillShelf, shelf } from '../../testing/a-shelf.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'aicmo-killed-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** A program that restores, and is killed when it begins its `step`-th step; 0 for never. */
const program = (url: string, backup: string, step: number): string => `
  import { restoreDatabase } from '@aicmo/core-db';
  import { shelf } from ${JSON.stringify(path.resolve(import.meta.dirname, '../../testing/a-shelf.ts'))};
  let steps = 0;
  await restoreDatabase({
    url: ${JSON.stringify(url)}, backup: ${JSON.stringify(backup)}, migrations: shelf.first, replace: true,
    onStep: () => { steps += 1; if (steps === ${step}) process.kill(process.pid, 'SIGKILL'); },
  });
  console.log(String(steps)); // a number would come in colours where somebody asks for them`;

function run(url: string, backup: string, step: number): { readonly signal: string | null; readonly out: string } {
  const { signal, stdout, stderr } = spawnSync(
    process.execPath,
    ['--no-warnings', '--input-type=module-typescript', '-e', program(url, backup, step)],
    { cwd: import.meta.dirname, encoding: 'utf8' },
  );
  return { signal, out: stdout + stderr };
}

test('a restore that is killed at any of its steps leaves the old database or the new one, whole, and can be typed again', async () => {
  const url = `sqlite:${path.join(folder, 'aicmo.db')}`;
  await bootstrapDatabaseSchema({ url, migrations: shelf.first });
  const { file: empty } = await backupDatabase({ url, migrations: shelf.first });
  const rowsOfEmpty = await everyRow(url);
  await fillShelf(url);
  const rows = await everyRow(url);
  const { file: full } = await backupDatabase({ url, migrations: shelf.first });

  const undisturbed = run(url, full, 0);
  expect(undisturbed).toEqual({ signal: null, out: expect.stringMatching(/^\d+\n$/u) });
  const steps = Number(undisturbed.out);
  expect(steps).toBeGreaterThan(4);
  for (let step = 1; step <= steps; step += 1) {
    expect(run(url, empty, step)).toEqual({ signal: 'SIGKILL', out: '' });
    expect([rows, rowsOfEmpty]).toContain(await everyRow(url));
    expect(await verifySchema({ url, migrations: shelf.first })).toMatchObject({ state: 'ok' });
    await restoreDatabase({ url, migrations: shelf.first, backup: full, replace: true });
    expect(await everyRow(url)).toBe(rows);
  }
  // As large as the database each: what the killed ones left half-done is gone.
  const left = [...(await readdir(folder)), ...(await readdir(path.join(folder, 'backups')))];
  expect(left.filter((name) => !/^(?:aicmo\.db|backups|aicmo-\S+Z(?:-\d+)?\.db(?:\.json)?)$/u.test(name))).toEqual([]);
}, 300_000);
