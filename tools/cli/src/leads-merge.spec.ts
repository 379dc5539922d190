import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { commands } from './commands/index.ts';
import { runCli } from './run-cli.ts';

const list = [
  'First name;Last name;Title;Company;E-Mail',
  'Maja;Lindqvist;COO;Kurier Nord GmbH;maja@kurier.example',
  'Maja;Lindqivst;Chief operating officer;KURIER NORD;m.lindqvist@gmx.example',
  'Anna;Berg;CEO;Hafen;anna@hafen.example',
].join('\n');

describe('people who may be the same, on the command line', () => {
  let home = '';
  const aicmo = async (...argv: string[]): Promise<{ status: number; out: string; error: string }> => {
    const [out, error]: [string[], string[]] = [[], []];
    const env = () => ({ databaseUrl: `sqlite:${path.join(home, 'aicmo.db')}`, home });
    const world = {
      argv,
      env,
      out: (text: string) => void out.push(text),
      error: (text: string) => void error.push(text),
    };
    const status = await runCli(commands, { ...world, signal: new AbortController().signal });
    return { status, out: out.join('\n'), error: error.join('\n') };
  };

  beforeAll(async () => {
    home = await mkdtemp(path.join(tmpdir(), 'aicmo-merge-'));
    await writeFile(path.join(home, 'list.csv'), list);
    await aicmo('db', 'bootstrap');
    await aicmo('client', 'create', 'Nordlicht');
    await aicmo('campaign', 'create', 'Spring', '--client', 'Nordlicht');
    await aicmo('leads', 'import', path.join(home, 'list.csv'), '--campaign', 'Spring');
    await writeFile(path.join(home, 'other.csv'), 'Name;E-Mail\nMaja L.;maja@solar.example\n');
    await aicmo('client', 'create', 'Solar West');
    await aicmo('campaign', 'create', 'Sun', '--client', 'Solar West');
    await aicmo('leads', 'import', path.join(home, 'other.csv'), '--campaign', 'Sun');
  });
  afterAll(() => rm(home, { recursive: true, force: true }));

  test('are looked for, looked at, merged with the values that were chosen, and made two again', async () => {
    expect(await aicmo('leads', 'matches')).toMatchObject({ status: 0, out: expect.stringContaining('--search') });
    const found = await aicmo('leads', 'matches', '--search', '--client', 'Nordlicht');
    expect(found).toMatchObject({
      status: 0,
      out: expect.stringContaining('3 leads looked through, 1 new pair found.'),
    });
    expect(found.out).toContain('Maja Lindqivst <m.lindqvist@gmx.example>');
    const two = ['leads', 'merge', 'maja@kurier.example', 'm.lindqvist@gmx.example'];
    const shown = await aicmo(...two, '--dry-run');
    expect(shown).toMatchObject({ status: 0, out: expect.stringContaining('Nothing was written.') });
    expect(shown.out).toContain('Both are in sequence in “Spring”');
    expect((await aicmo(...two, '--take', 'title')).out).toContain('Maja Lindqvist took over Maja Lindqivst');
    const [only, ...others] = JSON.parse((await aicmo('leads', 'list', '--search', 'lindq', '--json')).out).leads;
    expect([only, others.length]).toMatchObject([
      { title: 'Chief operating officer', email: 'maja@kurier.example' },
      0,
    ]);
    expect((await aicmo('leads', 'merge', 'maja@kurier.example', '--undo')).out).toContain('a lead of its own again');
    expect(JSON.parse((await aicmo('leads', 'matches', '--json')).out)).toMatchObject({ total: 1, run: null });
  });

  test('leads of two clients are said to be one person instead of being merged', async () => {
    const two = ['leads', 'merge', 'maja@kurier.example', 'maja@solar.example'];
    expect((await aicmo(...two)).error).toContain('each client keeps its own');
    expect(await aicmo(...two, '--same-person')).toMatchObject({
      status: 0,
      out: expect.stringContaining('one person now'),
    });
    const { leads } = JSON.parse((await aicmo('leads', 'list', '--search', 'maja', '--json')).out);
    const persons = leads.filter((lead: { email: string }) => !lead.email.includes('gmx'));
    expect(persons[0].personId).toBe(persons[1].personId);
  });

  test.each([
    [['leads', 'merge', 'maja@kurier.example'], 'type the other one'],
    [['leads', 'merge', 'maja@kurier.example', 'nobody@x.example'], 'There is no lead'],
    [['leads', 'merge', 'maja@kurier.example', 'maja@kurier.example'], 'Found one lead twice'],
    [['leads', 'merge', 'example', 'maja@kurier.example'], 'fits more than one lead'],
    [['leads', 'merge', 'maja@kurier.example', 'anna@hafen.example', '--take', 'shoe'], 'expected one of name'],
    [['leads', 'merge', 'anna@hafen.example', '--undo'], 'nothing to undo'],
  ])('a wrong thing (%p) is answered in one plain sentence', async (argv, said) => {
    const { status, error } = await aicmo(...argv);
    expect([status > 0, error.split('\n').length]).toEqual([true, 1]);
    expect(error).toContain(said);
  });
});
