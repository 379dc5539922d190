import { byUrgency, verdictOf } from '../checkup/report-words.ts';
import type { CheckReport, CheckResult } from '../contract/ops.contract.ts';
import type { MakeForm } from './forms.ts';
import { html, type Html } from './html.ts';
import { clockTime, commandChip, facts, moment, primary, seconds, verdictBadge } from './pieces.ts';

/** Which rows are shown. */
export const shows = ['all', 'trouble', 'passed', 'skipped'] as const;
export type Show = (typeof shows)[number];

/** What an address asks for; everything that makes no sense shows all. */
export const shownOf = (text: string | null): Show => shows.find((show) => show === text) ?? 'all';

const fits: Readonly<Record<Show, (result: CheckResult) => boolean>> = {
  all: () => true,
  trouble: ({ verdict }) => verdict === 'fail' || verdict === 'unknown',
  passed: ({ verdict }) => verdict === 'pass',
  skipped: ({ verdict }) => verdict === 'skipped',
};
const showWords: Readonly<Record<Show, string>> = {
  all: 'All',
  trouble: 'Failed and unknown',
  passed: 'Passed',
  skipped: 'Do not apply',
};

export interface SentinelsFacts {
  readonly report: CheckReport | undefined;
  /** The titles of all checks, in their order. */
  readonly titles: readonly string[];
  readonly since: (id: string) => string | undefined;
  readonly show: Show;
  readonly makeForm: MakeForm;
}

export const runAllForm = (makeForm: MakeForm): Html =>
  makeForm({ action: '/sentinels/run', button: primary('Run all') });

/** Heading actions: the report as text, and a new run. */
export const sentinelActions = (makeForm: MakeForm): Html =>
  html`<a class="button" href="/sentinels.txt" data-copy-from="/sentinels.txt">Copy as text</a>${runAllForm(makeForm)}`;

/** The verdict over all, then every check, what is wrong first. */
export function sentinelsContent({ report, titles, since, show, makeForm }: SentinelsFacts): Html {
  const results = byUrgency(report?.results ?? []);
  const rows = results.filter(fits[show]);
  const running = titles.filter((title) => !results.some((result) => result.title === title));
  return html`${summaryBand(report, since)} ${filters(results, show)}
    <h2 class="list-heading">
      ${showWords[show]} <span>${rows.length} of ${titles.length}, what is wrong first</span>
    </h2>
    ${rows.length === 0 && running.length === 0 ? html`<p class="prose">There is none of these now.</p>` : null}
    <ul class="checks">
      ${rows.map((result) => checkRow(result, makeForm))} ${show === 'all' ? running.map(runningRow) : null}
    </ul>`;
}

const filters = (results: readonly CheckResult[], shown: Show): Html =>
  html`<nav class="filters" aria-label="Which checks">
    ${shows.map((show) => {
      const count = results.filter(fits[show]).length;
      return html`<a
        href="${show === 'all' ? '/sentinels' : `/sentinels?show=${show}`}"
        class="${show === shown ? 'here' : ''}"
        ${show === shown ? html`aria-current="true"` : null}
        >${showWords[show]} <span>${count}</span></a
      >`;
    })}
  </nav>`;

/** Verdict, run and first step side by side: what the eye should land on. */
export function summaryBand(report: CheckReport | undefined, since: (id: string) => string | undefined): Html {
  const verdict = verdictOf(report);
  const from = verdict.first === undefined ? undefined : since(verdict.first.id);
  const waiting = report?.results.some(({ blockedBy }) => blockedBy.length > 0) === true;
  const note = [
    from === undefined ? '' : `since ${moment(from)}`,
    waiting ? 'what depends on it is not counted again' : '',
  ].filter((text) => text !== '');
  const took = report?.tookMs ?? null;
  return html`<section class="band" aria-live="polite">
    <div class="wide-cell">
      <h2>Verdict</h2>
      <p class="verdict ${verdict.tone}">${verdict.text}</p>
      <p class="note">${note.join(' · ')}</p>
    </div>
    <div>
      <h2>Ran</h2>
      <p class="figure">${report?.results.length ?? 0}</p>
      <p class="note">
        ${took === null ? 'running' : `in ${seconds(took)}, in parallel, at ${clockTime(report?.startedAt ?? '')}`}
      </p>
    </div>
    <div>
      <h2>Do first</h2>
      ${firstStep(verdict.first, took === null)}
    </div>
  </section>`;
}

function firstStep(first: CheckResult | undefined, running: boolean): Html {
  if (first === undefined) return html`<p class="note">${running ? 'Wait a moment.' : 'Nothing to do.'}</p>`;
  if (first.remedy === null) return html`<p class="note">${first.summary}</p>`;
  const [command] = first.remedy.commands;
  return html`<p>${command === undefined ? null : commandChip(command)}</p>
    <p class="note">${first.remedy.text}</p>`;
}

function checkRow(result: CheckResult, makeForm: MakeForm): Html {
  const [command] = result.remedy?.commands ?? [];
  const chip = command === undefined || result.verdict === 'pass' ? null : commandChip(command);
  return html`<li id="check-${result.id}">
    <details data-id="${result.id}">
      <summary>
        <span>${verdictBadge(result)}</span><b>${result.title}</b><span class="found">${result.summary}</span>
      </summary>
      <div class="evidence">${evidenceOf(result)} ${runOneForm(result, makeForm)}</div>
    </details>
    <span class="remedy">${chip}</span><span class="ms">${result.ms === null ? '–' : duration(result.ms)}</span>
  </li>`;
}

const runOneForm = ({ id, title }: CheckResult, makeForm: MakeForm): Html =>
  makeForm({
    action: '/sentinels/run-one',
    fields: html`<input type="hidden" name="check" value="${id}" />`,
    button: html`<button class="button" aria-label="Check again: ${title}">Check again</button>`,
  });

const runningRow = (title: string): Html =>
  html`<li class="running">
    <span><span class="badge neutral">running</span></span
    ><b>${title}</b>
  </li>`;

const duration = (ms: number) => (ms < 10_000 ? `${String(ms)} ms` : seconds(ms));

/** What it rests on, how long it has been so, and every command that helps. */
function evidenceOf(result: CheckResult): Html {
  const { evidence, remedy, since, lastPass, reason, verdict } = result;
  const commands = remedy?.commands ?? [];
  return facts([
    ...evidence,
    ...(remedy === null ? [] : [{ label: 'What to do', value: remedy.text }]),
    ...(commands.length === 0 ? [] : [{ label: 'What to type', value: html`${commands.map(commandChip)}` }]),
    ...(since === null ? [] : [{ label: 'So since', value: moment(since) }]),
    ...(lastPass === null || verdict === 'pass' ? [] : [{ label: 'Last passed', value: moment(lastPass) }]),
    ...(reason === null ? [] : [{ label: 'Finding', value: html`<code>${reason}</code>` }]),
    { label: 'Checked', value: `at ${clockTime(result.observedAt)}, ${result.severity} if it fails` },
  ]);
}
