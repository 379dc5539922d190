import type { Instant } from './instant.ts';

/**
 * Why something may not leave now. `time`: it lifts by itself, at `notBefore` when that is known, and the row stays
 * SCHEDULED. `person`: somebody has to change something, and the row becomes BLOCKED.
 */
export interface Refusal {
  /** Stable, kebab-case: `outside-window`, `suppressed`. Never shown to an operator. */
  readonly code: string;
  /** One plain sentence for the operator: what stops it. */
  readonly text: string;
  readonly liftedBy: 'time' | 'person';
  readonly notBefore?: Instant;
}

/** The latest `notBefore` of those refusals that time lifts; undefined when none names a moment. */
export function latestNotBefore(refusals: readonly Refusal[]): Instant | undefined {
  return refusals
    .flatMap((refusal) => (refusal.liftedBy === 'time' && refusal.notBefore ? [refusal.notBefore] : []))
    .reduce<Instant | undefined>((latest, moment) => (latest && latest > moment ? latest : moment), undefined);
}
