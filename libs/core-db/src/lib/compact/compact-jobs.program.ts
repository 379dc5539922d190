import { CompiledQuery } from 'kysely';
import { setTimeout as pause } from 'node:timers/promises';
import type { OpenedDatabase } from '../open-with-parts.ts';
import type { CompactReport } from './compact-database.ts';
import type { DatabaseJob } from '../worker/create-database-worker.ts';
import { serveDatabaseJobs } from '../worker/serve-database-jobs.ts';

const betweenTriesMs = 50;
const longestWaitMs = 5000;

/** Writes the database anew, unless it is larger than so many bytes. */
const compact: DatabaseJob<number, CompactReport['deleted']> = async ({ db }, atMostBytes) => {
  const { raw, dialect } = db as OpenedDatabase; // every database of this library is one
  if (dialect === 'sqlite' && (await sizeOf(raw)) > atMostBytes) return 'kept';
  await raw.executeQuery(CompiledQuery.raw('vacuum'));
  if (dialect === 'postgres') return 'unreadable';
  const started = performance.now();
  for (;;) {
    // The log holds the pages of before until it is emptied, which has to wait for whoever reads.
    const { rows } = await raw.executeQuery<{ busy: number }>(CompiledQuery.raw('pragma wal_checkpoint(TRUNCATE)'));
    if (rows[0]?.busy === 0) return 'gone';
    if (performance.now() - started > longestWaitMs) return 'unreadable';
    await pause(betweenTriesMs);
  }
};

async function sizeOf(raw: OpenedDatabase['raw']): Promise<number> {
  const ask = async (what: string) => (await raw.executeQuery<{ n: number }>(CompiledQuery.raw(what))).rows[0]?.n ?? 0;
  return ask('select page_count * page_size as n from pragma_page_count, pragma_page_size');
}

const jobs = { compact };
export type CompactJobs = typeof jobs;

serveDatabaseJobs(jobs);
