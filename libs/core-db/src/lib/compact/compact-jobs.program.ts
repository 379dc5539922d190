import { CompiledQuery } from 'kysely';
import { setTimeout as pause } from 'node:timers/promises';
import type { OpenedDatabase } from '../open-with-parts.ts';
import type { DatabaseJob } from '../worker/create-database-worker.ts';
import { serveDatabaseJobs } from '../worker/serve-database-jobs.ts';

const betweenTriesMs = 50;
const longestWaitMs = 5000;

/** Writes the database anew; true when nothing of before is left in its files. */
const compact: DatabaseJob<undefined, boolean> = async ({ db }) => {
  const { raw, dialect } = db as OpenedDatabase; // every database of this library is one
  await raw.executeQuery(CompiledQuery.raw('vacuum'));
  if (dialect === 'postgres') return false;
  const started = performance.now();
  for (;;) {
    // The log holds the pages of before until it is emptied, which has to wait for whoever reads.
    const { rows } = await raw.executeQuery<{ busy: number }>(CompiledQuery.raw('pragma wal_checkpoint(truncate)'));
    if (rows[0]?.busy === 0) return true;
    if (performance.now() - started > longestWaitMs) return false;
    await pause(betweenTriesMs);
  }
};

const jobs = { compact };
export type CompactJobs = typeof jobs;

serveDatabaseJobs(jobs);
