import { realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { CompiledQuery } from 'kysely';
import { conflict } from '@aicmo/core-kernel';
import { parseDatabaseUrl } from '../database-url.ts';
import { maskUrl } from '../mask-url.ts';
import type { OpenedDatabase } from '../open-with-parts.ts';

/** Any number that only this question uses, and one that only this process uses. */
const question = `4202602, ${process.pid}`;

/** Throws `copy-same-database` (conflict) when both URLs name one database, under whatever names. */
export async function refuseSame(
  from: OpenedDatabase,
  to: OpenedDatabase,
  urls: { readonly from: string; readonly to: string },
): Promise<void> {
  if (from.dialect !== to.dialect) return;
  const isSame =
    from.dialect === 'sqlite' ? isSameFile(fileOf(urls.from), fileOf(urls.to)) : await isSameServer(from, to);
  if (!isSame) return;
  throw conflict({
    code: 'copy-same-database',
    message: `Source and target are the same database (${from.url}). Name an empty one as the target.`,
  });
}

/** Where a database is, masked, in one spelling: what a copy is known by when it goes on. */
export function nameOfDatabase(url: string): string {
  const parsed = parseDatabaseUrl(url);
  return parsed.dialect === 'sqlite' ? `sqlite:${realpathSync(parsed.file)}` : maskUrl(url);
}

function fileOf(url: string): string {
  const parsed = parseDatabaseUrl(url);
  return parsed.dialect === 'sqlite' ? path.resolve(parsed.file) : '';
}

/** Asks for the file's number only: opening a SQLite file without SQLite would drop this process's locks on it. */
function isSameFile(one: string, other: string): boolean {
  const [a, b] = [one, other].map((file) => statSync(file, { throwIfNoEntry: false }));
  return one === other || (a !== undefined && b !== undefined && a.dev === b.dev && a.ino === b.ino);
}

/** A server has many names and addresses; a lock that one side holds is seen by the other in the same database alone. */
async function isSameServer(from: OpenedDatabase, to: OpenedDatabase): Promise<boolean> {
  return from.raw.connection().execute(async (holder) => {
    await holder.executeQuery(CompiledQuery.raw(`select pg_advisory_lock(${question})`));
    try {
      const { rows } = await to.raw.executeQuery<{ free: boolean }>(
        CompiledQuery.raw(`select case when pg_try_advisory_xact_lock(${question}) then true else false end as free`),
      );
      return rows[0]?.free === false;
    } finally {
      await holder.executeQuery(CompiledQuery.raw(`select pg_advisory_unlock(${question})`));
    }
  });
}
