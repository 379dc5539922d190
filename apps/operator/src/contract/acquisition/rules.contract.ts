import { LeadRun, RulesVersion, ScoringPreview, ScoringRules, Tier } from '@aicmo/cam/contract';
import { defineEndpoints } from '@aicmo/core-server/contract';
import * as z from 'zod/mini';

/** A sequence that a tier can be given. */
export const SequenceChoice = z.object({ id: z.string(), name: z.string(), tier: z.nullable(Tier) });
export type SequenceChoice = z.infer<typeof SequenceChoice>;

/** The rules of one client, with everything that its page shows beside them. */
export const RulesPage = z.object({
  current: RulesVersion,
  /** The client's own versions, newest first; version 0, the built-in rules, is not among them. */
  history: z.array(RulesVersion),
  sequences: z.array(SequenceChoice),
  /** The latest passes that scored the client's leads again. */
  runs: z.array(LeadRun),
});
export type RulesPage = z.infer<typeof RulesPage>;

const Saved = z.object({ version: RulesVersion, run: LeadRun });

/** How the leads of a client are scored. */
export const rulesEndpoints = defineEndpoints({
  rules: {
    method: 'GET',
    path: '/api/acquisition/rules',
    query: z.object({ client: z.string() }),
    result: RulesPage,
    summary: 'The scoring rules of a client, their history, and the latest passes',
  },
  previewRules: {
    method: 'POST',
    path: '/api/acquisition/rules/preview',
    body: z.object({ client: z.string(), rules: ScoringRules }),
    result: ScoringPreview,
    summary: 'Who would change tier by other rules; nothing is written',
  },
  saveRules: {
    method: 'POST',
    path: '/api/acquisition/rules',
    body: z.object({ client: z.string(), rules: ScoringRules, basedOn: z.number(), why: z.string() }),
    result: Saved,
    summary: 'Save the next version of the rules and score all leads by it',
  },
  rescore: {
    method: 'POST',
    path: '/api/acquisition/rules/rescore',
    body: z.object({ client: z.string(), campaign: z.nullable(z.string()) }),
    result: LeadRun,
    summary: 'Score all leads of a client, or of a campaign, again',
  },
  leadRunProgress: {
    method: 'GET',
    path: '/api/acquisition/lead-runs/:runId/progress',
    events: LeadRun,
    summary: 'A pass over many leads, now and after each five hundred',
  },
  stopLeadRun: {
    method: 'POST',
    path: '/api/acquisition/lead-runs/:runId/stop',
    result: LeadRun,
    summary: 'Stop a pass; what is done stays',
  },
  goOnLeadRun: {
    method: 'POST',
    path: '/api/acquisition/lead-runs/:runId/go-on',
    result: LeadRun,
    summary: 'Go on with a pass that stopped before its end',
  },
});
