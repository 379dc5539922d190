import type { BackupsAnswer, RestoreAnswer, Told } from '../api/acts/database-answers.ts';
import { backupInWords, howMany } from './backup-page.ts';
import type { MakeForm } from './forms.ts';
import { html, type Html } from './html.ts';
import { clockTime, commandChip, counted, facts, moment, notice, seconds } from './pieces.ts';

export interface RestoreFacts {
  readonly list: Told<BackupsAnswer>;
  readonly plan: { readonly hash: string; readonly name: string } | undefined;
  readonly makeForm: MakeForm;
  /** Why the last try did nothing. */
  readonly notice: string | undefined;
}

/** What to choose from, what it would do, and the button that does it. */
export function restoreContent({ list, plan, makeForm, notice: words }: RestoreFacts): Html {
  const before = words === undefined ? null : notice('warn', words);
  if ('refusal' in list || plan === undefined)
    return html`${before}${notice('warn', 'refusal' in list ? list.refusal : 'The backups could not be read.')}`;
  const { databaseUrl, folder, backups } = list.value;
  if (backups.length === 0)
    return html`${before}${notice('neutral', `There is no backup in ${folder}, so there is nothing to restore.`)}
      <p class="after"><a class="button" href="/diagnostics/backup">Back up…</a></p>`;
  return html`${before}
    <section>
      ${facts([{ label: 'Database', value: databaseUrl }])}
      <p class="prose">
        Stop the operator first. The backup is checked before anything is touched, and takes the place of the whole
        database: what was written since then is not in it. What stands there now is backed up first, so that this can
        be undone.
      </p>
      ${makeForm({
        action: '/diagnostics/restore',
        plan: plan.hash,
        fields: html`${choices(list.value)}<label for="name"
            >To confirm, type the name of the database: ${plan.name}</label
          ><input id="name" name="name" autocomplete="off" spellcheck="false" required />`,
        button: html`<button class="button danger">Restore this backup</button>`,
      })}
    </section>`;
}

const choices = ({ total, backups }: BackupsAnswer): Html =>
  html`<fieldset class="choices">
    <legend>Backups: ${howMany(total, backups.length)}</legend>
    ${backups.map(
      (backup, index) =>
        html`<label
          ><input
            type="radio"
            name="backup"
            value="${backup.file}"
            ${index === 0 ? html`checked` : null}
            required
          /><span><b>${moment(backup.madeAt)}</b> ${backupInWords(backup)}</span></label
        >`,
    )}
  </fieldset>`;

export const restoreRunning = (since: string): Html =>
  notice('neutral', `A backup is being restored, since ${clockTime(since)}. This page shows its end.`);

/** What was done, and how to undo it. */
export function restoreReport(done: Told<RestoreAnswer>): Html {
  if ('refusal' in done) return html`${notice('bad', `Nothing was restored. ${done.refusal}`)}${back()}`;
  const { databaseUrl, backup, madeAt, rows, pending, before, notes, tookMs } = done.value;
  const count = Object.values(rows).reduce((sum, each) => sum + each, 0);
  return html`${notice('good', 'The backup was restored and read again.')}
  ${facts([
    { label: 'Database', value: databaseUrl },
    { label: 'Backup', value: madeAt === null ? backup : `${moment(madeAt)}, ${backup}` },
    { label: 'Holds', value: `${counted(Object.keys(rows).length, 'table')}, ${counted(count, 'row')}` },
    { label: 'Took', value: seconds(tookMs) },
    ...(before === null ? [] : [{ label: 'What stood there', value: before.file }]),
  ])}
  ${notes.map((note) => notice('warn', note))}
  ${
    pending.length === 0
      ? null
      : html`<p><a class="button" href="/diagnostics/bootstrap">Bootstrap schema…</a> newer migrations wait.</p>`
  }
  ${
    before === null
      ? null
      : html`<p class="prose">To undo it: ${before.undo.text}</p>
          <p>${before.undo.commands.map(commandChip)}</p>`
  }
  ${back()}`;
}

const back = () => html`<p class="after"><a class="button" href="/sentinels">See all checks</a></p>`;
