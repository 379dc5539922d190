import type { DbHandle } from '@aicmo/core-db';
import type { Ask, AskResult } from '@aicmo/core-effects';
import { createConnectors } from '../connectors/index.ts';
import type { ConnectorSettings } from '../connectors/lead-connector.ts';
import type { CamTables } from '../db/cam-tables.ts';
import type { AskDomain } from './domain-lookup.ts';
import { createDomainStore } from './domain-store.ts';
import { createEnrichmentService, type EnrichmentDeps, type EnrichmentService } from './enrichment-service.ts';
import { createEnrichmentStore } from './enrichment-store.ts';

/** How cam asks outside about addresses and people: through the house's one way out. */
export interface OutsideAccess {
  readonly mailDomain: AskDomain;
  readonly ask: (ask: Ask) => Promise<AskResult>;
  readonly connectors: ConnectorSettings;
}

/** Asks nobody: everything that would have to be asked is unknown. */
const nobody: OutsideAccess = {
  mailDomain: async () => ({ kind: 'unknown', why: 'Nothing here is connected to the outside.' }),
  ask: async () => ({
    ok: false,
    refusals: [{ code: 'no-way-out', text: 'Nothing here is connected to the outside.', liftedBy: 'person' }],
  }),
  connectors: {},
};

/** What it is built over. */
export interface EnrichmentParts extends Omit<EnrichmentDeps, 'store' | 'domains' | 'askDomain' | 'services'> {
  readonly handle: DbHandle<CamTables>;
  readonly outside: OutsideAccess | undefined;
}

/** Builds checking and filling over their stores. */
export function openEnrichment({ handle, outside = nobody, ...parts }: EnrichmentParts): EnrichmentService {
  return createEnrichmentService({
    ...parts,
    ...{ store: createEnrichmentStore(handle), domains: createDomainStore(handle) },
    ...{ askDomain: outside.mailDomain, services: createConnectors(outside.connectors, outside.ask) },
  });
}
