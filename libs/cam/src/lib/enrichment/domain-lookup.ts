import type { MailDomain } from '@aicmo/core-effects';
import { dayMs, plusMs, type Clock } from '@aicmo/core-kernel';
import type { DomainCheckRow } from '../db/scoring-tables.ts';
import { wordOf, type DomainStore } from './domain-store.ts';

/** Asks the name servers whether a domain takes mail; never throws. */
export type AskDomain = (domain: string, signal?: AbortSignal) => Promise<MailDomain>;

/** How much a pass may ask. Ours: a list of a million leads must not become a flood of questions. */
const bounds = { atOnce: 10, mostAsked: 20_000 } as const;

/** How long an answer holds. A domain that takes mail today will next week; one that does not may be repaired. */
const holds = { takesMail: 7 * dayMs, other: dayMs } as const;

/** What is known of some domains, and what is new about it and should be kept. */
export interface LookedUp {
  readonly answers: ReadonlyMap<string, MailDomain>;
  readonly fresh: readonly DomainCheckRow[];
}

/** Looks domains up: from what is kept, else from the name servers, within the budget of one pass. */
export interface DomainLookup {
  look(domains: readonly string[], signal: AbortSignal): Promise<LookedUp>;
}

/** Builds the lookup of one pass. */
export function createDomainLookup(deps: {
  readonly store: Pick<DomainStore, 'known'>;
  readonly clock: Clock;
  readonly ask: AskDomain;
  /** Domains that may be asked for in all. Default 20,000. */
  readonly mostAsked?: number;
}): DomainLookup {
  const { store, clock, ask, mostAsked = bounds.mostAsked } = deps;
  let left = mostAsked;
  return {
    look: async (domains, signal) => {
      const answers = new Map(await store.known(domains, clock.now()));
      const missing = domains.filter((domain) => !answers.has(domain));
      const allowed = missing.slice(0, left);
      left -= allowed.length;
      for (const domain of missing.slice(allowed.length)) answers.set(domain, overBudget(mostAsked));
      for (const [domain, answer] of await askAll(allowed, ask, signal)) answers.set(domain, answer);
      return { answers, fresh: allowed.flatMap((domain) => rowOf(domain, answers.get(domain), clock)) };
    },
  };
}

const overBudget = (most: number): MailDomain => ({
  kind: 'unknown',
  why: `One pass asks for ${most} domains at most; check again to go on.`,
});

/** A few at once, so that one slow server does not hold all. */
async function askAll(domains: readonly string[], ask: AskDomain, signal: AbortSignal) {
  const answers = new Map<string, MailDomain>();
  const waiting = domains[Symbol.iterator]();
  const worker = async (): Promise<void> => {
    for (const domain of waiting) {
      if (signal.aborted) return;
      answers.set(domain, await ask(domain, signal));
    }
  };
  await Promise.all(Array.from({ length: bounds.atOnce }, worker));
  return answers;
}

function rowOf(domain: string, answer: MailDomain | undefined, clock: Clock): readonly DomainCheckRow[] {
  const result = answer && wordOf(answer);
  if (!answer || result === undefined) return [];
  const now = clock.now();
  const expiresAt = plusMs(now, answer.kind === 'takes-mail' ? holds.takesMail : holds.other);
  return [{ domain, result, checkedAt: now, expiresAt }];
}
