import type { UrlReport } from '../checkup/url-report.ts';
import type { MakeForm } from './forms.ts';
import { html, type Html } from './html.ts';
import { commandChip, facts, notice, primary } from './pieces.ts';

export interface DiagnosticsFacts {
  readonly makeForm: MakeForm;
  readonly settings: readonly { readonly name: string; readonly value: string | null }[];
  readonly process: readonly { readonly label: string; readonly value: string }[];
  /** What the validator said of the text that was typed; undefined before. */
  readonly typed: UrlReport | string | undefined;
  readonly log: readonly string[];
}

/** Settings, a judge of database addresses, and the way to the schema step. */
export const diagnosticsContent = ({ makeForm, settings, process, typed, log }: DiagnosticsFacts): Html =>
  html`<section>
      <h2 class="list-heading">Schema</h2>
      <p class="prose">The shell changes no database by itself. The step shows what it would do before it does it.</p>
      <p><a class="button" href="/diagnostics/bootstrap">Bootstrap schema…</a></p>
    </section>
    <section>
      <h2 class="list-heading">Check a database address</h2>
      <p class="prose">It is read, never opened and never kept; passwords are hidden in the answer.</p>
      ${makeForm({ action: '/diagnostics/url', fields: urlField(), button: primary('Check') })}
      ${typed === undefined ? null : typedAnswer(typed)}
    </section>
    <section>
      <h2 class="list-heading">Settings</h2>
      ${facts(settings.map(({ name, value }) => ({ label: name, value: value ?? 'not set' })))}
    </section>
    <section>
      <h2 class="list-heading">This process</h2>
      ${facts(process)}
    </section>
    <section>
      <h2 class="list-heading">Newest log lines</h2>
      <pre class="log" tabindex="0">${log.length === 0 ? 'Nothing was logged yet.' : log.join('\n')}</pre>
    </section>`;

const urlField = () =>
  html`<label for="url">Database address</label
    ><input
      id="url"
      name="url"
      autocomplete="off"
      spellcheck="false"
      placeholder="postgres://user:password@host:5432/aicmo"
      required
    />`;

function typedAnswer(typed: UrlReport | string): Html {
  if (typeof typed === 'string') return notice('warn', typed);
  const findings = [...typed.issues, ...typed.warnings];
  const verdict = typed.valid
    ? notice('good', `This address can be used: ${typed.dbType}, driver ${typed.driver ?? 'none'}.`)
    : notice('bad', 'This address cannot be used.');
  const rows = findings.map(
    ({ message, remedy }) => html`<li>${message} ${remedy.text} ${remedy.commands.slice(0, 2).map(commandChip)}</li>`,
  );
  return html`${verdict}
    ${facts([
      { label: 'Read as', value: typed.databaseUrl },
      { label: 'Answers', value: typed.isAsync ? 'asynchronously' : 'synchronously' },
    ])}
    <ul class="plain">
      ${rows}
    </ul>`;
}
