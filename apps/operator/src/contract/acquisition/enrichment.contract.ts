import { ConnectorState, EmailCheck, FilledField, LeadRun } from '@aicmo/cam/contract';
import { defineEndpoints } from '@aicmo/core-server/contract';
import * as z from 'zod/mini';

/** How the addresses of a client's leads stand, the latest passes, and who outside could be asked. */
export const AddressesPage = z.object({
  counts: z.array(z.object({ check: EmailCheck, leads: z.number() })),
  /** Newest first; of checking, and of filling. */
  checks: z.array(LeadRun),
  fills: z.array(LeadRun),
  connectors: z.array(ConnectorState),
});
export type AddressesPage = z.infer<typeof AddressesPage>;

const scope = z.object({ client: z.string(), withService: z.boolean() });

/** Checking addresses, and filling what is empty. */
export const enrichmentEndpoints = defineEndpoints({
  addresses: {
    method: 'GET',
    path: '/api/acquisition/addresses',
    query: z.object({ client: z.string() }),
    result: AddressesPage,
    summary: 'How the addresses of a client stand, the latest passes, and which outside services are on',
  },
  checkAddresses: {
    method: 'POST',
    path: '/api/acquisition/addresses/check',
    body: scope,
    result: LeadRun,
    summary: 'Check the addresses of all leads of a client, in the background',
  },
  fillLeads: {
    method: 'POST',
    path: '/api/acquisition/addresses/fill',
    body: scope,
    result: LeadRun,
    summary: 'Fill empty fields of all leads of a client, in the background',
  },
  undoFill: {
    method: 'POST',
    path: '/api/acquisition/lead-runs/:runId/undo-fill',
    result: z.object({ emptied: z.number(), kept: z.number() }),
    summary: 'Take back what a pass filled in; what somebody has changed since stays',
  },
  filledFields: {
    method: 'GET',
    path: '/api/acquisition/leads/:leadId/filled',
    result: z.object({ fields: z.array(FilledField) }),
    summary: 'What was filled in for a lead, and where each value is from',
  },
});
