import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { fakeClock } from '@aicmo/core-kernel/testing';
import type { ProbeAnswer, RunProbe } from '../probe/run-probe.ts';
import { createCheckRunner } from './check-run.ts';
import { checks } from './index.ts';
import { publicDoors } from './public-doors.ts';
import { byUrgency, reportAsText, verdictOf } from './report-words.ts';

const ok = (value: unknown): ProbeAnswer => ({ ok: true, value, ms: 5 });
const crashed = (detail: string): ProbeAnswer => ({ ok: false, why: 'crashed', detail, ms: 5 });
const late: ProbeAnswer = { ok: false, why: 'timeout', detail: 'It did not answer within 10 s.', ms: 10_000 };
const failed = (code: string, message = `It is ${code}.`) => ok({ failed: { code, message } });

const url = {
  valid: true,
  databaseUrl: 'sqlite:/data/aicmo.db',
  dbType: 'sqlite',
  driver: 'better-sqlite3',
  isAsync: false,
  normalized: 'sqlite:/data/aicmo.db',
  issues: [],
  warnings: [],
};
const model = {
  enabled: false,
  hasApiKey: false,
  baseUrl: 'https://api.openai.com/v1',
  model: 'm',
  reason: 'The language model is off: OPENAI_API_KEY is not set.',
  warning: null,
};
const first = { scope: 'cam', name: '2026-11-22-create-leads' };
const healthy: Readonly<Record<string, ProbeAnswer>> = {
  url: ok(url),
  database: ok({
    databaseUrl: url.databaseUrl,
    dbType: 'sqlite',
    tables: ['cam_lead', 'campaign_ops_task'],
    ms: 3,
    bytes: 18_200_000,
  }),
  migrations: ok({ applied: [first], pending: [], unknown: [] }),
  scopes: ok(['cam', 'campaign-ops']),
  model: ok(model),
};

const goodDoor = (specifier: unknown): ProbeAnswer => {
  const names = publicDoors.find((door) => door.specifier === specifier)?.names ?? [];
  return ok({ names: Object.fromEntries(names.map((name) => [name, 'function'])), ms: 3 });
};

/** The house as processes would report it. */
function house(
  change: Readonly<Record<string, ProbeAnswer>> = {},
  door: (specifier: unknown) => ProbeAnswer = goodDoor,
) {
  let asked = 0;
  const probe: RunProbe = async ({ task, input }) => {
    asked += 1;
    if (task === 'door') return door(input);
    return change[task] ?? healthy[task] ?? crashed(`nobody answers ${task}`);
  };
  const repositoryFolder = path.resolve(import.meta.dirname, '../../../..');
  const clock = fakeClock();
  return { runner: createCheckRunner(checks, { probe, clock, repositoryFolder }), clock, asked: () => asked };
}

const verdicts = async (change?: Readonly<Record<string, ProbeAnswer>>, door?: (specifier: unknown) => ProbeAnswer) => {
  const report = await house(change, door).runner.run();
  const byId = Object.fromEntries(report.results.map((result) => [result.id, result]));
  return { report, byId, first: verdictOf(report) };
};

describe('a healthy house', () => {
  test('passes every check with evidence; a model that is off is skipped with its reason', async () => {
    const { report, first: verdict } = await verdicts();
    expect(report.results.map(({ id, verdict: found }) => `${id} ${found}`)).toEqual([
      'runtime pass',
      'public-apis pass',
      'database-url pass',
      'database-reachable pass',
      'migrations pass',
      'application-tables pass',
      'model skipped',
    ]);
    expect(report.results.filter(({ evidence }) => evidence.length === 0)).toEqual([]);
    expect(verdict).toMatchObject({ tone: 'good', text: 'Everything works', first: undefined });
  });
});

describe('one cause gives one finding', () => {
  test.each([
    [
      'a wrong URL',
      {
        url: ok({
          ...url,
          valid: false,
          issues: [{ message: 'Wrong.', remedy: { text: 'Write it right.', commands: ['x'] } }],
        }),
      },
      'database-url',
      ['database-reachable', 'migrations', 'application-tables'],
    ],
    ['no database', { database: failed('db-no-file') }, 'database-reachable', ['migrations', 'application-tables']],
    ['a refused password', { database: failed('db-auth') }, 'database-reachable', ['migrations', 'application-tables']],
    [
      'a schema that is behind',
      { migrations: ok({ applied: [], pending: [first], unknown: [] }) },
      'migrations',
      ['application-tables'],
    ],
    [
      'a newer schema',
      { migrations: ok({ applied: [first], pending: [], unknown: [first] }) },
      'migrations',
      ['application-tables'],
    ],
  ] as const)('%s fails once; what waits for it is unknown and says so', async (_, change, cause, waiting) => {
    const { byId, first: verdict } = await verdicts(change);
    expect(byId[cause]).toMatchObject({ verdict: 'fail', blockedBy: null, remedy: expect.anything() });
    for (const id of waiting)
      expect(byId[id]).toMatchObject({ verdict: 'unknown', ms: null, blockedBy: byId[cause]?.title });
    expect(verdict.text).toMatch(/^One thing is wrong: /);
    expect(verdict.first?.id).toBe(cause);
  });

  test('no database and a schema that is behind have the explicit step as their remedy, a newer one has not', async () => {
    const commands = async (change: Readonly<Record<string, ProbeAnswer>>, id: string) =>
      (await verdicts(change)).byId[id]?.remedy?.commands;
    const step = ['npx aicmo db bootstrap'];
    expect(await commands({ database: failed('db-no-file') }, 'database-reachable')).toEqual(step);
    expect(await commands({ migrations: ok({ applied: [], pending: [first], unknown: [] }) }, 'migrations')).toEqual(
      step,
    );
    expect(
      await commands({ migrations: ok({ applied: [], pending: [], unknown: [first] }) }, 'migrations'),
    ).not.toEqual(step);
  });
});

describe('what cannot be known is never a pass', () => {
  test.each([
    ['a locked database', { database: failed('db-busy') }, 'database-reachable'],
    ['a database probe that hangs', { database: late }, 'database-reachable'],
    [
      'a library that throws while its migrations are read',
      { migrations: failed('unexpected', 'cam broke') },
      'migrations',
    ],
    ['a validator that cannot be loaded', { url: crashed('exit status 1') }, 'database-url'],
    ['a broken core-llm', { model: crashed('exit status 1') }, 'model'],
    ['an answer of another shape', { model: ok('?') }, 'model'],
  ] as const)('%s is unknown', async (_, change, id) => {
    const { byId, first: verdict } = await verdicts(change);
    expect(byId[id]).toMatchObject({ verdict: 'unknown' });
    expect(verdict).toMatchObject({ tone: 'warn', text: expect.stringMatching(/could not be found out/) });
  });
});

describe('the public APIs', () => {
  test('fail by the library that throws, and name it; the database is checked all the same', async () => {
    const { byId } = await verdicts({}, (door) => (door === '@aicmo/cam' ? crashed('Error: boom') : goodDoor(door)));
    expect(byId['public-apis']).toMatchObject({
      verdict: 'fail',
      summary: expect.stringContaining('13 of 14 libraries import: @aicmo/cam does not. Error: boom'),
    });
    expect(byId['application-tables']).toMatchObject({ verdict: 'pass' });
  });

  test('fail by an export that is there but undefined, and are unknown when a library only hangs', async () => {
    const empty = (door: unknown) =>
      door === '@aicmo/core-llm' ? ok({ names: { llmEnabled: 'undefined' } }) : goodDoor(door);
    expect((await verdicts({}, empty)).byId['public-apis']).toMatchObject({
      verdict: 'fail',
      evidence: [{ label: '@aicmo/core-llm', value: expect.stringContaining('does not give llmEnabled, requireLlm') }],
    });
    const hangs = (door: unknown) => (door === '@aicmo/social' ? late : goodDoor(door));
    expect((await verdicts({}, hangs)).byId['public-apis']).toMatchObject({ verdict: 'unknown' });
  });
});

test('a journal that says "applied" proves nothing when a library finds no table of its own', async () => {
  const change = { database: ok({ databaseUrl: 'x', dbType: 'sqlite', tables: ['cam_lead'], ms: 1, bytes: null }) };
  const { byId } = await verdicts(change);
  expect(byId['application-tables']).toMatchObject({
    verdict: 'fail',
    summary: expect.stringContaining('campaign-ops'),
  });
});

test('whoever asks while the checks run gets the same run, and a verdict keeps its "since" while it lasts', async () => {
  const { runner, clock, asked } = house();
  const [one, other] = await Promise.all([runner.run(), runner.run()]);
  expect(one).toBe(other);
  const once = asked();
  const since = runner.since('runtime');
  clock.advance(60_000);
  await runner.run();
  expect(asked()).toBe(2 * once);
  expect(runner.since('runtime')).toBe(since);
});

test('the gravest failure stands first, and the report reads the same as text', async () => {
  const broken = (door: unknown) => (door === '@aicmo/cam' ? crashed('boom') : goodDoor(door));
  const { report, first: verdict } = await verdicts({ database: failed('db-corrupt', 'The file is damaged.') }, broken);
  expect(byUrgency(report.results)[0]?.id).toBe('database-reachable');
  expect(verdict.text).toBe('2 things are wrong: database reachable, public APIs');
  const text = reportAsText(report, '0.1.0+abc');
  expect(text.split('\n').slice(0, 5)).toEqual([
    'AICMO ops shell, 0.1.0+abc',
    'Checked at 2026-03-02T10:00:00.000Z',
    '2 things are wrong: database reachable, public APIs',
    '',
    'FAIL    Database reachable: The file is damaged. (5 ms)',
  ]);
});
