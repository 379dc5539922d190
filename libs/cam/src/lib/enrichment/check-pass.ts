import type { Clock } from '@aicmo/core-kernel';
import type { Tx } from '@aicmo/core-db';
import type { AddressConnector, ConnectorFailed } from '../connectors/lead-connector.ts';
import type { LeadPass, PassGain } from '../lead-runs/lead-runs.ts';
import { parseEmail } from '../leads/email-identity.ts';
import type { LeadStore } from '../leads/lead-store.ts';
import type { NewRecord, RecordStore } from '../records/record-store.ts';
import type { DomainLookup } from './domain-lookup.ts';
import type { DomainStore } from './domain-store.ts';
import type { CheckChange, CheckedLead, EnrichmentStore } from './enrichment-store.ts';
import { judgeAddress, type AddressVerdict } from './judge-address.ts';

/** What checking needs. */
export interface CheckDeps {
  readonly clock: Clock;
  readonly store: EnrichmentStore;
  readonly domains: Pick<DomainStore, 'keep'>;
  readonly leads: Pick<LeadStore, 'applyCounts'>;
  readonly records: RecordStore;
}

/** How one pass checks. */
export interface CheckPlan {
  readonly lookup: DomainLookup;
  readonly isDisposable: (domain: string) => boolean;
  /** Asked about the addresses with which nothing is wrong so far; missing: nobody outside is asked. */
  readonly verifier?: AddressConnector;
  readonly by: string;
}

/** Checks addresses: what name servers say is asked outside of the transaction that writes it down. */
export function checkPass(deps: CheckDeps, plan: CheckPlan): LeadPass {
  const verify = verifying(plan.verifier);
  return async (ids, signal) => {
    const leads = (await deps.store.addresses(ids)).filter(({ email }) => email !== '');
    const domains = new Set(leads.flatMap(({ email }) => parseEmail(email)?.domain ?? []));
    const { answers, fresh } = await plan.lookup.look([...domains], signal);
    const verdicts = new Map<string, AddressVerdict>();
    for (const { id, email } of leads) {
      const domain = parseEmail(email)?.domain ?? '';
      const answer = answers.get(domain) ?? { kind: 'unknown', why: 'It was stopped.' };
      const found = judgeAddress({ email, domain: answer, isDisposable: plan.isDisposable(domain) });
      verdicts.set(`${id} ${email}`, found.result === 'VALID' ? await verify(id, email, found, signal) : found);
    }
    return async (tx) => {
      await deps.domains.keep(tx, fresh);
      return write(deps, tx, ids, verdicts, plan.by);
    };
  };
}

type Verify = (leadId: string, email: string, local: AddressVerdict, signal: AbortSignal) => Promise<AddressVerdict>;

/** Asks until the service says that asking on makes no sense; the local verdict then stands and says so. */
function verifying(verifier: AddressConnector | undefined): Verify {
  let stopped: ConnectorFailed | undefined;
  return async (leadId, email, local, signal) => {
    if (!verifier) return local;
    const without = (why: string): AddressVerdict => ({ ...local, why: `${local.why} ${why}` });
    if (stopped) return without(stopped.why);
    const answer = await verifier.verify(leadId, email, signal);
    if (answer.ok) return answer.value ?? local;
    if (answer.failure !== 'timed-out' && answer.failure !== 'unreadable') stopped = answer;
    return without(answer.why);
  };
}

/** An address that was changed meanwhile keeps its state: what was found is about another one. */
async function write(
  { clock, store, leads, records }: CheckDeps,
  tx: Tx,
  ids: readonly string[],
  verdicts: ReadonlyMap<string, AddressVerdict>,
  by: string,
): Promise<PassGain> {
  const emailCheckedAt = clock.now();
  const counts: Record<string, number> = { VALID: 0, RISKY: 0, INVALID: 0, UNKNOWN: 0 };
  const before: CheckedLead[] = [];
  const after: CheckedLead[] = [];
  const changes: CheckChange[] = [];
  const log: NewRecord[] = [];
  for (const lead of await store.addresses(ids, tx)) {
    const found = verdicts.get(`${lead.id} ${lead.email}`);
    if (!found) continue;
    counts[found.result] = (counts[found.result] ?? 0) + 1;
    changes.push({ id: lead.id, emailCheck: found.result, emailCheckWhy: found.why, emailCheckedAt });
    if (lead.emailCheck === found.result) continue;
    before.push(lead);
    after.push({ ...lead, emailCheck: found.result });
    if (found.result === 'INVALID') log.push(invalidRecord(lead, found.why, by));
  }
  await store.writeChecks(tx, changes);
  await leads.applyCounts(tx, before, after);
  await records.append(tx, log);
  return { changed: after.length, counts };
}

const invalidRecord = (lead: CheckedLead, why: string, actor: string): NewRecord => ({
  ...{ clientId: lead.clientId, campaignId: lead.campaignId, subjectKind: 'lead', subjectId: lead.id },
  ...{ what: 'The address is not valid', why, actor },
});
