import type { Told, VerifyAnswer } from '../api/acts/database-answers.ts';
import type { MakeForm } from './forms.ts';
import { html, type Html } from './html.ts';
import { commandChip, counted, facts, notice, primary, seconds } from './pieces.ts';

/** What was found; undefined before anybody asked. */
export const verifyContent = (found: Told<VerifyAnswer> | undefined, makeForm: MakeForm): Html =>
  html`${found === undefined ? null : 'refusal' in found ? notice('bad', found.refusal) : report(found.value)}
    <section>
      <p class="prose">
        The schema is made a second time elsewhere and compared with this one, and every page of the database is read.
        Nothing is changed. It takes about a second for each GB.
      </p>
      ${makeForm({ action: '/diagnostics/verify', button: primary(found === undefined ? 'Verify' : 'Verify again') })}
    </section>`;

function report(answer: VerifyAnswer): Html {
  const { databaseUrl, tables, applied, differences, integrity, migrations, tookMs } = answer;
  const findings = [...integrity, ...differences, ...(migrations.finding === null ? [] : [migrations.finding])];
  return html`${verdict(answer)}
  ${facts([
    { label: 'Database', value: databaseUrl },
    { label: 'Tables', value: `${counted(tables, 'table')}, made by ${counted(applied.length, 'migration')}` },
    { label: 'Took', value: seconds(tookMs) },
  ])}
  ${
    findings.length === 0
      ? null
      : html`<h2 class="list-heading">What was found <span>${findings.length}</span></h2>
          <ul class="plain">
            ${findings.map(
              ({ message, remedy }) => html`<li>${message} ${remedy.text} ${remedy.commands.map(commandChip)}</li>`,
            )}
          </ul>`
  }`;
}

function verdict({ state, isCompared }: VerifyAnswer): Html {
  switch (state) {
    case 'ok':
      return notice('good', 'Every table is what the migrations make, and the database is whole.');
    case 'behind':
      return notice('warn', 'The database is whole, and newer migrations wait for the schema step.');
    case 'empty':
      return notice('warn', 'There are no tables of AICMO in it.');
    case 'drift':
      return notice('bad', 'The schema is not what its migrations make.');
    case 'refused':
      return notice(
        'bad',
        isCompared
          ? 'The schema was compared, but the journal does not fit this version.'
          : 'The journal does not fit this version, so the schema was not compared.',
      );
    case 'damaged':
      return notice('bad', 'The database is damaged.');
  }
}
