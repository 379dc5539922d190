import type { Database } from '@aicmo/core-db';
import { conflict, invalid, type ClientId, type Clock } from '@aicmo/core-kernel';
import type { Policy, PolicyView } from '../../contract/policy.ts';
import type { EventStore } from '../records/event-store.ts';
import { checkPolicy, defaultMode, modeWords } from './policy-rules.ts';
import type { PolicyStore } from './policy-store.ts';

/** A change of what the engine may do for a client. */
export interface PolicyChange {
  readonly policy: Policy;
  /** The version that was edited. */
  readonly version: number;
  readonly by: string;
  readonly reason: string;
}

/** What the engine may do, client by client. */
export interface PolicyService {
  /** The policy in force; review first while nobody has set one. */
  read(clientId: ClientId): Promise<PolicyView>;
  /** The policies that somebody has set. */
  list(): Promise<readonly PolicyView[]>;
  /**
   * Sets a policy; binding from its commit on, also for what is queued already. Throws `invalid` (`policy-widens`,
   * `policy-reason`) and `conflict` (`policy-changed`) when somebody set another one in between.
   */
  set(change: PolicyChange): Promise<PolicyView>;
}

/** What the policies are made from. */
export interface PolicyDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly policies: PolicyStore;
  readonly events: EventStore;
}

/** A policy that nobody has set. */
export const defaultPolicy = (clientId: string): PolicyView => ({
  clientId,
  mode: defaultMode,
  narrower: [],
  version: 0,
  changedBy: null,
  changedAt: null,
  reason: '',
});

/** Builds the policies. */
export function createPolicyService({ db, clock, policies, events }: PolicyDeps): PolicyService {
  return {
    read: async (clientId) => (await policies.find(clientId)) ?? defaultPolicy(clientId),
    list: () => policies.list(),
    set: async ({ policy: asked, version, by, reason }) => {
      const policy = checkPolicy(asked);
      const why = requireReason(reason);
      const saved: PolicyView = { ...policy, version: version + 1, changedBy: by, changedAt: clock.now(), reason: why };
      await db.transaction(async (tx) => {
        if (!(await policies.save(tx, version, saved))) throw changedMeanwhile();
        const what = `Set the mode to ${modeWords[policy.mode]}${exceptions(policy.narrower.length)}`;
        await events.add(tx, { actionId: null, clientId: policy.clientId, who: by, what, why });
      });
      return saved;
    },
  };
}

const exceptions = (count: number): string =>
  count === 0 ? '' : ` with ${count === 1 ? '1 exception' : `${count} exceptions`}`;

function requireReason(reason: string): string {
  const text = reason.trim();
  if (text) return text;
  throw invalid({
    code: 'policy-reason',
    message: 'A change of what the engine may do needs a reason. Write one sentence for the record.',
    details: { field: 'reason' },
  });
}

const changedMeanwhile = () =>
  conflict({
    code: 'policy-changed',
    message: 'Somebody else changed this policy after you opened it. Reload it, then make your change again.',
  });
