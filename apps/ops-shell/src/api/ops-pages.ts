import { invalid } from '@aicmo/core-kernel';
import type { PageRequest } from '@aicmo/core-server';
import { reportAsText } from '../checkup/report-words.ts';
import { UrlReport } from '../checkup/url-report.ts';
import { canonicalContent } from '../pages/canonical-page.ts';
import { diagnosticsContent } from '../pages/diagnostics-page.ts';
import { formsWith } from '../pages/forms.ts';
import { framed, type PageParts } from '../pages/frame.ts';
import { homeContent } from '../pages/home-page.ts';
import { OutboundAnswer, outboundContent } from '../pages/outbound-page.ts';
import { clockTime } from '../pages/pieces.ts';
import { notAllowedContent, readOnlyNote, signInLink } from '../pages/refusal-page.ts';
import { runAllForm, sentinelActions, sentinelsContent, shownOf } from '../pages/sentinels-page.ts';
import { backupPage, backupWrite } from './acts/backup.act.ts';
import { bootstrapPlanPage, bootstrapWrite, reportPage } from './acts/bootstrap.act.ts';
import { told } from './acts/database-answers.ts';
import { firstBrokenLine } from './acts/audit-trail.ts';
import { holdPage, holdWrite, releaseWrite } from './acts/hold.act.ts';
import { operatorStartWrite, operatorStopWrite } from './acts/operator.act.ts';
import { restorePage, restoreWrite } from './acts/restore.act.ts';
import { verifyPage, verifyWrite } from './acts/verify.look.ts';
import { crashInWords, readOperatorStart } from '../sentinels/operator-start.ts';
import { readBuildFacts } from './build-facts.ts';
import { repositoryFolder } from './env.ts';
import type { CheckEvent } from '../contract/ops.contract.ts';
import type { OpsHouse } from './ops-house.ts';
import { askOperator } from './port-operator.ts';
import { answerAsset } from './static-assets.ts';
import { supportBundle } from './support-bundle.ts';
import type { PageAnswer, PageWrite, ShowPage, Visit } from './visit.ts';

/** How long a first visitor waits for the checks before the page shows them coming in. */
const firstWaitMs = 1500;
const mostFormBytes = 20_000;

const reads: Readonly<Record<string, ShowPage>> = {
  '/': async (visit) => homePage(visit),
  '/sentinels': async (visit) => sentinelsPage(visit),
  '/sentinels.txt': async ({ house }) => textReport(house),
  '/diagnostics': async (visit) => diagnosticsPage(visit, undefined),
  '/diagnostics/bootstrap': async (visit) => bootstrapPlanPage(visit),
  '/diagnostics/verify': verifyPage,
  '/diagnostics/backup': async (visit) => backupPage(visit),
  '/diagnostics/restore': async (visit) => restorePage(visit),
  '/diagnostics/bundle.json': async ({ house }) => supportBundle(house),
  '/outbound': async ({ house }) => outboundPage(house),
  '/canonical-ui': async (visit) => canonicalPage(visit),
  '/hold': async (visit) => holdPage(visit),
};

const writes: Readonly<Record<string, PageWrite>> = {
  '/sentinels/run': {
    changesHouse: false,
    run: async ({ house }) => {
      await runNow(house);
      return new Response(null, { status: 303, headers: { location: '/sentinels' } });
    },
  },
  '/sentinels/run-one': {
    changesHouse: false,
    run: async ({ house, form }) => {
      const id = form.get('check') ?? '';
      await runOneNow(house, id);
      return new Response(null, { status: 303, headers: { location: `/sentinels#check-${encodeURIComponent(id)}` } });
    },
  },
  '/diagnostics/url': {
    changesHouse: false,
    run: async (visit) => diagnosticsPage(visit, visit.form.get('url') ?? ''),
  },
  '/diagnostics/bootstrap': bootstrapWrite,
  '/diagnostics/verify': verifyWrite,
  '/diagnostics/backup': backupWrite,
  '/diagnostics/restore': restoreWrite,
  '/canonical-ui/start': operatorStartWrite,
  '/canonical-ui/stop': operatorStopWrite,
  '/hold': holdWrite,
  '/hold/release': releaseWrite,
};

/** The addresses of all pages, for who must visit each of them. */
export const pageAddresses: readonly string[] = Object.keys(reads);
/** The addresses of all forms. */
export const formAddresses: readonly string[] = Object.keys(writes);

/** The shell's pages. Only a form of our own changes anything; the server has checked by then where it came from. */
export async function answerPage(house: OpsHouse, { request, session }: PageRequest): Promise<Response | undefined> {
  const { pathname, searchParams: query } = new URL(request.url);
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  const asset = isRead ? await answerAsset(pathname, repositoryFolder) : undefined;
  if (asset !== undefined) return asset;
  const makeForm = formsOf(house, session);
  const show = isRead ? reads[pathname] : undefined;
  const write = request.method === 'POST' ? writes[pathname] : undefined;
  if (show === undefined && write === undefined) return wrongMethod(pathname, request.method);
  const form = write === undefined ? new URLSearchParams() : await readForm(request);
  const visit = { house, session, query, form, makeForm };
  const answer = (await show?.(visit)) ?? (await answerWrite(write, pathname, visit));
  if (answer === undefined || answer instanceof Response) return answer;
  return new Response(framed(frameFacts(house, request, session), answer), {
    status: answer.status ?? 200,
    headers: { 'content-type': 'text/html; charset=utf-8' },
  });
}

function wrongMethod(pathname: string, method: string): undefined {
  const allowed = [...(pathname in reads ? ['GET', 'HEAD'] : []), ...(pathname in writes ? ['POST'] : [])];
  if (allowed.length === 0) return undefined;
  throw invalid({
    code: 'method-refused',
    message: `Found ${method.slice(0, 10)}; this address takes ${allowed.join(', ')}.`,
  });
}

function formsOf({ permits, env }: OpsHouse, session: string | undefined) {
  return formsWith({
    permitFor: (action, plan) => permits.issue({ action, session, plan }),
    insteadOf: (action) => {
      const write = writes[action];
      if (write === undefined || !write.changesHouse) return undefined;
      if (!env.mayWrite && write.isAlwaysPossible !== true) return readOnlyNote();
      return session === undefined ? signInLink(action) : undefined;
    },
  });
}

/** In this order: who asks, whether it may be asked at all, then the permit, which is used up by that. */
async function answerWrite(write: PageWrite | undefined, action: string, visit: Visit) {
  if (write === undefined) return undefined;
  const { house, session, form } = visit;
  if (write.changesHouse && session === undefined) return notAllowed(401, 'sign-in', action);
  if (write.changesHouse && !house.env.mayWrite && write.isAlwaysPossible !== true)
    return notAllowed(403, 'read-only', action);
  const permit = form.get('permit');
  const refusal = house.permits.spend(permit, { action, session, plan: form.get('plan') ?? undefined });
  if (refusal === undefined) return answerOnce(house, permit ?? '', () => write.run(visit));
  const again = refusal === 'used' && permit !== null ? await resultOf(house, permit) : undefined;
  if (again !== undefined && write === bootstrapWrite) return reportPage(again);
  return notAllowed(403, refusal, action);
}

async function answerOnce({ inFlight }: OpsHouse, permit: string, run: () => Promise<PageAnswer>): Promise<PageAnswer> {
  const answer = run();
  inFlight.set(permit, answer);
  try {
    return await answer;
  } finally {
    inFlight.delete(permit);
  }
}

/** A double click comes before the first one has read its plan: it waits for that, and gets the same. */
async function resultOf({ inFlight, desk }: OpsHouse, permit: string): Promise<unknown> {
  await inFlight.get(permit)?.catch(() => undefined); // who asked first is told why
  return desk.resultOf(permit);
}

const notAllowed = (status: number, why: Parameters<typeof notAllowedContent>[0], action: string): PageParts => ({
  path: action,
  title: 'Nothing was done',
  question: 'What was sent could not be taken.',
  status,
  content: notAllowedContent(why, action),
});

async function readForm(request: Request): Promise<URLSearchParams> {
  const text = await request.text();
  if (text.length <= mostFormBytes) return new URLSearchParams(text);
  throw invalid({ code: 'body-too-large', message: 'This is more than a form of these pages holds. Send less.' });
}

function frameFacts({ env, build, runner }: OpsHouse, request: Request, session: string | undefined) {
  const results = runner.latest()?.results ?? [];
  return {
    address: new URL(request.url).host,
    access: session !== undefined ? ('signed-in' as const) : env.accessToken !== undefined ? ('token' as const) : null,
    version: `${build.version}+${build.commit}`,
    troubles: results.filter(
      ({ verdict, blockedBy }) => verdict === 'fail' || (verdict === 'unknown' && blockedBy.length === 0),
    ).length,
  };
}

/** A run that is asked for; whoever asks while one runs gets the same, and too many in a minute are refused. */
export async function runNow({ runner, mayRun }: OpsHouse) {
  const isRunning = runner.latest()?.tookMs === null;
  if (isRunning || mayRun()) return runner.run();
  throw tooOften();
}

/** One check that is asked for, under the same limit. */
export async function runOneNow({ runner, mayRun }: OpsHouse, id: string) {
  if (!mayRun()) throw tooOften();
  return runner.runOne(id);
}

const tooOften = () =>
  invalid({
    code: 'asked-too-often',
    message: 'The checks were asked for too often within a minute. Read what they found, or wait a minute.',
  });

/** The newest report; at the first visit a run is started, and its first finding waited for a little. */
async function freshReport({ runner }: OpsHouse) {
  if (runner.latest() === undefined) {
    const given = new AbortController();
    const limit = setTimeout(() => given.abort(), firstWaitMs);
    const seen = firstFinding(runner.watch(given.signal));
    await Promise.race([runner.run(), seen]);
    clearTimeout(limit);
    given.abort();
  }
  return runner.latest();
}

async function firstFinding(events: AsyncIterable<CheckEvent>): Promise<void> {
  for await (const { kind } of events) if (kind === 'finding') return;
}

async function homePage({ house, makeForm }: Visit): Promise<PageParts> {
  const report = await freshReport(house);
  return {
    path: '/',
    title: 'Home',
    question: 'Is anything broken, and what is to be done first?',
    actions: runAllForm(makeForm),
    content: homeContent(report, house.runner.since),
    isLive: true,
    ...(report?.tookMs === null ? { refreshSeconds: 1 } : {}),
  };
}

async function sentinelsPage({ house, query, makeForm }: Visit): Promise<PageParts> {
  const report = await freshReport(house);
  return {
    path: '/sentinels',
    title: 'Sentinels',
    question: 'What is true right now, with evidence, and what to type where it is not.',
    actions: sentinelActions(makeForm),
    content: sentinelsContent({
      report,
      titles: house.titles,
      since: house.runner.since,
      show: shownOf(query.get('show')),
      makeForm,
    }),
    isLive: true,
    ...(report?.tookMs === null ? { refreshSeconds: 1 } : {}),
  };
}

async function textReport(house: OpsHouse): Promise<Response> {
  const { build } = house;
  return new Response(reportAsText(await runNow(house), `${build.version}+${build.commit}`), {
    headers: { 'content-type': 'text/plain; charset=utf-8' },
  });
}

async function diagnosticsPage({ house, makeForm }: Visit, typed: string | undefined): Promise<PageParts> {
  const { env, log, build, audit } = house;
  return {
    path: '/diagnostics',
    title: 'Diagnostics',
    question: 'With which settings does this house run, and what can be repaired from here?',
    content: diagnosticsContent({
      makeForm,
      settings: env.shown,
      database: {
        source: env.forChecks['DATABASE_URL'] === undefined ? 'default' : 'environment',
        report: await judgeUrl(house, undefined),
      },
      process: [
        { label: 'Version', value: `${build.version}+${build.commit}` },
        { label: 'Node', value: process.versions.node },
        { label: 'Repository', value: repositoryFolder },
        { label: 'Memory', value: `${String(Math.round(process.memoryUsage().rss / 1_000_000))} MB` },
        { label: 'Audit trail', value: await trailInWords(audit.file) },
      ],
      typed: typed === undefined ? undefined : await judgeUrl(house, typed),
      log: log
        .recent()
        .filter(({ level }) => level !== 'debug')
        .slice(-50)
        .reverse()
        .map(({ at, level, message }) => `${clockTime(at)}  ${level.padEnd(5)} ${message}`),
    }),
  };
}

async function trailInWords(file: string): Promise<string> {
  const broken = await firstBrokenLine(file).catch(() => null);
  if (broken === null) return `nothing was done yet; it would stand in ${file}`;
  return broken === undefined ? `${file}, unbroken` : `${file}, changed by somebody from line ${String(broken)} on`;
}

/** By core-db's own validator, in a process of its own, which reads the text (ours by default) and opens nothing. */
async function judgeUrl({ probe }: OpsHouse, typed: string | undefined): Promise<UrlReport | string> {
  const answer = await probe({ task: 'url', ...(typed === undefined ? {} : { input: typed }) });
  if (!answer.ok) return `The validator could not be asked. ${answer.detail}`;
  return UrlReport.parse(answer.value);
}

async function outboundPage({ probe }: OpsHouse): Promise<PageParts> {
  return {
    path: '/diagnostics',
    title: 'In flight and uncertain',
    question: 'What has begun to leave the house, and what may or may not have left?',
    content: outboundContent(told(await probe({ task: 'outbound' }), OutboundAnswer)),
  };
}

async function canonicalPage({ house, makeForm }: Visit): Promise<PageParts> {
  const { env, operator, clock, redactor } = house;
  const run = operator.latest();
  const machine = { repositoryFolder, variables: env.forChecks, redact: (text: string) => redactor.text(text) };
  const [answer, build, start] = await Promise.all([
    askOperator(env.operatorPort, env.accessToken),
    readBuildFacts(repositoryFolder), // again: somebody may have built since
    readOperatorStart(machine, clock),
  ]);
  return {
    path: '/canonical-ui',
    title: 'Canonical UI',
    question: 'Which address is the real operator, which build is it, and does it answer?',
    content: canonicalContent({
      url: `http://127.0.0.1:${String(env.operatorPort)}`,
      answer,
      builtMarker: build.operatorMarker,
      builtIsStale: build.operatorIsStale,
      commit: build.commit,
      crash: start.state === 'crashed' ? crashInWords(start) : null,
      run,
      makeForm,
    }),
    ...(run?.isRunning === true && answer.state === 'nobody' ? { refreshSeconds: 2 } : {}),
  };
}
