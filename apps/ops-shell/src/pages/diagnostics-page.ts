import type { ShownSetting } from '../api/shown-settings.ts';
import type { UrlReport } from '../checkup/url-report.ts';
import type { MakeForm } from './forms.ts';
import { html, type Html } from './html.ts';
import { commandChip, facts, notice, primary } from './pieces.ts';

export interface DiagnosticsFacts {
  readonly makeForm: MakeForm;
  readonly settings: readonly ShownSetting[];
  /** The address of the database that is in force, or why it could not be read. */
  readonly database: { readonly source: 'environment' | 'default'; readonly report: UrlReport | string };
  readonly process: readonly { readonly label: string; readonly value: string }[];
  /** What the validator said of the text that was typed; undefined before. */
  readonly typed: UrlReport | string | undefined;
  readonly log: readonly string[];
}

/** The database and what can be done to it, settings, a judge of database addresses, this process, and a bundle of it all. */
export const diagnosticsContent = ({ makeForm, settings, database, process, typed, log }: DiagnosticsFacts): Html =>
  html`<section>
      <h2 class="list-heading">Database</h2>
      <p class="prose">The shell changes no database by itself. Each step shows what it would do before it does it.</p>
      <div class="row-of-buttons">
        <a class="button" href="/diagnostics/bootstrap">Bootstrap schema…</a>
        <a class="button" href="/diagnostics/verify">Verify…</a>
        <a class="button" href="/diagnostics/backup">Back up…</a>
        <a class="button" href="/diagnostics/restore">Restore…</a>
      </div>
    </section>
    <section>
      <h2 class="list-heading">Outbound</h2>
      <p class="prose">What is on its way, what may or may not have left, and the way to stop all of it.</p>
      <div class="row-of-buttons">
        <a class="button" href="/hold">Hold everything…</a>
        <a class="button" href="/outbound">In flight and uncertain</a>
      </div>
    </section>
    <section>
      <h2 class="list-heading">Check a database address</h2>
      <p class="prose">It is read, never opened and never kept; passwords are hidden in the answer.</p>
      ${makeForm({ action: '/diagnostics/url', fields: urlField(), button: primary('Check') })}
      ${typed === undefined ? null : typedAnswer(typed)}
    </section>
    ${settingsSection(settings, database)}
    <section>
      <h2 class="list-heading">This process</h2>
      ${facts(process)}
    </section>
    <section>
      <h2 class="list-heading">For a ticket</h2>
      <p class="prose">
        Checks, settings, versions and the newest log lines in one file, without passwords, keys and tokens. Read it
        before you send it.
      </p>
      <div class="row-of-buttons">
        <a class="button" href="/diagnostics/bundle.json" download>Download support bundle</a>
      </div>
    </section>
    <section>
      <h2 class="list-heading">Newest log lines</h2>
      <pre class="log" tabindex="0">${log.length === 0 ? 'Nothing was logged yet.' : log.join('\n')}</pre>
    </section>`;

const sources = { environment: 'from the environment', default: 'default', 'not set': '' } as const;

function settingsSection(settings: readonly ShownSetting[], { source, report }: DiagnosticsFacts['database']): Html {
  const address = typeof report === 'string' ? `could not be read. ${report}` : report.databaseUrl;
  const rows = [{ name: 'DATABASE_URL', value: address, source }, ...settings];
  const findings = typeof report === 'string' ? [] : [...report.issues, ...report.warnings];
  return html`<section>
    <h2 class="list-heading">Settings in force <span>of this shell’s environment</span></h2>
    ${facts(
      rows.map(({ name, value, source: from }) => ({
        label: name,
        value: html`${value ?? 'not set'}${sources[from] === '' ? null : html` <span class="note">${sources[from]}</span>`}`,
      })),
    )}
    ${findings.map(({ message, remedy }) => notice('warn', `DATABASE_URL: ${message} ${remedy.text}`))}
  </section>`;
}

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
