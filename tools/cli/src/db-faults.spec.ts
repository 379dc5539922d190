import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, open, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { commands } from './commands/index.ts';
import { runCli } from './run-cli.ts';

let folder = '';
const home = (): string => path.join(folder, 'home');
const file = (): string => path.join(home(), 'aicmo.db');
const good = (): string => path.join(folder, 'good.db');

/** Exit status, and the code of what was refused or the state that was found. */
async function aicmo(...argv: string[]): Promise<string> {
  let out = '';
  const status = await runCli(commands, {
    argv: ['db', ...argv, '--json'],
    env: () => ({ home: home(), databaseUrl: `sqlite:${file()}` }),
    out: (text) => (out += text),
    error: () => undefined,
    signal: new AbortController().signal,
  });
  const said: { error?: { code: string }; state?: string; code?: string } = JSON.parse(out);
  return [status, said.error?.code ?? said.state ?? said.code ?? 'done'].join(' ');
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'aicmo-faults-'));
  await aicmo('bootstrap');
  await aicmo('backup', good());
});
afterAll(() => rm(folder, { recursive: true, force: true }));
beforeEach(async () => {
  await rm(home(), { recursive: true, force: true });
  await mkdir(home());
  await copyFile(good(), file());
});

async function scribble(at: number, text: string): Promise<void> {
  const handle = await open(file(), 'r+');
  await handle.write(text, at);
  await handle.close();
}

/** A database whose tables stood in the log only, because its program was killed before they came into the file. */
async function leaveFileWithoutLog(): Promise<void> {
  await rm(file());
  const program = `const db = new (require('better-sqlite3'))(process.argv[1]); db.pragma('journal_mode = wal'); db.exec('create table a (b)'); process.kill(process.pid, 'SIGKILL')`;
  spawnSync(process.execPath, ['-e', program, file()], { cwd: import.meta.dirname });
  await rm(`${file()}-wal`);
}

interface Fault {
  readonly fault: string;
  readonly make: () => Promise<unknown>;
  /** What status, validate, verify, dump-schema, backup, restore, and restore --replace come to. */
  readonly expected: readonly string[];
}

/** Every one of them is mended by `restore --replace`, and nothing but that touches the file. */
const faults: readonly Fault[] = [
  {
    fault: 'nothing is wrong',
    make: async () => undefined,
    expected: ['0 ok', '0 done', '0 ok', '0 done', '0 done', '1 restore-not-empty', '0 done'],
  },
  {
    fault: 'there is no file',
    make: () => rm(file()),
    expected: ['2 missing', '2 done', '2 db-no-file', '2 db-no-file', '2 db-no-file', '0 done', '0 done'],
  },
  {
    fault: 'the file is empty',
    make: () => truncate(file(), 0),
    expected: ['2 missing', '2 done', '2 empty', '0 done', '2 db-no-schema', '0 done', '0 done'],
  },
  {
    fault: 'a byte of the header was changed',
    make: () => scribble(3, '!'),
    expected: [
      '3 unreachable',
      '3 done',
      '1 damaged',
      '1 db-not-a-database',
      '1 backup-failed',
      '1 restore-not-empty',
      '0 done',
    ],
  },
  {
    // The pages that the first questions read are whole.
    fault: 'a page of rows was overwritten',
    make: () => scribble(4096 * 3, 'not a page of a b-tree'),
    expected: ['0 ok', '0 done', '1 damaged', '0 done', '1 backup-failed', '1 restore-not-empty', '0 done'],
  },
  {
    fault: 'the file was truncated',
    make: () => truncate(file(), 4096 * 7 + 100),
    expected: [
      '3 unreachable',
      '3 done',
      '1 damaged',
      '3 db-corrupt',
      '1 backup-failed',
      '1 restore-not-empty',
      '0 done',
    ],
  },
  {
    fault: 'the file is something else',
    make: () => writeFile(file(), 'Dear diary. '.repeat(2000)),
    expected: [
      '3 unreachable',
      '3 done',
      '1 damaged',
      '1 db-not-a-database',
      '1 backup-failed',
      '1 restore-not-empty',
      '0 done',
    ],
  },
  {
    fault: 'the write-ahead log was deleted',
    make: leaveFileWithoutLog,
    expected: ['2 missing', '2 done', '2 empty', '0 done', '2 db-no-schema', '1 restore-not-empty', '0 done'],
  },
];

test.each(faults)('each command says what it finds when $fault, and a restore mends it', async ({ make, expected }) => {
  await make();
  const typed = [
    ['status'],
    ['validate'],
    ['verify'],
    ['dump-schema'],
    ['backup'],
    ['restore', good()],
    ['restore', good(), '--replace'],
  ];
  const seen: string[] = [];
  for (const words of typed) seen.push(await aicmo(...words));
  expect(seen).toEqual(expected);
  expect(await aicmo('verify')).toBe('0 ok');
});
