import { chmod, mkdir, readdir, readFile, rename, rm, symlink, unlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { plantedSecret } from '../ask-doctor.ts';
import { copyFolder } from '../copy-of-installation.ts';
import type { DrillPlace } from '../drill-place.ts';
import type { DrillRow, MadeRow } from '../drill-row.ts';
import { openShell } from '../open-shell.ts';
import { heldOr } from '../other-answers.ts';
import { operatorRows } from './operator.rows.ts';
import { door, doorRow, isAboutImport } from './door-row.ts';
import { webServer } from './scripts.ts';

const driver = 'better-sqlite3';

/** Another package in the place of the driver; the cure is the one that the lock file names. */
const driverRow = (id: string, fault: string, code: string, files?: Readonly<Record<string, string>>): MadeRow => ({
  ...{ id, fault, check: 'core-db-driver', ...isAboutImport, code, remedy: /npm ci/u, cure: linkAgain },
  make: async (place) => (await place.house()).replacePackage(driver, files),
});

/** What npm ci does: the package of the lock file stands there again. */
async function linkAgain(place: DrillPlace, _found: unknown, name = driver): Promise<void> {
  const { folder } = await place.house();
  const at = path.join(folder, 'node_modules', name);
  await rm(at, { recursive: true, force: true });
  await symlink(path.join(await realPackages(folder), name), at);
}

/** Where the linked packages are: any other link tells. */
async function realPackages(folder: string): Promise<string> {
  const { readlink } = await import('node:fs/promises');
  return path.dirname(await readlink(path.join(folder, 'node_modules/kysely')));
}

const native = (name: string): boolean => name.endsWith('.node');

/** A driver of its own, whose native part is changed. */
const nativeRow = (id: string, fault: string, code: string, change: (file: string) => Promise<unknown>): MadeRow => ({
  ...driverRow(id, fault, code),
  make: async (place) => {
    const house = await place.house();
    const at = await house.replacePackage(driver, {});
    await copyFolder(path.join(await realPackages(house.folder), driver), at);
    const parts = (await readdir(at, { recursive: true })).filter(native);
    if (parts.length === 0) place.cannotMake('the driver has no native part of its own here');
    for (const part of parts) await change(path.join(at, part));
  },
});

const packages: readonly DrillRow[] = [
  {
    ...{ id: 'E1', fault: 'the Node is too old, and the pinned one is not installed', check: 'machine-runtime' },
    ...{ ...isAboutImport, code: 'runtime-too-old', remedy: /npm ci/u },
    make: async (place) => {
      const { folder } = await place.house();
      const bin = path.join(folder, 'node_modules/.bin');
      await rename(bin, `${bin}-away`);
      place.undo(() => rename(`${bin}-away`, bin).catch(() => undefined)); // the cure has put it back
      place.settings['AICMO_PRETEND_NODE'] = '20.20.2';
    },
    cure: async (place) => {
      const bin = path.join((await place.house()).folder, 'node_modules/.bin');
      await rename(`${bin}-away`, bin); // npm ci brings the pinned Node
    },
  },
  driverRow('E2', 'the driver is not installed', 'import-package-missing'),
  nativeRow('E3', 'the native part was built for another system', 'import-native-refused', async (file) => {
    await chmod(file, 0o644);
    await writeFile(file, Buffer.concat([Buffer.from('\x7fELF'), Buffer.alloc(4096)]));
  }),
  driverRow('E4', 'the native part crashes the process', 'import-native-crash', {
    'package.json': '{"name":"better-sqlite3","version":"13.0.0","main":"index.js"}',
    'index.js': "process.kill(process.pid, 'SIGSEGV');",
  }),
  nativeRow('E5', 'the native part was not built', 'import-package-missing', (file) => unlink(file)),
];

const throws = doorRow(
  ...(['E6', 'a library throws, with a secret in its words', 'import-throws'] as const),
  `throw new Error('It does not fit: ' + process.env.OPENAI_API_KEY + ', sk-${plantedSecret}');`,
);

const secretDoorRow: MadeRow = {
  ...throws,
  make: (place) => {
    place.settings['OPENAI_API_KEY'] = `sk-${plantedSecret}`;
    return throws.make(place);
  },
};

const imports: readonly DrillRow[] = [
  secretDoorRow,
  doorRow('E7', 'a library ends the process', 'import-exits', 'process.exit(3);'),
  doorRow('E8', 'a library loops without end', 'import-hangs', 'while (true);', { verdict: 'unknown' }),
  doorRow('E9', 'a library waits without end', 'import-never-settles', 'await new Promise(() => undefined);'),
  doorRow('E10', 'a library keeps the process alive', null, 'setInterval(() => undefined, 1000);'),
  doorRow('E11', 'a library fails after its import', 'import-late-failure', "Promise.reject(new Error('late'));"),
  doorRow(
    ...(['E12', 'a library takes all memory', 'import-out-of-memory'] as const),
    'const all = []; for (;;) all.push(new Array(1e6).fill(all.length));',
    { verdict: 'unknown' },
  ),
  {
    ...{ id: 'E13', fault: 'a library lacks a name that others rely on', check: 'cam-import', ...isAboutImport },
    code: 'import-export-missing',
    make: async (place) => (await place.house()).rewrite(door, () => 'export const createCam = undefined;\n'),
    cure: async (place) => {
      const whole = await readFile(path.join(await realSources(place), door), 'utf8');
      await (await place.house()).rewrite(door, () => whole);
    },
  },
  doorRow('E14', 'a library prints while it is imported', null, 'console.log(\'{"doors":[]}\');'),
  doorRow('E15', 'two packages do not fit', 'import-versions', "import { Migrator } from 'kysely';\nvoid Migrator;"),
];

/** The repository whose packages are linked. */
const realSources = async (place: DrillPlace): Promise<string> =>
  path.dirname(await realPackages((await place.house()).folder));

/** Somebody else on a port of ours. */
const portRow = (id: string, check: string, code: string, variable: string): MadeRow => ({
  ...{
    id,
    fault: `another program listens where ${check.split('-')[1] === 'ops' ? 'the shell' : 'the operator'} should`,
  },
  ...{ check, verdict: 'fail', code },
  make: async (place) => {
    place.settings[variable] = (await place.other(webServer)).said;
  },
  cure: (place) => void delete place.settings[variable], // gives it another port
});

const shell: readonly DrillRow[] = [
  portRow('E16', 'machine-ops-port', 'ops-port-taken', 'AICMO_OPS_PORT'),
  portRow('E17', 'operator-port', 'operator-port-taken', 'AICMO_OPERATOR_PORT'),
  ...operatorRows,
  {
    ...{ id: 'E19', fault: 'the assets of the shell are missing', check: 'ops shell', verdict: 'pass', code: null },
    cure: 'passes',
    make: async (place) => {
      const assets = path.join((await place.house()).folder, 'apps/ops-shell/src/assets');
      await rename(assets, `${assets}-away`);
      place.undo(() => rename(`${assets}-away`, assets));
    },
    asks: async (place) => {
      const { status, text } = await (await openShell(place)).get('/sentinels');
      const isReadable = text.includes('Database URL is valid');
      return heldOr('ops shell', status === 200 && isReadable, { status, 'verdicts as plain HTML': isReadable });
    },
  },
  {
    ...{ id: 'E20', fault: 'the file of the history is damaged', check: 'machine-history', verdict: 'unknown' },
    ...{ code: 'history-corrupt', cure: 'typed', isShort: true },
    make: async (place) => {
      await mkdir(path.join(place.home, 'ops-shell'));
      await writeFile(path.join(place.home, 'ops-shell/history.json'), '{');
    },
  },
];

/** E: runtime, packages, app. */
export const runtimeRows: readonly DrillRow[] = [...packages, ...imports, ...shell];
