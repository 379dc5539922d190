import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { describeEachDialect } from '@aicmo/core-db/testing';
import { copyOfHouse, type CopyOfHouse } from '../test-setup/copy-of-house.ts';
import { runAicmo, runDoctor } from '../test-setup/run-doctor.ts';

/* One copy of the house, in which one library after the other is broken. */
let copy: CopyOfHouse;
let home = '';
beforeAll(async () => {
  copy = await copyOfHouse();
  home = await mkdtemp(path.join(tmpdir(), 'aicmo-broken-'));
});
afterAll(() => Promise.all([copy.remove(), rm(home, { recursive: true })]));

const domains = ['cam', 'strategy', 'creative', 'social', 'delivery', 'campaign-ops', 'autonomy'];

describeEachDialect('a house whose library throws at its import', (dialect) => {
  test('names the library and asks everything else; what only waits for it is not counted again', async () => {
    const settings = { AICMO_HOME: home, DATABASE_URL: await dialect.url() };
    expect(await runAicmo(['db', 'bootstrap'], settings)).toMatchObject({ status: 0 });
    const broken = await copyOfHouse();
    await broken.breakDoor('cam', "throw new Error('broken on purpose');");
    const said = await runDoctor(['--skip', 'machine-lock,machine-secrets'], settings, broken.folder);
    await broken.remove();
    expect(said.of('cam-import')).toMatchObject({ verdict: 'fail', reason: 'import-throws' });
    const others = said.results.filter(({ id }) => !/^cam-/u.test(id));
    const own = others.filter(({ blockedBy }) => !blockedBy.includes('cam-import'));
    expect(own.filter(({ verdict }) => verdict === 'fail' || verdict === 'unknown')).toEqual([]);
    expect(said.of('cam-orphans')).toMatchObject({ verdict: 'unknown', blockedBy: ['cam-import'] });
    expect(said.status).toBe(1);
  });
});

test('every domain may hang, exit or crash at its import: each is told apart, and the machine is looked at all the same', async () => {
  const ways = [
    ['cam', 'while (true);', 'import-hangs'],
    ['strategy', 'process.exit(3);', 'import-exits'],
    ['creative', "process.kill(process.pid, 'SIGSEGV');", 'import-native-crash'],
    ['social', 'await new Promise(() => undefined);', 'import-never-settles'],
    ['delivery', "import 'no-such-package-4711';", 'import-package-missing'],
    ['campaign-ops', "Promise.reject(new Error('late'));", 'import-late-failure'],
    ['autonomy', "console.log('{\"doors\":[]}'); throw new TypeError('no');", 'import-throws'],
  ] as const;
  for (const [library, lines] of ways) await copy.breakDoor(library, lines);
  const said = await runDoctor(['--skip', 'machine-lock,machine-secrets'], { AICMO_HOME: home }, copy.folder);
  expect(ways.map(([library]) => [library, said.of(`${library}-import`)?.reason])).toEqual(
    ways.map(([library, , reason]) => [library, reason]),
  );
  expect(ways.map(([library]) => library)).toEqual(domains);
  expect(said.of('machine-clock')).toMatchObject({ verdict: 'pass' });
  expect(said.of('core-db-reachable')).toMatchObject({ verdict: 'fail', reason: 'db-no-file' });
});
