import type { Sentinel, SentinelReport, SentinelResult } from '@aicmo/core-kernel';
import type { House } from '../probe/ask-house.ts';
import type { CatalogEntry } from './catalog.ts';

/** A process has to start and may have to start again before a check's own time begins. */
const startMs = 20_000;

/** The process in which a check runs. Reading all of a large database takes long and must keep no other check waiting. */
export function processOf({ id, library }: CatalogEntry, isLargeDatabase: boolean): string {
  if (library !== 'core-db') return 'libraries';
  return isLargeDatabase && id === 'core-db-integrity' ? id : library;
}

/** A check of a library, which runs in a process of its own and is known here by its entry alone. */
export function librarySentinel(entry: CatalogEntry, house: House): Sentinel {
  const { library, ...known } = entry;
  return {
    ...known,
    timeoutMs: 2 * entry.timeoutMs + startMs,
    run: async () => {
      const reply = await house.ask({ library, id: entry.id, timeoutMs: entry.timeoutMs });
      if ('died' in reply) return died(reply.died);
      return reply.report === null ? notThere(library) : resultOf(reply.report);
    },
  };
}

const died = (how: string): SentinelResult => ({
  ...{ verdict: 'unknown', reason: 'check-died', evidence: { ended: how } },
  summary: `The process of this check ended without an answer (${how}).`,
  remedy: { text: 'Run it again. If it ends again, install again what the lock file names.', commands: ['npm ci'] },
});

const notThere = (library: string): SentinelResult => ({
  ...{ verdict: 'unknown', reason: 'check-not-there' },
  summary: `The library ${library} does not bring this check, or cannot be loaded.`,
  remedy: { text: 'The sources are of two versions: install again.', commands: ['git status --short', 'npm ci'] },
});

/** The report of the other process as the finding of this one, which has its own clock and its own order. */
function resultOf({ verdict, reason, summary, evidence, remedy }: SentinelReport): SentinelResult {
  const facts = Object.fromEntries(evidence.map(({ label, value }) => [label, value]));
  const code = reason ?? 'no-reason';
  if (verdict === 'pass') return { verdict, summary, evidence: facts };
  if (verdict === 'fail') {
    return { verdict, reason: code, summary, evidence: facts, remedy: remedy ?? { text: summary, commands: [] } };
  }
  return { verdict, reason: code, summary, evidence: facts, ...(remedy === null ? {} : { remedy }) };
}
