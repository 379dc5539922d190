import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { unavailable } from '@aicmo/core-kernel';
import { parseDatabaseUrl } from '../database-url.ts';
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

/**
 * The backups in a folder, the newest first; an absent folder has none. Throws `backup-folder` (unavailable) for one that
 * cannot be read.
 * @param url a SQLite database, beside which a bootstrap may have put some (`aicmo.db.before-…`)
 */
export async function listBackups(folder: string, url?: string): Promise<readonly ListedBackup[]> {
  const parsed = url === undefined ? null : parseDatabaseUrl(url);
  const files = [
    ...(await namesIn(folder)).map((name) => path.join(folder, name)),
    ...(parsed?.dialect === 'sqlite' ? await besides(parsed.file) : []),
  ];
  const backups = await Promise.all(files.filter((name) => name.endsWith('.db')).map(oneOf));
  return backups.flat().sort((a, b) => (a.madeAt < b.madeAt ? 1 : a.madeAt > b.madeAt ? -1 : a.file < b.file ? 1 : -1));
}

async function besides(file: string): Promise<readonly string[]> {
  const folder = path.dirname(path.resolve(file));
  const names = (await namesIn(folder)).filter((name) => name.startsWith(`${path.basename(file)}.before-`));
  return names.map((name) => path.join(folder, name));
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
