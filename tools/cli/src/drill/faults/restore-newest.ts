import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { internal } from '@aicmo/core-kernel';
import type { DrillPlace } from '../drill-place.ts';
import { runAicmo } from '../run-program.ts';

/** Does what "restore the latest backup" says, with the command that the help of restore shows. */
export async function restoreNewest({ home, repository, settings }: DrillPlace): Promise<void> {
  const folder = path.join(home, 'backups');
  const [newest = ''] = (await readdir(folder))
    .filter((name) => name.endsWith('.db'))
    .sort()
    .reverse();
  const words = ['db', 'restore', path.join(folder, newest), '--replace'];
  const { status, stderr } = await runAicmo(repository, words, { settings, signal: new AbortController().signal });
  if (status === 0 || status === 2) return; // 2: restored, and migrations wait
  const message = `aicmo db restore ended with ${String(status)}: ${stderr.slice(-300)}`;
  throw internal({ code: 'drill-remedy-failed', message });
}
