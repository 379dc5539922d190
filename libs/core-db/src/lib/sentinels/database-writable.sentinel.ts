import { constants, accessSync } from 'node:fs';
import path from 'node:path';
import { CompiledQuery } from 'kysely';
import { defineSentinel, unavailable, type Sentinel, type SentinelResult } from '@aicmo/core-kernel';
import type { OpenedDatabase } from '../open-with-parts.ts';
import { foundError, freeBytes, leastFreeBytes, lookIntoDatabase, sqliteFileOf } from './look-into-database.ts';
import { writableReasons } from './database-reasons.ts';
import type { DbSentinelDeps } from './index.ts';

/** Whether the database takes writes. Nothing is written: the lock for it is taken and given back, and the disk is asked. */
export const databaseWritableSentinel = ({ url }: DbSentinelDeps): Sentinel =>
  defineSentinel({
    id: 'core-db-writable',
    title: 'Database takes writes',
    severity: 'critical',
    reasons: writableReasons,
    timeoutMs: 15_000,
    after: ['core-db-reachable'],
    run: async () => {
      const file = sqliteFileOf(url);
      const free = file === undefined ? undefined : freeBytes(path.dirname(file));
      const refused = file === undefined ? undefined : refusedByDisk(file, free);
      if (refused !== undefined) return foundError(refused, url, free === undefined ? {} : { 'free bytes': free });
      return lookIntoDatabase(url, (db) => (db.dialect === 'sqlite' ? askSqlite(db, free) : askPostgres(db)), {
        mayWrite: true,
      });
    },
  });

function refusedByDisk(file: string, free: number | undefined) {
  for (const place of [file, path.dirname(file)]) {
    try {
      accessSync(place, constants.W_OK);
    } catch (cause) {
      return unavailable({ code: 'db-read-only', message: `This user cannot write to ${place}.`, cause });
    }
  }
  return free !== undefined && free < leastFreeBytes
    ? unavailable({ code: 'db-full', message: `The disk of ${file} is full: ${free} bytes are free.` })
    : undefined;
}

/** Taking the write lock fails for every reason for which writing would, except for a full disk. */
async function askSqlite({ raw }: OpenedDatabase, free: number | undefined): Promise<SentinelResult> {
  await raw.connection().execute(async (one) => {
    await one.executeQuery(CompiledQuery.raw('begin immediate'));
    await one.executeQuery(CompiledQuery.raw('rollback'));
  });
  return {
    ...{ verdict: 'pass', summary: 'The lock for writing was to be had, and was given back.' },
    evidence: { lock: 'taken and given back', 'free bytes': free ?? 'unknown' },
  };
}

async function askPostgres(db: OpenedDatabase): Promise<SentinelResult> {
  const { preflightPostgres } = await import('../migrations/postgres-preflight.ts');
  await preflightPostgres(db);
  return {
    ...{ verdict: 'pass', summary: 'The server takes writes, and this user may make tables.' },
    evidence: { 'read only': false, 'may make tables': true },
  };
}
