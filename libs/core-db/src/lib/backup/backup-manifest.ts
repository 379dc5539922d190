import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, readFile, rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import * as z from 'zod/mini';

/** What a backup says of itself, in a file of its own beside it: `<backup>.json`. Holds no secret. */
export type BackupManifest = z.infer<typeof backupManifest>;

const backupManifest = z.object({
  format: z.literal(1),
  /** An `Instant`. */
  madeAt: z.string(),
  /** Which AICMO made it: `0.1.0`. */
  aicmoVersion: z.string(),
  /** Of what: the masked URL. */
  databaseUrl: z.string(),
  dbType: z.enum(['sqlite', 'postgres']),
  bytes: z.number(),
  /** Over the whole file, in hexadecimal. */
  sha256: z.string(),
  /** The journal: what the schema is made of, in the order in which it was applied. */
  migrations: z.array(z.object({ scope: z.string(), name: z.string() })),
  /** How many rows each table has. */
  rows: z.record(z.string(), z.number()),
});

/** Where the manifest of a backup lies. */
export const manifestFile = (backup: string): string => `${backup}.json`;

/** The manifest beside a backup; null when there is none, or none that can be read. */
export async function readManifest(backup: string): Promise<BackupManifest | null> {
  try {
    const text = await readFile(manifestFile(backup), 'utf8');
    return backupManifest.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null; // absent, unreadable or not JSON: what it would have said is checked in other ways, and the report says so
  }
}

/** Writes the manifest beside its backup, whole or not at all, for its owner's eyes only. */
export async function writeManifest(backup: string, manifest: BackupManifest): Promise<void> {
  const part = `${manifestFile(backup)}.part-${process.pid}`;
  try {
    const handle = await open(part, 'wx', 0o600);
    try {
      await handle.writeFile(`${JSON.stringify(manifest, null, 2)}\n`);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(part, manifestFile(backup));
  } finally {
    await rm(part, { force: true });
  }
}

/** SHA-256 of a file that no connection of this process has open: reading a SQLite file that is open drops its locks. */
export async function fileHash(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}
