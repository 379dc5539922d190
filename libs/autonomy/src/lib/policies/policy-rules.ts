import { invalid } from '@aicmo/core-kernel';
import { autonomyModes, Policy, type AutonomyMode } from '../../contract/policy.ts';

/** What is asked about: an action's kind, and its campaign when it has one. */
export interface ActionScope {
  readonly campaignId: string | null;
  readonly kind: string;
}

/** In force for a client until somebody sets another policy. DOMAIN section 3. */
export const defaultMode: AutonomyMode = 'REVIEW_FIRST';

/** How the modes are called in messages. */
export const modeWords: Readonly<Record<AutonomyMode, string>> = {
  MANUAL: 'manual',
  REVIEW_FIRST: 'review first',
  FULL_AUTO: 'full auto',
};

const rank = (mode: AutonomyMode): number => autonomyModes.indexOf(mode);

/** The mode for one action: the narrowest of the client's and of everything narrower that names its campaign or kind. */
export function effectiveMode({ mode, narrower }: Pick<Policy, 'mode' | 'narrower'>, scope: ActionScope): AutonomyMode {
  return narrower
    .filter(({ campaignId }) => campaignId === null || campaignId === scope.campaignId)
    .filter(({ kind }) => kind === null || kind === scope.kind)
    .reduce<AutonomyMode>((least, entry) => (rank(entry.mode) < rank(least) ? entry.mode : least), mode);
}

/** A policy, checked. Throws `invalid` when a narrower scope would widen, names nothing, or stands twice. */
export function checkPolicy(asked: unknown): Policy {
  const parsed = Policy.safeParse(asked);
  if (!parsed.success) {
    throw policyInvalid('policy-invalid', parsed.error.issues[0]?.message ?? 'The policy is not complete.');
  }
  const policy = parsed.data;
  const seen = new Set<string>();
  for (const { campaignId, kind, mode } of policy.narrower) {
    if (campaignId === null && kind === null) {
      throw policyInvalid(
        'policy-names-nothing',
        'An exception names neither a campaign nor a kind of action. Name one.',
      );
    }
    if (rank(mode) > rank(policy.mode)) {
      throw policyInvalid(
        'policy-widens',
        `An exception allows "${modeWords[mode]}", but the client stands on "${modeWords[policy.mode]}". An exception can only allow less; raise the client's mode first.`,
      );
    }
    const name = JSON.stringify([campaignId, kind]);
    if (seen.has(name))
      throw policyInvalid('policy-twice', 'Two exceptions name the same campaign and kind. Keep one.');
    seen.add(name);
  }
  return policy;
}

const policyInvalid = (code: string, message: string) => invalid({ code, message, details: { field: 'narrower' } });
