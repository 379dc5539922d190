import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { OpsShellDeps } from './server.ts';
import { aShell, aVisitor, wordsOf } from '../test-setup/a-shell.ts';

const cleanings: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const clean of cleanings.splice(0)) await clean();
});

const open = async (variables: Readonly<Record<string, string>> = {}, more: Partial<OpsShellDeps> = {}) => {
  const opened = await aShell(variables, more);
  cleanings.push(() => opened.close());
  const visitor = aVisitor(opened.shell);
  await visitor.signIn();
  return { ...opened, visitor };
};

const openWithDatabase = async () => {
  const opened = await open();
  await opened.visitor.submit('/diagnostics/bootstrap', '/diagnostics/bootstrap', { name: 'aicmo.db' });
  return opened;
};

const trail = (home: string) => readFile(path.join(home, 'ops-shell/audit-8510.jsonl'), 'utf8');
const answered = async (answer: Response) => [answer.status, wordsOf(await answer.text())] as const;

describe('what can be done to the database from the shell', () => {
  test('a backup is made, listed, and restored after its name was typed; what stood there is kept, and the way back is told', async () => {
    const { visitor, home } = await openWithDatabase();
    expect(await visitor.read('/diagnostics/backup')).toContain('There is no backup in');
    const [, made] = await answered(await visitor.submit('/diagnostics/backup', '/diagnostics/backup'));
    expect(made).toContain('A backup was made, read again and found good.');
    const [file = ''] = (await readdir(path.join(home, 'backups'))).filter((name) => name.endsWith('.db'));
    expect(made).toContain(`AICMO 0.1.0, ${file}`);

    const backup = path.join(home, 'backups', file);
    const wrong = await answered(
      await visitor.submit('/diagnostics/restore', '/diagnostics/restore', { backup, name: 'other.db' }),
    );
    expect(wrong).toEqual([409, expect.stringContaining('type the name of the database: aicmo.db. Nothing was done.')]);
    const [status, done] = await answered(
      await visitor.submit('/diagnostics/restore', '/diagnostics/restore', { backup, name: 'aicmo.db' }),
    );
    expect([status, done]).toEqual([200, expect.stringContaining('The backup was restored and read again.')]);
    expect(done).toContain('To undo it:');
    expect((await readdir(path.join(home, 'backups'))).filter((name) => name.endsWith('.db'))).toHaveLength(2);
    expect(await trail(home)).toMatch(/"action":"backup".*\n.*"action":"restore"/s);
  });

  test('no file but those of the list is restored, whatever is sent', async () => {
    const { visitor, home } = await openWithDatabase();
    await visitor.submit('/diagnostics/backup', '/diagnostics/backup');
    const stranger = await answered(
      await visitor.submit('/diagnostics/restore', '/diagnostics/restore', { backup: '/etc/passwd', name: 'aicmo.db' }),
    );
    expect(stranger).toEqual([
      409,
      expect.stringContaining('Choose one of the backups of the list. Nothing was done.'),
    ]);
    expect(await trail(home)).not.toContain('"action":"restore"');
  });

  test('a list that has grown since it was shown is shown again, not acted on', async () => {
    const { visitor, home } = await openWithDatabase();
    await visitor.submit('/diagnostics/backup', '/diagnostics/backup');
    const seen = await visitor.formOf('/diagnostics/restore', '/diagnostics/restore');
    await visitor.submit('/diagnostics/backup', '/diagnostics/backup');
    const [file = ''] = await readdir(path.join(home, 'backups'));
    seen.set('backup', path.join(home, 'backups', file));
    seen.set('name', 'aicmo.db');
    expect(await answered(await visitor.post('/diagnostics/restore', seen))).toEqual([
      409,
      expect.stringContaining('The list has changed meanwhile. Nothing was done; choose again.'),
    ]);
  });

  test('verify says what it compared, and without a database what to do first', async () => {
    const { visitor } = await open();
    const before = await answered(await visitor.submit('/diagnostics/verify', '/diagnostics/verify'));
    expect(before).toEqual([200, expect.stringContaining('There is no database yet. Run: npx aicmo db bootstrap')]);
    await visitor.submit('/diagnostics/bootstrap', '/diagnostics/bootstrap', { name: 'aicmo.db' });
    const [, after] = await answered(await visitor.submit('/diagnostics/verify', '/diagnostics/verify'));
    expect(after).toContain('Every table is what the migrations make, and the database is whole.');
    expect(after).toMatch(/Tables \d+ tables, made by \d+ migrations/);
  });

  test('what is in flight or uncertain is told without a database and with one', async () => {
    const { visitor } = await open();
    expect(await visitor.read('/outbound')).toContain('The ledger could not be read. There is no database yet.');
    await visitor.submit('/diagnostics/bootstrap', '/diagnostics/bootstrap', { name: 'aicmo.db' });
    expect(await visitor.read('/outbound')).toContain('Nothing is in flight, and nothing is uncertain.');
  });
});

describe('settings and what a helper needs', () => {
  const secrets = {
    OPENAI_API_KEY: 'sk-abcdefghijklmnop0123',
    DATABASE_URL: 'postgres://u:top-secret-word@127.0.0.1:1/aicmo',
  };

  test('each setting has its value and who said so; of a secret there is a fingerprint', async () => {
    const { visitor, home } = await open(secrets);
    const page = await visitor.read('/diagnostics');
    expect(page).toMatch(/OPENAI_API_KEY set, fingerprint [0-9a-f]{4} from the environment/);
    expect(page).toContain(`AICMO_HOME ${home} from the environment`);
    expect(page).toContain('AICMO_HOST 127.0.0.1 default');
    expect(page).toContain('NODE_ENV not set');
    expect(page).toContain('DATABASE_URL postgres://u:•••@127.0.0.1:1/aicmo from the environment');
  });

  test('the support bundle is one file with checks, settings, versions and log, and without a secret', async () => {
    const { visitor } = await open(secrets);
    const answer = await visitor.get('/diagnostics/bundle.json');
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="aicmo-support-[\d-]+\.json"$/);
    const text = await answer.text();
    expect(Object.keys(JSON.parse(text) as object)).toEqual([
      ...['madeAt', 'version', 'operatorBuild', 'machine', 'settings', 'database', 'backups', 'checks', 'log'],
    ]);
    for (const secret of ['abcdefghijklmnop0123', 'top-secret-word']) expect(text).not.toContain(secret);
  });
});

describe('starting the operator from the shell', () => {
  const operatorProgram = path.resolve(import.meta.dirname, '../test-setup/program-that-serves.mjs');
  const freePort = { AICMO_OPERATOR_PORT: '1', AICMO_ACCESS_TOKEN: 'a-token-of-this-spec-0123456789' };

  /** Reads the page until it says what is waited for; each reading asks a process, so nothing spins. */
  const readUntil = async (read: () => Promise<string>, words: string): Promise<string> => {
    for (;;) {
      const page = await read();
      if (page.includes(words)) return page;
    }
  };

  test('it runs for real, its output stands on the page without secrets, and it ends in order', async () => {
    const { visitor, home } = await open(freePort, { operatorProgram });
    expect(await visitor.read('/canonical-ui')).toContain('It ends with this shell.');
    await visitor.submit('/canonical-ui', '/canonical-ui/start');
    const page = await readUntil(() => visitor.read('/canonical-ui'), 'and complaining');
    expect(page).toContain('serving with •••');
    expect((await visitor.submit('/canonical-ui', '/canonical-ui/stop')).status).toBe(303);
    const stopped = await visitor.read('/canonical-ui');
    expect(stopped).toContain('with exit status 0');
    expect(stopped).toContain('stopped in order');
    expect(await trail(home)).toMatch(/start operator.*stop operator/s);
  });

  test('one that was started ends with the shell', async () => {
    const { visitor, close } = await aShell(freePort, { operatorProgram }).then(async (opened) => {
      const signedIn = aVisitor(opened.shell);
      await signedIn.signIn();
      return { visitor: signedIn, close: opened.close };
    });
    await visitor.submit('/canonical-ui', '/canonical-ui/start');
    await readUntil(() => visitor.read('/canonical-ui'), 'serving');
    await close();
    expect(await visitor.read('/canonical-ui')).toContain('stopped in order');
  });
});
