import { backupContent, backupRunning } from '../../pages/backup-page.ts';
import type { PageParts } from '../../pages/frame.ts';
import type { OpsHouse } from '../ops-house.ts';
import type { PageWrite, Visit } from '../visit.ts';
import { BackupAnswer, BackupsAnswer, told, type Told } from './database-answers.ts';

const limitMs = 600_000;
const action = 'backup';

const frame = {
  path: '/diagnostics',
  title: 'Back up',
  question: 'Which copies are there, and when was the last one made?',
} as const;

/** The backups that there are, and the button that makes one. */
export async function backupPage(visit: Visit, made?: Told<BackupAnswer>): Promise<PageParts> {
  const { house, makeForm } = visit;
  const since = house.desk.runningSince(action);
  if (since !== undefined) return { ...frame, content: backupRunning(since), refreshSeconds: 2 };
  return { ...frame, content: backupContent({ list: await readBackups(house), made, makeForm }) };
}

/** Makes one, while everybody goes on working; whoever asks meanwhile gets the same. */
export const backupWrite: PageWrite = {
  changesHouse: true,
  isAlwaysPossible: true, // a copy takes nothing away
  run: async (visit) => {
    const { house, form, session = '' } = visit;
    const act = { action, session, permit: form.get('permit') ?? '', target: 'database', isShared: true };
    const made = await house.desk.perform<Told<BackupAnswer>>(act, async () => {
      const value = told(await house.probe({ task: action, isAct: true, timeoutMs: limitMs }), BackupAnswer);
      return 'value' in value
        ? { outcome: 'done', value, facts: { file: value.value.file, bytes: value.value.bytes } }
        : { outcome: 'failed', value, facts: { refusal: value.refusal } };
    });
    void house.runner.run(); // the age of the newest one has changed
    return backupPage(visit, made);
  },
};

/** Asks a process of its own. */
export const readBackups = async ({ probe }: OpsHouse): Promise<Told<BackupsAnswer>> =>
  told(await probe({ task: 'backups', timeoutMs: 20_000 }), BackupsAnswer);
