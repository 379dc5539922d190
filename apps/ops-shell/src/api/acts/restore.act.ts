import { createHash } from 'node:crypto';
import type { PageParts } from '../../pages/frame.ts';
import { restoreContent, restoreReport, restoreRunning } from '../../pages/restore-page.ts';
import type { PageAnswer, PageWrite, Visit } from '../visit.ts';
import { readBackups } from './backup.act.ts';
import { databaseNameIn } from './bootstrap-plan.ts';
import { RestoreAnswer, told, type BackupsAnswer, type Told } from './database-answers.ts';

const limitMs = 600_000;
const action = 'restore';

const frame = {
  path: '/diagnostics',
  title: 'Restore a backup',
  question: 'Which state should the database have again?',
} as const;

/** The backups to choose from; while one is being restored, that. */
export async function restorePage(visit: Visit, notice?: string): Promise<PageParts> {
  const { house, makeForm } = visit;
  const since = house.desk.runningSince(action);
  if (since !== undefined) return { ...frame, content: restoreRunning(since), refreshSeconds: 2 };
  const list = await readBackups(house);
  const plan = 'value' in list ? planOf(list.value) : undefined;
  return { ...frame, content: restoreContent({ list, plan, makeForm, notice }) };
}

/** Restores a backup that the page has shown, and no other file: no path that somebody types is ever opened. */
export const restoreWrite: PageWrite = {
  changesHouse: true,
  run: async (visit) => {
    const { house, form } = visit;
    const list = await readBackups(house);
    if ('refusal' in list) return refused(visit, undefined);
    const { hash, name } = planOf(list.value);
    const chosen = list.value.backups.find(({ file }) => file === form.get('backup'));
    if (hash !== form.get('plan'))
      return refused(visit, 'The list has changed meanwhile. Nothing was done; choose again.');
    if (chosen === undefined) return refused(visit, 'Choose one of the backups of the list. Nothing was done.');
    if ((form.get('name') ?? '').trim() !== name) {
      return refused(visit, `To confirm, type the name of the database: ${name}. Nothing was done.`);
    }
    return restore(visit, chosen.file, list.value.databaseUrl);
  },
};

async function restore({ house, form, session = '' }: Visit, backup: string, target: string): Promise<PageParts> {
  const act = { action, session, permit: form.get('permit') ?? '', target, plan: form.get('plan') ?? '' };
  const done = await house.desk.perform<Told<RestoreAnswer>>(act, async () => {
    const answer = await house.probe({ task: action, input: backup, isAct: true, timeoutMs: limitMs });
    const value = told(answer, RestoreAnswer);
    return 'value' in value
      ? { outcome: 'done', value, facts: { backup, before: value.value.before?.file ?? null } }
      : { outcome: 'failed', value, facts: { backup, refusal: value.refusal } };
  });
  void house.runner.run(); // what it found before is no longer true
  return { ...frame, content: restoreReport(done) };
}

const refused = async (visit: Visit, notice: string | undefined): Promise<PageAnswer> => ({
  ...(await restorePage(visit, notice)),
  status: 409,
});

/** What is confirmed: this database, and these copies to choose from. */
function planOf({ databaseUrl, backups }: BackupsAnswer): { readonly hash: string; readonly name: string } {
  const files = backups.map(({ file, bytes, madeAt }) => [file, bytes, madeAt]);
  const hash = createHash('sha256')
    .update(JSON.stringify([databaseUrl, files]))
    .digest('hex');
  return { hash, name: databaseNameIn(databaseUrl) };
}
