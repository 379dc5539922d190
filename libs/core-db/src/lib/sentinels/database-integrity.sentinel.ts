import { statSync } from 'node:fs';
import { sql } from 'kysely';
import { defineSentinel, type Sentinel, type SentinelResult } from '@aicmo/core-kernel';
import type { OpenedDatabase } from '../open-with-parts.ts';
import { damaged, integrityFindings } from '../schema/integrity.ts';
import { lookIntoDatabase, sqliteFileOf } from './look-into-database.ts';
import { integrityReasons } from './database-reasons.ts';
import type { DbSentinelDeps } from './index.ts';

/** Whether what the database holds is whole. It reads all of it, which takes seconds for each gigabyte. */
export const databaseIntegritySentinel = ({ url }: DbSentinelDeps): Sentinel =>
  defineSentinel({
    id: 'core-db-integrity',
    title: 'Nothing in the database is damaged',
    severity: 'critical',
    reasons: integrityReasons,
    timeoutMs: 60_000,
    after: ['core-db-reachable'],
    run: async () =>
      lookIntoDatabase(url, async (db) => {
        const size = db.dialect === 'sqlite' ? await sizeInPages(db, sqliteFileOf(url)) : undefined;
        const short = size !== undefined && size.logBytes === 0 && size.bytes < size.expected;
        const findings = short
          ? [damaged([`the file has ${size.bytes} bytes, and its ${size.pages} pages need ${size.expected}`])]
          : await integrityFindings(db.dialect, db.raw);
        const evidence: Readonly<Record<string, number>> =
          size === undefined ? {} : { pages: size.pages, bytes: size.bytes };
        return resultOf(findings, evidence);
      }),
  });

type Findings = Awaited<ReturnType<typeof integrityFindings>>;

function resultOf(findings: Findings, evidence: Readonly<Record<string, number>>): SentinelResult {
  const [first] = findings;
  if (first === undefined) {
    const looked = { ...evidence, damages: 0 };
    return { verdict: 'pass', summary: 'Every page, index and reference is whole.', evidence: looked };
  }
  const more = findings.length > 1 ? ` And ${findings.length - 1} more.` : '';
  return {
    ...{ verdict: 'fail', reason: first.code, summary: `${first.message}${more}`, remedy: first.remedy },
    evidence: { ...evidence, damages: findings.length },
  };
}

/** The size that the file says of itself, and the one that it has; pages may still be in the write-ahead log. */
async function sizeInPages({ raw }: OpenedDatabase, file: string | undefined) {
  const pages = (await sql<{ page_count: number }>`pragma page_count`.execute(raw)).rows[0]?.page_count ?? 0;
  const pageBytes = (await sql<{ page_size: number }>`pragma page_size`.execute(raw)).rows[0]?.page_size ?? 0;
  const sizeOf = (name: string): number => statSync(name, { throwIfNoEntry: false })?.size ?? 0;
  if (file === undefined) return undefined;
  return { pages, expected: pages * pageBytes, bytes: sizeOf(file), logBytes: sizeOf(`${file}-wal`) };
}
