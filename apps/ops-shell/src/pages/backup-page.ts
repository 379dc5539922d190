import type { BackupAnswer, BackupsAnswer, Told } from '../api/acts/database-answers.ts';
import type { MakeForm } from './forms.ts';
import { html, type Html } from './html.ts';
import { bytes, clockTime, commandChip, counted, facts, moment, notice, primary, seconds } from './pieces.ts';

export interface BackupFacts {
  readonly list: Told<BackupsAnswer>;
  /** What has just been done. */
  readonly made: Told<BackupAnswer> | undefined;
  readonly makeForm: MakeForm;
}

/** The backups, and the button that makes one. */
export function backupContent({ list, made, makeForm }: BackupFacts): Html {
  return html`${made === undefined ? null : madeReport(made)}
    <section>
      <p class="prose">
        A copy in one file, made while everybody goes on working, then read again. Nothing is ever deleted by AICMO:
        remove old ones yourself, each with the .json beside it. Put one on another disk.
      </p>
      ${makeForm({ action: '/diagnostics/backup', button: primary('Back up now') })}
    </section>
    ${'refusal' in list ? notice('warn', list.refusal) : backupList(list.value)}
    <p class="after"><a class="button" href="/diagnostics/restore">Restore one…</a></p>`;
}

export const backupRunning = (since: string): Html =>
  notice('neutral', `A backup is being made, since ${clockTime(since)}. This page shows its end.`);

function madeReport(made: Told<BackupAnswer>): Html {
  if ('refusal' in made) return notice('bad', `No backup was made. ${made.refusal}`);
  const { file, bytes: size, rows, leftBehind, tookMs } = made.value;
  const count = Object.values(rows).reduce((sum, each) => sum + each, 0);
  return html`${notice('good', 'A backup was made, read again and found good.')}
  ${facts([
    { label: 'File', value: file },
    {
      label: 'Holds',
      value: `${counted(Object.keys(rows).length, 'table')}, ${counted(count, 'row')}, ${bytes(size)}`,
    },
    { label: 'Took', value: seconds(tookMs) },
    ...(leftBehind.length === 0 ? [] : [{ label: 'Not in it', value: `${leftBehind.join(', ')}: not of AICMO` }]),
  ])}`;
}

function backupList({ folder, total, backups }: BackupsAnswer): Html {
  if (backups.length === 0) return notice('neutral', `There is no backup in ${folder} yet.`);
  return html`<h2 class="list-heading">Backups <span>${howMany(total, backups.length)}, in ${folder}</span></h2>
    <ul class="plain">
      ${backups.map(
        (backup) => html`<li class="told"><b>${moment(backup.madeAt)}</b> <span>${backupInWords(backup)}</span></li>`,
      )}
    </ul>
    ${total === backups.length ? null : html`<p class="prose after">All of them: ${commandChip('npx aicmo db backup --list')}</p>`}`;
}

/** `3, the newest first`, or `10,001, the newest 100 here`. */
export const howMany = (total: number, shown: number): string =>
  total === shown
    ? `${total}, the newest first`
    : `${new Intl.NumberFormat('en').format(total)}, the newest ${shown} here`;

/** `2.1 MB, 10,240 rows, AICMO 0.1.0, aicmo-2026-11-22T10-51-00Z.db`. */
export const backupInWords = ({ file, bytes: size, rows, aicmoVersion }: BackupsAnswer['backups'][number]): string =>
  [
    bytes(size),
    rows === null ? 'without its .json' : counted(rows, 'row'),
    ...(aicmoVersion === null ? [] : [`AICMO ${aicmoVersion}`]),
    file.split(/[\\/]/).at(-1) ?? file,
  ].join(', ');
