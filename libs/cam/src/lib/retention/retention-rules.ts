import { invalid } from '@aicmo/core-kernel';
import type { RetentionKind, RetentionRule } from '../../contract/retention.ts';

/** What a rule is before anybody changed it. */
export type RetentionDefault = Omit<RetentionRule, 'lastRunAt'>;

/**
 * Every rule: off, or long enough that nobody is surprised. A link that was never opened is no consent, so what came with
 * it is the only thing that goes by itself.
 */
export const retentionDefaults: readonly RetentionDefault[] = [
  {
    ...{ kind: 'unconfirmed-forms', title: 'Web forms that nobody confirmed', isOn: true, days: 30 },
    ...{ leastDays: 7, mostDays: 365 },
    what: 'What people sent by a form and nobody confirmed, took or answered goes, and so does what was thrown away or taken back.',
  },
  {
    ...{ kind: 'rejected-rows', title: 'Rejected rows of imported files', isOn: false, days: 365 },
    ...{ leastDays: 30, mostDays: 3650 },
    what: 'What the rows said goes; their numbers and reasons stay. They can then no longer be corrected and imported again.',
  },
  {
    ...{ kind: 'idle-leads', title: 'Leads with whom nothing happens', isOn: false, days: 1095 },
    ...{ leastDays: 180, mostDays: 3650 },
    what: 'Leads about whom nothing changed for so long go with all that belongs to them, unless they were won or are in a sequence. Who asked not to be contacted stays off limits by a hash.',
  },
];

/** Throws `invalid` (`retention-days`) for a time outside of the rule's bounds. */
export function assertRetentionDays({ title, leastDays, mostDays }: RetentionDefault, days: number): void {
  if (Number.isInteger(days) && days >= leastDays && days <= mostDays) return;
  throw invalid({
    code: 'retention-days',
    message: `Found ${days} days for “${title}”; expected ${leastDays} to ${mostDays} whole days.`,
  });
}

/** The rule of a kind as it comes with the house. */
export function defaultOf(kind: RetentionKind): RetentionDefault {
  const found = retentionDefaults.find((each) => each.kind === kind);
  if (found) return found;
  throw invalid({ code: 'retention-kind', message: `There is no rule “${String(kind)}”.` });
}
