import { rm } from 'node:fs/promises';
import type { SentinelReport } from '@aicmo/core-kernel';
import { askDoctor } from '../ask-doctor.ts';
import type { DrillPlace } from '../drill-place.ts';
import type { DrillRow, MadeRow } from '../drill-row.ts';
import { openShell, shellToken, type ShellVisitor } from '../open-shell.ts';
import { heldOr } from '../other-answers.ts';
import { runAicmo } from '../run-program.ts';
import { doorRow } from './door-row.ts';
import { sqliteHolder, sqliteStatements } from './scripts.ts';

const bootstrap = '/diagnostics/bootstrap';

/** An attack that the shell withstands: there is nothing to cure. */
const shellRow = (
  id: string,
  fault: string,
  attack: (visitor: ShellVisitor, place: DrillPlace, signal: AbortSignal) => Promise<SentinelReport>,
  make: MadeRow['make'] = () => undefined,
): MadeRow => ({
  ...{ id, fault, check: 'ops shell', verdict: 'pass', code: null, cure: 'passes', make },
  asks: async (place, signal) => attack(await openShell(place), place, signal),
});

/** Each answer is the one that is expected. */
const answers = (expected: number, found: readonly number[]): SentinelReport =>
  heldOr('ops shell', found.length > 0 && found.every((status) => status === expected), { answers: found.join(', ') });

const withToken = (place: DrillPlace): void => void (place.settings['AICMO_ACCESS_TOKEN'] = shellToken);
const bearer = { authorization: `Bearer ${shellToken}` };
const statusOf = async (visitor: ShellVisitor, address: string, init: RequestInit): Promise<number> =>
  (await visitor.send(address, init)).status;

const strangers: readonly DrillRow[] = [
  shellRow('G1', 'a foreign Host, or none', async (visitor) => {
    const own = `localhost:${String(visitor.port)}`;
    const hosts = ['evil.example', `0.0.0.0:${String(visitor.port)}`, '127.0.0.1', `evil.${own}`];
    const found = hosts.map((host) => visitor.raw(['GET / HTTP/1.1', `Host: ${host}`]));
    return answers(421, await Promise.all([...found, visitor.raw(['GET / HTTP/1.0'])]));
  }),
  shellRow(
    ...(['G2', 'a foreign origin'] as const),
    async (visitor) => {
      const origins = ['https://evil.example', 'null', 'http://localhost:8501'];
      const ask = (origin: string) =>
        statusOf(visitor, '/api/ops/run', { method: 'POST', headers: { ...bearer, origin } });
      return answers(403, await Promise.all(origins.map(ask)));
    },
    withToken,
  ),
  shellRow(
    ...(['G3', 'a form of text/plain'] as const),
    async (visitor) => {
      const headers = { ...bearer, 'content-type': 'text/plain' };
      const pages = ['/api/ops/run', '/hold', '/sentinels/run', bootstrap];
      const found = pages.map((page) => statusOf(visitor, page, { method: 'POST', headers, body: 'a=b' }));
      return answers(415, await Promise.all(found));
    },
    withToken,
  ),
  shellRow(
    ...(['G4', 'no token, or a wrong one'] as const),
    async (visitor) => {
      const shown = [{}, { authorization: `Bearer ${shellToken}x` }, { authorization: `Basic ${shellToken}` }];
      const found = shown.map((headers) => statusOf(visitor, '/api/ops/run', { method: 'POST', headers }));
      return answers(401, await Promise.all(found));
    },
    withToken,
  ),
  shellRow('G5', 'two Host headers', async (visitor) => {
    const own = `Host: 127.0.0.1:${String(visitor.port)}`;
    const both = [
      [own, 'Host: evil.example'],
      ['Host: evil.example', own],
    ];
    return answers(400, await Promise.all(both.map((hosts) => visitor.raw(['GET /livez HTTP/1.1', ...hosts]))));
  }),
];

const isDone = (text: string): boolean => /The schema is up to date: \d+ migrations? applied/u.test(wordsOf(text));
const wordsOf = (page: string): string => page.replaceAll(/<[^>]*>/gu, ' ').replaceAll(/\s+/gu, ' ');
const noDatabase = (place: DrillPlace): Promise<void> => rm(place.file);
const name = 'aicmo.db';

const acts: readonly DrillRow[] = [
  shellRow(
    ...(['G6', 'a double click on bootstrap'] as const),
    async (visitor) => {
      const form = { ...(await visitor.formOf(bootstrap)), name };
      const pages = await Promise.all([visitor.post(bootstrap, form), visitor.post(bootstrap, form)]);
      const again = await visitor.post(bootstrap, form);
      const begun = await visitor.begun();
      const reports = [...pages, again].filter(({ text }) => isDone(text)).length;
      return heldOr('ops shell', begun === 1 && reports === 3, {
        'schema steps': begun,
        'pages with its report': reports,
      });
    },
    noDatabase,
  ),
  shellRow(
    ...(['G7', 'two tabs, one of which bootstraps'] as const),
    async (visitor, place) => {
      const holder = await place.other(sqliteHolder, place.file, 'begin immediate');
      const forms = [await visitor.formOf(bootstrap), await visitor.formOf(bootstrap)];
      const first = visitor.post(bootstrap, { ...forms[0], name });
      while (!(await visitor.get(bootstrap)).text.includes('The schema step runs')) continue;
      const joining = visitor.post(bootstrap, { ...forms[1], name });
      await holder.kill();
      const reports = (await Promise.all([first, joining])).filter(({ text }) => isDone(text)).length;
      const begun = await visitor.begun();
      return heldOr('ops shell', begun === 1 && reports === 2, {
        'schema steps': begun,
        'pages with its report': reports,
      });
    },
    noDatabase,
  ),
  shellRow(
    ...(['G8', 'a thousand requests to run everything'] as const),
    async (visitor) => {
      const ask = () => visitor.send('/api/ops/run', { method: 'POST', headers: bearer });
      const all = await Promise.all(Array.from({ length: 1000 }, ask));
      const runs = new Set(all.map(({ text }) => (JSON.parse(text) as { readonly startedAt: string }).startedAt));
      const wrong = all.filter(({ status }) => status !== 200).length;
      return heldOr('ops shell', runs.size === 1 && wrong === 0, { runs: runs.size, 'wrong answers': wrong });
    },
    withToken,
  ),
];

/** A table of somebody else, whose name stands in what the doctor says. */
async function strangeTable(place: DrillPlace, named: string): Promise<void> {
  const file = `${place.folder}/theirs.db`;
  await (await place.other(sqliteStatements, file, `create table "${named.replaceAll('"', '""')}" (id text)`)).kill();
  place.settings['DATABASE_URL'] = `sqlite:${file}`;
}

/** Steers a terminal or the order of letters; a line break is none. */
const isControl = (sign: string): boolean => sign !== '\n' && /[\p{Cc}\p{Cf}]/u.test(sign);

const forged = 'x\r\n2026 error forged\n\u001b[2J\u001b]0;owned\u0007\u202e';
const script = '<img src=x onerror=alert(1)><script>alert(1)</script>';

const words: readonly DrillRow[] = [
  {
    ...{ id: 'G10', fault: 'a name in the database forges lines and steers the terminal', check: 'aicmo doctor' },
    ...{ verdict: 'pass', code: null, cure: 'passes' },
    make: (place) => strangeTable(place, forged),
    asks: async (place, signal) => {
      const where = { settings: place.settings, signal };
      const { stdout } = await runAicmo(place.repository, ['doctor', '--only', 'core-db-migrations'], where);
      const isForged = /^2026 error forged/mu.test(stdout);
      const steers = [...stdout].some(isControl);
      const isNamed = stdout.includes('forged');
      return heldOr('aicmo doctor', isNamed && !isForged && !steers, { named: isNamed, forged: isForged, steers });
    },
  },
  shellRow(
    ...(['G11', 'HTML in the name of a table'] as const),
    async (visitor) => {
      await visitor.get('/sentinels.txt'); // waits for the checks
      const { text } = await visitor.get('/sentinels');
      const isText = text.includes('&lt;script&gt;alert(1)&lt;/script&gt;');
      const wouldRun = /<img src=x|<script>/u.test(text);
      return heldOr('ops shell', isText && !wouldRun, { 'shown as text': isText, 'would run': wouldRun });
    },
    (place) => strangeTable(place, script),
  ),
  shellRow(
    ...(['G12', 'SIGTERM in the middle of a bootstrap'] as const),
    async (visitor, place, signal) => {
      const holder = await place.other(sqliteHolder, place.file, 'begin immediate');
      const form = { ...(await visitor.formOf(bootstrap)), name };
      const sent = visitor.post(bootstrap, form).catch(() => undefined); // it may be cut
      while ((await visitor.begun()) === 0) await new Promise((resolve) => setTimeout(resolve, 20));
      const ended = visitor.end();
      await holder.kill();
      await Promise.all([sent, ended]);
      return askDoctor(place, { check: 'core-db-migrations' }, signal);
    },
    noDatabase,
  ),
];

const flood = doorRow(
  ...(['G9', 'a process that prints without end', 'import-floods'] as const),
  "const more = () => process.stderr.write('x'.repeat(65_536), more); more(); await new Promise(() => 0);",
  { verdict: 'unknown' },
);

/** G: the shell as a web app: it runs for real over the copy, and is asked instead of the doctor. */
export const webAppRows: readonly DrillRow[] = [...strangers, ...acts, flood, ...words];
