import { invalid } from '@aicmo/core-kernel';
import type { PageRequest } from '@aicmo/core-server';
import { reportAsText } from '../checks/report-words.ts';
import { UrlReport } from '../checks/database-url.check.ts';
import { BootstrapAnswer, bootstrapPlan, bootstrapReport } from '../pages/bootstrap-page.ts';
import { canonicalContent } from '../pages/canonical-page.ts';
import { diagnosticsContent } from '../pages/diagnostics-page.ts';
import { framed, type PageParts } from '../pages/frame.ts';
import { FlagsAnswer, holdContent } from '../pages/hold-page.ts';
import { homeContent } from '../pages/home-page.ts';
import { clockTime } from '../pages/pieces.ts';
import { runAllForm, sentinelActions, sentinelsContent } from '../pages/sentinels-page.ts';
import { readBuildFacts } from './build-facts.ts';
import { repositoryFolder } from './env.ts';
import type { OpsHouse } from './ops-house.ts';
import { askOperator } from './port-operator.ts';
import { answerAsset } from './static-assets.ts';

/** How long a first visitor waits for the checks before the page shows them coming in. */
const firstWaitMs = 1500;
const mostFormBytes = 20_000;

type Act = (house: OpsHouse, form: URLSearchParams) => Promise<PageParts | Response>;

const reads: Readonly<Record<string, Act>> = {
  '/': async (house) => homePage(house),
  '/sentinels': async (house) => sentinelsPage(house),
  '/sentinels.txt': async (house) => textReport(house),
  '/diagnostics': async (house) => diagnosticsPage(house, undefined),
  '/diagnostics/bootstrap': async (house) => planPage(house),
  '/canonical-ui': async (house) => canonicalPage(house),
  '/hold': async (house) => holdPage(house, 'flags', undefined),
};

const writes: Readonly<Record<string, Act>> = {
  '/sentinels/run': async ({ runner }) => {
    await runner.run();
    return new Response(null, { status: 303, headers: { location: '/sentinels' } });
  },
  '/diagnostics/url': async (house, form) => diagnosticsPage(house, form.get('url') ?? ''),
  '/diagnostics/bootstrap': async (house) => bootstrapPage(house),
  '/hold': async (house, form) => holdPage(house, 'hold', form.get('reason') ?? ''),
  '/hold/release': async (house, form) => holdPage(house, 'release', form.get('reason') ?? ''),
};

/** The shell's pages. Only a POST changes anything; the server has checked by then that it came from these pages. */
export async function answerPage(house: OpsHouse, { request }: PageRequest): Promise<Response | undefined> {
  const { pathname } = new URL(request.url);
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  const asset = isRead ? await answerAsset(pathname, repositoryFolder) : undefined;
  if (asset !== undefined) return asset;
  const act = isRead ? reads[pathname] : request.method === 'POST' ? writes[pathname] : undefined;
  if (act === undefined) return undefined;
  const answer = await act(house, isRead ? new URLSearchParams() : await readForm(request));
  if (answer instanceof Response) return answer;
  return new Response(framed(frameFacts(house, request), answer), {
    headers: { 'content-type': 'text/html; charset=utf-8' },
  });
}

async function readForm(request: Request): Promise<URLSearchParams> {
  const text = await request.text();
  if (text.length <= mostFormBytes) return new URLSearchParams(text);
  throw invalid({ code: 'body-too-large', message: 'This is more than a form of these pages holds. Send less.' });
}

function frameFacts({ env, build, runner }: OpsHouse, request: Request) {
  const results = runner.latest()?.results ?? [];
  return {
    address: new URL(request.url).host,
    hasAccessToken: env.accessToken !== undefined,
    version: `${build.version}+${build.commit}`,
    troubles: results.filter(
      ({ verdict, blockedBy }) => verdict === 'fail' || (verdict === 'unknown' && blockedBy === null),
    ).length,
  };
}

/** The newest report; at the first visit it is started, and waited for a little. */
async function freshReport({ runner }: OpsHouse) {
  if (runner.latest() === undefined) {
    const given = Promise.withResolvers<void>();
    const limit = setTimeout(given.resolve, firstWaitMs);
    await Promise.race([runner.run(), given.promise]);
    clearTimeout(limit);
  }
  return runner.latest();
}

async function homePage(house: OpsHouse): Promise<PageParts> {
  const report = await freshReport(house);
  return {
    path: '/',
    title: 'Home',
    question: 'Is anything broken, and what is to be done first?',
    actions: runAllForm(),
    content: homeContent(report, house.runner.since),
    ...(report?.tookMs === null ? { refreshSeconds: 1 } : {}),
  };
}

async function sentinelsPage(house: OpsHouse): Promise<PageParts> {
  const report = await freshReport(house);
  return {
    path: '/sentinels',
    title: 'Sentinels',
    question: 'What is true right now, with evidence, and what to type where it is not.',
    actions: sentinelActions(),
    content: sentinelsContent({ report, titles: house.titles, since: house.runner.since }),
    ...(report?.tookMs === null ? { refreshSeconds: 1 } : {}),
  };
}

async function textReport({ runner, build }: OpsHouse): Promise<Response> {
  const report = await runner.run();
  return new Response(reportAsText(report, `${build.version}+${build.commit}`), {
    headers: { 'content-type': 'text/plain; charset=utf-8' },
  });
}

async function diagnosticsPage(house: OpsHouse, typed: string | undefined): Promise<PageParts> {
  const { env, log, build } = house;
  return {
    path: '/diagnostics',
    title: 'Diagnostics',
    question: 'With which settings does this house run, and what can be repaired from here?',
    content: diagnosticsContent({
      settings: env.shown,
      process: [
        { label: 'Version', value: `${build.version}+${build.commit}` },
        { label: 'Node', value: process.versions.node },
        { label: 'Repository', value: repositoryFolder },
        { label: 'Memory', value: `${String(Math.round(process.memoryUsage().rss / 1_000_000))} MB` },
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

/** By core-db's own validator, in a process of its own, which reads the text and opens nothing. */
async function judgeUrl({ probe }: OpsHouse, typed: string): Promise<UrlReport | string> {
  const answer = await probe({ task: 'url', input: typed });
  if (!answer.ok) return `The validator could not be asked. ${answer.detail}`;
  return UrlReport.parse(answer.value);
}

const bootstrapFrame = {
  path: '/diagnostics',
  title: 'Bootstrap schema',
  question: 'What would change in the database, before it does.',
} as const;

async function planPage(house: OpsHouse): Promise<PageParts> {
  const { results } = await house.schemaRunner.run();
  const found = (id: string) => results.find((result) => result.id === id);
  const schema = found('migrations');
  const reachable = found('database-reachable');
  const asksForIt = (result: typeof schema) =>
    result?.verdict === 'fail' && result.remedy?.commands.includes('npx aicmo db bootstrap') === true;
  const missing = asksForIt(reachable);
  const databaseUrl = found('database-url')?.evidence.find(({ label }) => label === 'URL')?.value ?? 'not readable';
  const words = missing ? reachable?.summary : schema?.summary;
  return {
    ...bootstrapFrame,
    content: bootstrapPlan({ databaseUrl, schema: words ?? 'not known', possible: missing || asksForIt(schema) }),
  };
}

async function bootstrapPage(house: OpsHouse): Promise<PageParts> {
  const value = await house.bootstrap();
  const answer = BootstrapAnswer.safeParse(value);
  return { ...bootstrapFrame, content: bootstrapReport(answer.success ? answer.data : String(value)) };
}

async function canonicalPage({ env }: OpsHouse): Promise<PageParts> {
  const [answer, build] = await Promise.all([
    askOperator(env.operatorPort, env.accessToken),
    readBuildFacts(repositoryFolder), // again: somebody may have built since
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
    }),
  };
}

async function holdPage(house: OpsHouse, task: string, reason: string | undefined): Promise<PageParts> {
  const answer = await house.probe({ task, input: reason });
  if (reason !== undefined) house.log.warn('The hold was changed', { task, ok: answer.ok });
  const flags = answer.ok ? FlagsAnswer.parse(answer.value) : answer.detail;
  return {
    path: '/hold',
    title: 'Hold everything',
    question: 'Does anything leave this house now, and who stopped it?',
    content: holdContent(flags),
  };
}
