import type { OperatorRun } from '../api/operator-process.ts';
import type { MakeForm } from './forms.ts';
import { html, type Html } from './html.ts';
import { clockTime, commandChip, facts, notice } from './pieces.ts';
import type { OperatorAnswer } from '../api/port-operator.ts';

export interface CanonicalFacts {
  readonly url: string;
  readonly answer: OperatorAnswer;
  /** The marker of the build on disk; null when there is none. */
  readonly builtMarker: string | null;
  readonly builtIsStale: boolean;
  /** The commit of the sources. */
  readonly commit: string;
  /** How its newest start ended by itself, in a sentence; null when it did not. */
  readonly crash: string | null;
  /** The one that was started from here; undefined before the first start. */
  readonly run: OperatorRun | undefined;
  readonly makeForm: MakeForm;
}

/** Which program is the real operator, whether it answers, and which build it is. */
export function canonicalContent(found: CanonicalFacts): Html {
  const { url, answer, builtMarker, builtIsStale, commit } = found;
  const serving = answer.state === 'operator' ? answer.marker : '–';
  return html`${stateOf(found)}
    ${facts([
      { label: 'Address', value: html`<a href="${url}">${url}</a>` },
      { label: 'Serves', value: serving },
      { label: 'Build on disk', value: builtMarker ?? 'none yet' },
      { label: 'Sources', value: `commit ${commit}${builtIsStale ? ', newer than the build' : ''}` },
    ])}
    ${startSection(found)}
    <h2 class="list-heading">How to start it in a terminal</h2>
    <ul class="plain">
      <li>${commandChip('npm start')} installs, builds and serves what is stale</li>
      <li>${commandChip('npx nx serve operator')} serves from the sources, with hot updates</li>
      <li>${commandChip('npm run demo')} serves a demonstration beside it, with its own database</li>
    </ul>`;
}

/** The start that does what `npm start` does, and what it printed. */
function startSection({ answer, run, makeForm }: CanonicalFacts): Html {
  const mayStart = run?.isRunning !== true && answer.state === 'nobody';
  return html`<section>
    <h2 class="list-heading">Start it from here</h2>
    ${
      mayStart
        ? html`<p class="prose">
              As npm start does: installs what is missing, makes the database where there is none, builds what is stale,
              and serves. It ends with this shell.
            </p>
            ${makeForm({ action: '/canonical-ui/start', button: html`<button class="button primary">Start operator</button>` })}`
        : run?.isRunning === true
          ? makeForm({ action: '/canonical-ui/stop', button: html`<button class="button">Stop operator</button>` })
          : html`<p class="prose">Something has its port already, so it is not started from here.</p>`
    }
    ${run === undefined ? null : output(run)}
  </section>`;
}

function output({ isRunning, since, ended, lines }: OperatorRun): Html {
  const state = isRunning
    ? `Started from here at ${clockTime(since)}.`
    : `Started from here at ${clockTime(since)}, ended at ${ended === undefined ? '' : `${clockTime(ended.at)} with ${ended.how}`}.`;
  return html`<p class="note">${state}</p>
    <pre class="log" tabindex="0" aria-label="What it printed">
${lines.length === 0 ? 'It has printed nothing yet.' : lines.join('\n')}</pre>`;
}

function stateOf({ answer, builtMarker, url, crash }: CanonicalFacts): Html {
  switch (answer.state) {
    case 'nobody':
      return crash !== null
        ? notice('bad', html`${crash} When that is corrected, start it again: ${commandChip('npm start')}`)
        : notice('warn', html`Nothing answers at ${url}. Start the operator: ${commandChip('npm start')}`);
    case 'stranger':
      return notice(
        'bad',
        `Another program answers at ${url}: ${answer.detail} Stop it, or choose a port with AICMO_OPERATOR_PORT.`,
      );
    case 'locked':
      return notice(
        'warn',
        'The operator answers and asks for its access token. Start this shell with the same AICMO_ACCESS_TOKEN.',
      );
    case 'silent':
      return notice('warn', `Something listens at ${url} and did not answer in time. ${answer.detail}`);
    case 'operator':
      return builtMarker === null || builtMarker === answer.marker
        ? notice('good', 'This is the real operator, and it answers.')
        : notice(
            'warn',
            'The operator answers, but it is not the build on disk: it runs from the sources, or an older build. Restart it.',
          );
  }
}
