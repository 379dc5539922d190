import { byUrgency } from '../checkup/report-words.ts';
import type { CheckReport } from '../contract/ops.contract.ts';
import { html, type Html } from './html.ts';
import { summaryBand } from './sentinels-page.ts';
import { verdictBadge } from './pieces.ts';

/** One verdict and the ways on: what somebody sees who comes here because "it is broken". */
export function homeContent(report: CheckReport | undefined, since: (id: string) => string | undefined): Html {
  const troubles = byUrgency(report?.results ?? []).filter(
    ({ verdict }) => verdict === 'fail' || verdict === 'unknown',
  );
  return html`${summaryBand(report, since)}
    ${
      troubles.length === 0
        ? null
        : html`<h2 class="list-heading">What was found</h2>
            <ul class="plain">
              ${troubles.map(
                ({ verdict, title, summary }) =>
                  html`<li>
                    <div class="row">
                      <span>${verdictBadge(verdict)}</span><b>${title}</b><span class="found">${summary}</span>
                    </div>
                  </li>`,
              )}
            </ul>`
    }
    <h2 class="list-heading">Where to go</h2>
    <ul class="plain">
      <li><a href="/sentinels">Sentinels</a> each check with its evidence, and what to type where it fails</li>
      <li><a href="/diagnostics">Diagnostics</a> settings, the database address, and the explicit schema step</li>
      <li><a href="/canonical-ui">Canonical UI</a> which address is the operator, and whether it answers</li>
    </ul>`;
}
