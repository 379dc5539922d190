import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

const bin = path.resolve(import.meta.dirname, '../aicmo.mjs');
const list = 'Name;E-Mail;Firma\nMaja Lindqvist;maja@kurier.example;Kurier Nord\nOle Berg;ole@berg.example;Berg\n';

describe('the rights of a person on the command line', () => {
  let home = '';
  const aicmo = (...argv: string[]): Promise<{ status: number; out: string; error: string }> =>
    new Promise((done) => {
      const env = { PATH: process.env['PATH'], HOME: home, AICMO_HOME: home, NODE_NO_WARNINGS: '1' };
      execFile(process.execPath, [bin, ...argv], { env, timeout: 120_000 }, (error, out, problems) => {
        done({ status: typeof error?.code === 'number' ? error.code : error ? -1 : 0, out, error: problems });
      });
    });

  beforeAll(async () => {
    home = await mkdtemp(path.join(tmpdir(), 'aicmo-rights-'));
    await writeFile(path.join(home, 'list.csv'), list);
    await aicmo('db', 'bootstrap');
    await aicmo('client', 'create', 'Nordlicht');
    await aicmo('campaign', 'create', 'Spring', '--client', 'Nordlicht');
    await aicmo('leads', 'import', path.join(home, 'list.csv'), '--campaign', 'Spring');
  });
  afterAll(() => rm(home, { recursive: true, force: true }));

  test('what is held is shown and given out before anything is erased', async () => {
    const shown = await aicmo('leads', 'erase', 'maja@kurier.example');
    expect(shown).toMatchObject({ status: 2, out: expect.stringContaining('Nothing was erased.') });
    expect(shown.out).toContain('a lead of Nordlicht');
    const file = path.join(home, 'maja.json');
    expect(await aicmo('leads', 'person-export', 'maja@kurier.example', '--file', file)).toMatchObject({ status: 0 });
    expect((await stat(file)).mode & 0o077).toBe(0);
    expect(await readFile(file, 'utf8')).toContain('Kurier Nord');
    expect((await aicmo('leads', 'person-export', 'ole@berg.example', '--file', file)).status).toBe(1); // it is there already
  });

  test('whoever is erased is in no byte of the file, and is refused when a list brings them again', async () => {
    expect((await aicmo('leads', 'erase', 'maja@kurier.example', '--yes')).error).toContain('--reason');
    const erased = await aicmo('leads', 'erase', 'maja@kurier.example', '--reason', 'Asked by mail', '--yes');
    expect(erased).toMatchObject({ status: 0, out: expect.stringContaining('its file holds no byte of it') });
    const bytes = await readFile(path.join(home, 'aicmo.db'), 'latin1');
    expect(bytes).toContain('ole@berg.example');
    expect(['maja@kurier.example', 'Lindqvist', 'Kurier Nord'].filter((value) => bytes.includes(value))).toEqual([]);
    await writeFile(path.join(home, 'again.csv'), `${list}Ute Berg;ute@berg.example;Berg\n`);
    const again = await aicmo('leads', 'import', path.join(home, 'again.csv'), '--campaign', 'Spring');
    expect(again.out).toContain('was erased at their own request');
    expect(await readFile(path.join(home, 'aicmo.db'), 'latin1')).not.toContain('maja@kurier.example');
  });

  test('those who are never contacted are read out of a file, given out, and taken off again', async () => {
    const file = path.join(home, 'list.csv');
    expect((await aicmo('suppression', 'import', file)).error).toContain('--reason');
    expect((await aicmo('suppression', 'import', file, '--dry-run')).out).toContain(
      '2 rows, 0 of them without anybody.',
    );
    expect((await aicmo('suppression', 'import', file, '--reason', 'Old tool')).out).toContain(
      '1 put on the list, 1 were off limits already',
    );
    expect((await aicmo('suppression', 'add', 'spam.example', '--reason', 'Junk')).status).toBe(0);
    expect((await aicmo('suppression', 'export')).out).toContain('ole@berg.example,email,Old tool,list.csv');
    expect((await aicmo('suppression', 'remove', 'nobody.example', '--reason', 'x')).error).toContain(
      'is not on the list',
    );
    expect((await aicmo('suppression', 'remove', 'SPAM.example', '--reason', 'Wrong')).status).toBe(0);
    expect((await aicmo('suppression', 'remove', '--source', 'list.csv', '--reason', 'Wrong file')).out).toContain(
      '1 that came by',
    );
    expect((await aicmo('suppression', 'list')).out).toContain('Nobody is on the list.');
  });
});
