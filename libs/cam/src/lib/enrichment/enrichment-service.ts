import type { Database } from '@aicmo/core-db';
import { invalid, type Clock } from '@aicmo/core-kernel';
import type { ConnectorState, FilledField } from '../../contract/enrichment.ts';
import type { LeadRun } from '../../contract/lead-run.ts';
import type { CampaignService } from '../campaigns/campaign-service.ts';
import type { ClientService } from '../clients/client-service.ts';
import { connectorState } from '../connectors/index.ts';
import type { AddressConnector, LeadConnector, PeopleConnector } from '../connectors/lead-connector.ts';
import type { LeadPass, LeadRuns } from '../lead-runs/lead-runs.ts';
import type { LeadStore } from '../leads/lead-store.ts';
import type { RecordStore } from '../records/record-store.ts';
import type { FindScorer } from '../scoring/score-pass.ts';
import type { ScorerSource } from '../scoring/scorer-source.ts';
import { checkPass } from './check-pass.ts';
import { createDomainLookup, type AskDomain } from './domain-lookup.ts';
import type { DomainStore } from './domain-store.ts';
import type { EnrichmentStore } from './enrichment-store.ts';
import { fillPass } from './fill-pass.ts';
import { undoFill, type UndoneFill } from './undo-fill.ts';

/** Which leads, and whether somebody outside is asked too. */
export interface EnrichmentScope {
  readonly clientId: string;
  readonly campaignId?: string | null;
  readonly leadIds?: readonly string[];
  /** Ask the outside service that is on; each question may cost money there. Default false. */
  readonly withService?: boolean;
}

/** Checking addresses, and filling what is empty. */
export interface EnrichmentService {
  /** Begins to check addresses in the background. Throws `conflict` (`lead-run-running`) or `invalid` (`connector-off`). */
  check(scope: EnrichmentScope, by: string): Promise<LeadRun>;
  /** Begins to fill empty fields in the background. Throws as `check` does. */
  fill(scope: EnrichmentScope & { readonly mostAsked?: number }, by: string): Promise<LeadRun>;
  /** Goes on with a pass of either kind that stopped before its end; nobody outside is asked. */
  goOn(runId: string, by: string): Promise<LeadRun>;
  /** Takes back what a pass filled. What somebody has changed since stays. */
  undoFill(runId: string, by: string): Promise<UndoneFill>;
  /** What was filled in for a lead, newest first. */
  filledFor(leadId: string): Promise<readonly FilledField[]>;
  /** Which outside services there are, and whether each is on. */
  connectors(): Promise<readonly ConnectorState[]>;
}

/** What the service needs. */
export interface EnrichmentDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly records: RecordStore;
  readonly clients: ClientService;
  readonly campaigns: CampaignService;
  readonly leads: Pick<LeadStore, 'applyCounts'>;
  readonly scores: ScorerSource;
  readonly runs: LeadRuns;
  readonly store: EnrichmentStore;
  readonly domains: DomainStore;
  readonly askDomain: AskDomain;
  readonly services: readonly LeadConnector[];
}

/** Questions to a service in one pass: ours, for each may cost money. */
const questions = { from: 1, to: 5000, usual: 200 } as const;

/** Builds the service. */
export function createEnrichmentService(deps: EnrichmentDeps): EnrichmentService {
  const { clients, runs, store, services } = deps;
  const service = <Does extends LeadConnector['does']>(does: Does) =>
    services.find((each): each is Extract<LeadConnector, { does: Does }> => each.does === does);
  return {
    check: async ({ clientId, campaignId = null, leadIds, withService = false }, by) => {
      await clients.get(clientId);
      const verifier = withService ? onlyIfOn(service('addresses')) : undefined;
      const why = verifier ? `${verifier.name} is asked too.` : 'By what can be found out here.';
      const run = { kind: 'CHECK', clientId, campaignId, why, ...(leadIds ? { leadIds } : {}) } as const;
      return runs.start(run, await checking(deps, by, verifier), by);
    },
    fill: async ({ clientId, campaignId = null, leadIds, withService = false, mostAsked = questions.usual }, by) => {
      await clients.get(clientId);
      assertQuestions(mostAsked);
      const people = withService ? onlyIfOn(service('people')) : undefined;
      const why = people ? `${people.name} is asked too, ${mostAsked} times at most.` : 'From what is known here.';
      const run = { kind: 'ENRICH', clientId, campaignId, why, ...(leadIds ? { leadIds } : {}) } as const;
      return runs.start(run, await filling(deps, clientId, by, people, mostAsked), by);
    },
    goOn: async (runId, by) => {
      const { kind, clientId } = await runs.get(runId);
      const pass = kind === 'CHECK' ? await checking(deps, by) : await filling(deps, clientId, by, undefined, 0);
      return runs.goOn(runId, pass);
    },
    undoFill: async (runId, by) => {
      const { clientId } = await runs.get(runId);
      return undoFill(deps, runId, scorerOf(deps, clientId), by);
    },
    filledFor: (leadId) => store.ofLead(leadId),
    connectors: async () => services.map(connectorState),
  };
}

function onlyIfOn<Connector extends LeadConnector>(connector: Connector | undefined): Connector {
  if (connector?.isOn) return connector;
  const text = connector ? connectorState(connector).text : 'There is no such service.';
  throw invalid({ code: 'connector-off', message: `Nobody can be asked. ${text}` });
}

function assertQuestions(mostAsked: number): void {
  const { from, to } = questions;
  if (Number.isInteger(mostAsked) && mostAsked >= from && mostAsked <= to) return;
  throw invalid({
    code: 'connector-questions',
    message: `Found ${mostAsked} questions at most; expected a whole number from ${from} to ${to}.`,
  });
}

/** The list is a thousand domains long: loaded by the first pass that needs it. */
const loadDisposable = async (): Promise<(domain: string) => boolean> => {
  const { disposableEmailBlocklistSet } = await import('disposable-email-domains-js');
  const domains = disposableEmailBlocklistSet();
  return (domain) => domains.has(domain);
};

async function checking(deps: EnrichmentDeps, by: string, verifier?: AddressConnector): Promise<LeadPass> {
  const { clock, domains, askDomain } = deps;
  const lookup = createDomainLookup({ store: domains, clock, ask: askDomain });
  const isDisposable = await loadDisposable();
  return checkPass(deps, { lookup, isDisposable, by, ...(verifier ? { verifier } : {}) });
}

async function filling(
  deps: EnrichmentDeps,
  clientId: string,
  by: string,
  people: PeopleConnector | undefined,
  mostAsked: number,
): Promise<LeadPass> {
  const isDisposable = await loadDisposable();
  const plan = { isDisposable, scorerOf: scorerOf(deps, clientId), mostAsked, by };
  return fillPass(deps, { ...plan, ...(people ? { people } : {}) });
}

const scorerOf =
  ({ scores, campaigns }: EnrichmentDeps, clientId: string): FindScorer =>
  async (campaignId, tx) =>
    scores.scorerFor(clientId, campaignId === null ? null : await campaigns.get(campaignId, tx), tx);
