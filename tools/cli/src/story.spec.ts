import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

const bin = path.resolve(import.meta.dirname, '../aicmo.mjs');

/** A list as a wine merchant keeps it: tabs, German headers, a quoted line break, one person twice, one without an address. */
const list = [
  'Vorname\tNachname\tE-Mail\tFirma\tPosition\tBranche\tMitarbeiter\tOrt',
  'Greta\tLöwe\tGreta.Loewe@weinkontor.example\tWeinkontor\tEinkaufsleiterin\tWeinhandel\t40\tMainz',
  'Otto\tBraun\totto@braun-soehne.example\t"Braun\n& Söhne"\tGeschäftsführer\tGastronomie\t12\tTrier',
  'Otto\tBraun\tOTTO@braun-soehne.example\tBraun & Söhne\tGeschäftsführer\tGastronomie\t12\tTrier',
  'Nina\tKurz\t\tHotel Kurz\tInhaberin\tHotel\t8\tKoblenz',
  '',
].join('\r\n');

describe('the main job from the command line', () => {
  let home = '';
  const aicmo = (...argv: string[]): Promise<{ status: number; out: string; error: string }> =>
    new Promise((done) => {
      const env = { PATH: process.env['PATH'], HOME: home, AICMO_HOME: home, NODE_NO_WARNINGS: '1' };
      execFile(process.execPath, [bin, ...argv], { env, timeout: 120_000 }, (error, out, problems) => {
        done({ status: typeof error?.code === 'number' ? error.code : error ? -1 : 0, out, error: problems });
      });
    });
  const json = async <T>(...argv: string[]): Promise<T> => {
    const { out, error } = await aicmo(...argv, '--json');
    try {
      return JSON.parse(out) as T;
    } catch (cause) {
      throw new Error(`aicmo ${argv.join(' ')} printed no JSON: ${out}${error}`, { cause });
    }
  };

  beforeAll(async () => {
    home = await mkdtemp(path.join(tmpdir(), 'aicmo-story-'));
    await writeFile(path.join(home, 'kunden.csv'), `\ufeff${list}`);
  });
  afterAll(() => rm(home, { recursive: true, force: true }));

  test('without a database it says what to type, and makes none', async () => {
    expect(await aicmo('client', 'list')).toMatchObject({
      status: 2,
      error: expect.stringContaining('npx aicmo db bootstrap'),
    });
    expect(await aicmo('db', 'status')).toMatchObject({ status: 2 });
    expect(await aicmo('db', 'bootstrap')).toMatchObject({
      status: 0,
      out: expect.stringMatching(/Applied \d+ migrations/),
    });
  });

  test('a client and a campaign are made, and one that ends before it starts is not', async () => {
    const client = [
      'client',
      'create',
      'Rieslinghaus',
      '--time-zone',
      'Europe/Berlin',
      '--sender',
      'Mara Lenz',
      '--sender-address',
      'mara@rieslinghaus.example',
      '--postal-address',
      'Rieslinghaus, Am Ufer 3, 55116 Mainz',
    ];
    expect(await aicmo(...client)).toMatchObject({ status: 0 });
    const campaign = [
      'campaign',
      'create',
      'Federweißer',
      '--client',
      'riesling',
      '--industry',
      'Gastronomie',
      '--because',
      'You buy wine for your guests.',
    ];
    expect(await aicmo(...campaign, '--start', '2026-11-30', '--end', '2026-11-01')).toMatchObject({
      status: 1,
      error: expect.stringContaining('before it starts'),
    });
    expect(await aicmo(...campaign)).toMatchObject({ status: 0 });
    expect(await json('campaign', 'list')).toMatchObject([
      { name: 'Federweißer', status: 'DRAFT', mode: 'SIMULATION' },
    ]);
  });

  test('a list with other columns is looked at, then imported; duplicates and rejected rows are told', async () => {
    const file = path.join(home, 'kunden.csv');
    expect(await json('leads', 'import', file, '--campaign', 'feder', '--preview')).toMatchObject({
      rows: 4,
      rejected: 1,
      duplicatesInFile: 1,
      delimiter: '\t',
    });
    expect(await json('leads', 'list')).toMatchObject({ total: 0 });
    const rejectedFile = path.join(home, 'rejected.csv');
    expect(
      await json('leads', 'import', file, '--campaign', 'feder', '--duplicates', 'skip', '--rejected', rejectedFile),
    ).toMatchObject({
      imported: 2,
      duplicates: 1,
      rejected: 1,
      enrolled: 2,
      rejections: [{ raw: expect.stringContaining('Nina'), reason: expect.stringMatching(/\.$/) }],
    });
    expect(await readFile(rejectedFile, 'utf8')).toContain('Nina');
    expect(await aicmo('leads', 'import', file, '--campaign', 'feder')).toMatchObject({
      status: 1,
      error: expect.stringContaining('kunden.csv'),
    });
  });

  test('every lead has a score with its reasons, which add up by hand', async () => {
    const page = await json<{ leads: { name: string; email: string; score: number }[] }>('leads', 'list');
    expect(page.leads.map((lead) => lead.name).sort()).toEqual(['Greta Löwe', 'Otto Braun']);
    interface Explained {
      readonly score: number;
      readonly scoreVersion: number | null;
      readonly factors: readonly { readonly value: number; readonly weight: number; readonly why: string }[];
    }
    for (const { email, score } of page.leads) {
      const lead = await json<Explained>('leads', 'explain', email);
      expect(lead).toMatchObject({ score, scoreVersion: null });
      expect(lead.factors).toHaveLength(7);
      expect(lead.factors.every((factor) => factor.why.length > 10)).toBe(true);
      const sum = lead.factors.reduce((total, { value, weight }) => total + value * weight, 0);
      expect(score).toBeCloseTo(sum / 2, 10);
    }
    expect(await aicmo('leads', 'explain', 'Otto')).toMatchObject({
      status: 0,
      out: expect.stringMatching(
        /^Otto Braun: scored by the built-in rules\.\n[^]*Seniority: 1\.00 × 0\.25 = 0\.2500\./u,
      ),
    });
    expect(await aicmo('leads', 'score', '--client', 'riesling')).toMatchObject({
      status: 0,
      out: expect.stringContaining('Scored 2 leads again; 0 scores changed, 0 leads moved to another tier.'),
    });
    expect(await aicmo('leads', 'score', '--client', 'riesling', '--preview')).toMatchObject({
      out: expect.stringContaining('0 of 2 leads would move to another tier.'),
    });
  });

  test('the coming days of a draft are played as if it were live, and nothing of them stays', async () => {
    interface Played {
      readonly messages: readonly { readonly leadName: string; readonly step: number }[];
      readonly assumptions: readonly string[];
    }
    const played = await json<Played>('simulate', '--campaign', 'feder', '--days', '14');
    expect(new Set(played.messages.map(({ leadName }) => leadName))).toEqual(new Set(['Greta Löwe', 'Otto Braun']));
    expect(played.assumptions.join(' ')).toContain('is a draft; here it is active from now on');
    expect((await aicmo('simulate', '--campaign', 'feder', '--days', '3')).out).toContain('nothing was stored');
    expect(await json('messages', '--campaign', 'feder')).toMatchObject({ total: 0 });
    expect(await aicmo('simulate', '--campaign', 'feder', '--days', '400')).toMatchObject({
      status: 1,
      error: expect.stringContaining('from 1 to 90'),
    });
  });

  test('a draft does not run; an active one does, once, also when two runs are started at once', async () => {
    expect(await json('run', 'feder')).toMatchObject({ claimed: true, run: { status: 'STOPPED' } });
    await aicmo('campaign', 'activate', 'feder');
    const runs = await Promise.all(
      [1, 2].map(() => json<{ claimed: boolean; run?: { counters: { due: number } } }>('run', 'feder')),
    );
    expect(runs.map((outcome) => outcome.run?.counters.due ?? 0).sort()).toEqual([0, 2]);
    expect(await json('run', 'feder')).toMatchObject({ claimed: true, run: { counters: { due: 0 } } });
  });

  test('each message can be read as it would leave, with everything that holds it', async () => {
    expect(await aicmo('messages', 'first', 'feder')).toMatchObject({
      out: expect.stringContaining('No message of this campaign waits for a reader.'),
    });
    const { attempts } = await json<{
      attempts: { leadName: string; body: string; state: string; mode: string; reasons: unknown[] }[];
    }>('messages', '--campaign', 'feder');
    expect(attempts.map((attempt) => attempt.leadName).sort()).toEqual(['Greta Löwe', 'Otto Braun']);
    for (const attempt of attempts) {
      expect(attempt.mode).toBe('SIMULATION');
      // Whether the hour is one in which mail may go depends on when this runs: then it is made now, otherwise it waits.
      expect(attempt.state === 'SIMULATED' ? attempt.reasons : [attempt.state, attempt.reasons.length > 0]).toEqual(
        attempt.state === 'SIMULATED' ? [] : ['SCHEDULED', true],
      );
      expect(attempt.body).toContain(attempt.leadName.split(' ')[0]);
      expect(attempt.body).toContain('Am Ufer 3');
      expect(attempt.body).not.toMatch(/\{\{|\}\}/);
    }
    expect((await aicmo('messages', 'show', 'Otto', '--campaign', 'feder')).out).toContain(
      'To: Otto Braun <otto@braun-soehne.example>',
    );
  });

  test('the worker finds what is due and asks, for nobody has allowed it to run by itself; looking twice asks once', async () => {
    const more = 'Vorname\tNachname\tE-Mail\nIda\tNeu\tida@neu.example\n';
    await writeFile(path.join(home, 'mehr.csv'), more);
    expect(await aicmo('leads', 'import', path.join(home, 'mehr.csv'), '--campaign', 'feder')).toMatchObject({
      status: 0,
    });
    expect(await json('worker', '--once')).toEqual({ done: 0, asks: 1, sent: 0 });
    expect(await json('worker', '--once')).toEqual({ done: 0, asks: 0, sent: 0 });
    expect(await json('messages', '--campaign', 'feder')).toMatchObject({ total: 2 });
  });

  test('addresses are checked, and what is empty is filled; nobody is valid who could not be asked', async () => {
    // Whatever this machine's name servers say of .example: nobody is valid who could not be asked.
    expect(await json('leads', 'check', '--client', 'riesling')).toMatchObject({
      ...{ kind: 'CHECK', status: 'COMPLETED', done: 3, counts: { VALID: 0 } },
    });
    expect(await aicmo('leads', 'check', '--client', 'riesling', '--with-service')).toMatchObject({
      error: expect.stringContaining('set HUNTER_API_KEY'),
    });
    expect(await aicmo('leads', 'fill', '--client', 'riesling')).toMatchObject({
      out: expect.stringMatching(/^Filled \d+ empty fields of \d leads/u),
    });
  });

  test.each([
    [['leads', 'import', '/no/such.csv', '--campaign', 'feder'], 'cannot be read'],
    [['leads', 'import'], 'Something is missing'],
    [['run', 'nothing'], 'There are: "Federweißer"'],
    [['client', 'create', 'Rieslinghaus'], 'Rieslinghaus'],
    [['client', 'create', 'X', '--time-zone', 'Mars/Base'], 'Mars/Base'],
  ])('a wrong thing (%p) is answered in one plain sentence', async (argv, said) => {
    const { status, out, error } = await aicmo(...argv);
    expect(status).toBeGreaterThan(0);
    expect(out).toBe('');
    expect(error.trim().split('\n')).toHaveLength(1);
    expect(error).toContain(said);
  });
});
