import type { BulkPass } from '../../contract/bulk-act.ts';
import type { LeadRun } from '../../contract/lead-run.ts';
import type { EnrichmentService } from '../enrichment/enrichment-service.ts';
import type { LeadStore } from '../leads/lead-store.ts';
import type { ScoringService } from '../scoring/scoring-service.ts';

/** What goes over many leads in the background. */
export interface Passes {
  readonly enrichment: Pick<EnrichmentService, 'check'>;
  readonly scoring: Pick<ScoringService, 'rescore'>;
}

const leadsAtOnce = 500;

/** Begins a pass over these leads for each client that has some of them: a client's passes do not overlap. */
export async function beginPasses(
  { leads, enrichment, scoring }: Passes & { readonly leads: Pick<LeadStore, 'rows'> },
  ids: readonly string[],
  pass: BulkPass,
  by: string,
): Promise<readonly LeadRun[]> {
  const byClient = new Map<string, string[]>();
  for (let from = 0; from < ids.length; from += leadsAtOnce) {
    for (const { id, clientId, mergedInto } of await leads.rows(ids.slice(from, from + leadsAtOnce))) {
      if (mergedInto !== null) continue;
      const own = byClient.get(clientId);
      if (own) own.push(id);
      else byClient.set(clientId, [id]);
    }
  }
  const runs: LeadRun[] = [];
  for (const [clientId, leadIds] of byClient) {
    const run =
      pass === 'check'
        ? enrichment.check({ clientId, leadIds }, by)
        : scoring.rescore({ clientId, leadIds, why: 'a person asked for it.' }, by);
    runs.push(await run);
  }
  return runs;
}
