import { byUrgency } from '../checkup/report-words.ts';
import type { CheckReport, CheckResult } from '../contract/ops.contract.ts';
import { html, type Html } from './html.ts';
import { commandChip, verdictBadge } from './pieces.ts';
import { summaryBand } from './sentinels-page.ts';

const mostShown = 5;

/** One verdict, what to do about it, what has changed, and the ways on: for who comes here because "it is broken". */
export function homeContent(report: CheckReport | undefined, since: (id: string) => string | undefined): Html {
  const results = byUrgency(report?.results ?? []);
  const own = results.filter(({ verdict, blockedBy }) => isTrouble(verdict) && blockedBy.length === 0);
  const waiting = results.filter(({ blockedBy }) => blockedBy.length > 0).length;
  return html`${summaryBand(report, since)} ${own.length === 0 ? null : troubleList(own, waiting)}
    ${report === undefined ? null : changes(report)}
    <h2 class="list-heading">Where to go</h2>
    <ul class="plain ways">
      <li>
        <a href="/sentinels">Sentinels</a> <span>each check with its evidence, and what to type where it fails</span>
      </li>
      <li>
        <a href="/diagnostics">Diagnostics</a>
        <span>settings, the database: make, verify, back up, restore; what is in flight; a bundle for a ticket</span>
      </li>
      <li>
        <a href="/canonical-ui">Canonical UI</a>
        <span>which address is the operator, whether it answers, its start</span>
      </li>
    </ul>`;
}

const isTrouble = (verdict: CheckResult['verdict']): boolean => verdict === 'fail' || verdict === 'unknown';

const troubleList = (own: readonly CheckResult[], waiting: number): Html =>
  html`<h2 class="list-heading">
      What was found
      <span
        >${own.length > mostShown ? `the first ${String(mostShown)} of ${String(own.length)}` : ''}${waiting > 0 ? ` ${String(waiting)} more wait for a cause` : ''}</span
      >
    </h2>
    <ul class="checks">
      ${own.slice(0, mostShown).map((result) => {
        const { id, title, summary, remedy } = result;
        return html`<li>
          <a class="row" href="/sentinels#check-${id}"
            ><span>${verdictBadge(result)}</span><b>${title}</b><span class="found">${summary}</span></a
          >
          <span class="remedy">${remedy?.commands[0] === undefined ? null : commandChip(remedy.commands[0])}</span>
        </li>`;
      })}
    </ul>`;

/** Against the run before; nothing is said where nothing has changed. */
function changes({ worse, better, results, tookMs }: CheckReport): Html | null {
  if (tookMs === null || worse.length + better.length === 0) return null;
  const titleOf = (id: string) => results.find((result) => result.id === id)?.title ?? id;
  const line = (word: string, ids: readonly string[]) =>
    ids.length === 0 ? null : html`<li><b>${word}</b> ${ids.map(titleOf).join(', ')}</li>`;
  return html`<h2 class="list-heading">Changed since the run before</h2>
    <ul class="plain">
      ${line('Newly wrong:', worse)} ${line('Well again:', better)}
    </ul>`;
}
