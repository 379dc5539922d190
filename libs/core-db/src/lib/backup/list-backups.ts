import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { unavailable } from '@aicmo/core-kernel';
import { readManifest } from './backup-manifest.ts';
import { refuse } from './refuse.ts';

/** One backup in a folder, as its manifest tells it; nothing is opened or checked. */
export interface ListedBackup {
  readonly file: string;
  readonly bytes: number;
  /** An `Instant`; without a manifest the file's own time. */
  readonly madeAt: string;
  /** Which AICMO made it; null without a manifest. */
  readonly aicmoVersion: string | null;
  /** Rows in all tables; null without a manifest. */
  readonly rows: number | null;
  /** How many migrations its schema has had; null without a manifest. */
  readonly migrations: number | null;
}

/** The backups in a folder, the newest first; an absent folder has none. Throws `backup-folder` (unavailable) for one that cannot be read. */
export async function listBackups(folder: string): Promise<readonly ListedBackup[]> {
  const names = await namesIn(folder);
  const backups = await Promise.all(
    names.filter((name) => name.endsWith('.db')).map((name) => oneOf(path.join(folder, name))),
  );
  return backups.flat().sort((a, b) => (a.madeAt < b.madeAt ? 1 : a.madeAt > b.madeAt ? -1 : a.file < b.file ? 1 : -1));
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (cause) {
    if ((cause as { code?: unknown }).code === 'ENOENT') return [];
    throw refuse(unavailable, {
      code: 'backup-folder',
      found: `The folder ${folder} cannot be read.`,
      remedy: { text: 'Look at its permissions:', commands: [`ls -ld ${folder}`] },
      cause,
    });
  }
}

async function oneOf(file: string): Promise<readonly ListedBackup[]> {
  const [facts, manifest] = [await stat(file).catch(() => null), await readManifest(file)];
  if (!facts?.isFile()) return [];
  return [
    {
      file,
      bytes: facts.size,
      madeAt: manifest?.madeAt ?? facts.mtime.toISOString(),
      aicmoVersion: manifest?.aicmoVersion ?? null,
      rows: manifest ? Object.values(manifest.rows).reduce((sum, each) => sum + each, 0) : null,
      migrations: manifest?.migrations.length ?? null,
    },
  ];
}
