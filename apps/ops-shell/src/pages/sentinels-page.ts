import { byUrgency, verdictOf } from '../checkup/report-words.ts';
import type { CheckReport, CheckResult } from '../contract/ops.contract.ts';
import type { MakeForm } from './forms.ts';
import { html, type Html } from './html.ts';
import { clockTime, commandChip, facts, primary, seconds, verdictBadge } from './pieces.ts';

export interface SentinelsFacts {
  readonly report: CheckReport | undefined;
  /** The titles of all checks, in their order. */
  readonly titles: readonly string[];
  readonly since: (id: string) => string | undefined;
}

export const runAllForm = (makeForm: MakeForm): Html =>
  makeForm({ action: '/sentinels/run', button: primary('Run all') });

/** Heading actions: the report as text, and a new run. */
export const sentinelActions = (makeForm: MakeForm): Html =>
  html`<a class="button" href="/sentinels.txt" data-copy-from="/sentinels.txt">Copy as text</a>${runAllForm(makeForm)}`;

/** The verdict over all, then every check, what is wrong first. */
export function sentinelsContent({ report, titles, since }: SentinelsFacts): Html {
  const results = byUrgency(report?.results ?? []);
  const troubles = results.filter(({ verdict }) => verdict === 'fail' || verdict === 'unknown').length;
  const running = titles.filter((title) => !results.some((result) => result.title === title));
  const heading = troubles > 0 ? 'Failed and unknown first' : 'All checks';
  return html`${summaryBand(report, since)}
    <h2 class="list-heading">${heading} <span>${results.length} of ${titles.length} shown</span></h2>
    <ul class="checks">
      ${results.map(checkRow)} ${running.map(runningRow)}
    </ul>`;
}

/** Verdict, run and first step side by side: what the eye should land on. */
export function summaryBand(report: CheckReport | undefined, since: (id: string) => string | undefined): Html {
  const verdict = verdictOf(report);
  const from = verdict.first === undefined ? undefined : since(verdict.first.id);
  const waiting = report?.results.some(({ blockedBy }) => blockedBy.length > 0) === true;
  const note = [
    from === undefined ? '' : `since ${clockTime(from)}`,
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
      <p class="note">${took === null ? 'running' : `in ${seconds(took)}, in parallel`}</p>
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

function checkRow(result: CheckResult): Html {
  const [command] = result.remedy?.commands ?? [];
  const chip = command === undefined || result.verdict === 'pass' ? null : commandChip(command);
  return html`<li>
    <details>
      <summary>
        <span>${verdictBadge(result.verdict)}</span><b>${result.title}</b><span class="found">${result.summary}</span>
      </summary>
      ${evidenceOf(result)}
    </details>
    <span class="remedy">${chip}</span><span class="ms">${result.ms === null ? '–' : duration(result.ms)}</span>
  </li>`;
}

const runningRow = (title: string): Html =>
  html`<li class="running">
    <span><span class="badge neutral">running</span></span
    ><b>${title}</b>
  </li>`;

const duration = (ms: number) => (ms < 10_000 ? `${String(ms)} ms` : seconds(ms));

function evidenceOf(result: CheckResult): Html {
  const remedy = result.remedy === null ? [] : [{ label: 'What to do', value: result.remedy.text }];
  const observed = { label: 'Checked', value: `at ${clockTime(result.observedAt)}, ${result.severity} if it fails` };
  return facts([...result.evidence, ...remedy, observed]);
}
