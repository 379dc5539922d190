import {
  AttemptPage,
  Campaign,
  CampaignDraft,
  CampaignStatus,
  IdealCustomer,
  OrchestratorRun,
  OutreachAttempt,
  RunOutcome,
  ScoringPreview,
  StoryEntry,
} from '@aicmo/cam/contract';
import { defineEndpoints } from '@aicmo/core-server/contract';
import * as z from 'zod/mini';
import { campaignOpsAheadContract } from './campaign-ops-ahead.contract.ts';
import { campaignOpsCalendarContract } from './campaign-ops-calendar.contract.ts';
import { campaignOpsLiveContract } from './campaign-ops-live.contract.ts';
import { campaignOpsGuardrailsContract } from './campaign-ops-guardrails.contract.ts';
import { campaignOpsSequencesContract } from './campaign-ops-sequences.contract.ts';
import { campaignOpsFirstMessagesContract } from './campaign-ops-first-messages.contract.ts';

/** How many messages a campaign has in each state, in the mode in which it runs now. */
const MessageCounts = z.object({
  simulated: z.number(),
  proofed: z.number(),
  sent: z.number(),
  planned: z.number(),
  blocked: z.number(),
});
export type MessageCounts = z.infer<typeof MessageCounts>;

/** A campaign as its list shows it. */
export const CampaignRow = z.object({
  campaign: Campaign,
  clientName: z.string(),
  /** IANA name. */
  timeZone: z.string(),
  /** Leads in sequence. */
  inSequence: z.number(),
  mode: z.enum(['SIMULATION', 'PROOF', 'LIVE']),
  messages: MessageCounts,
  /** Messages whose turn it is. */
  due: z.number(),
  nextDueAt: z.nullable(z.string()),
});
export type CampaignRow = z.infer<typeof CampaignRow>;

/** Campaigns, their sequences, runs and messages; and the calendar with its tasks. */
export const campaignOpsContract = defineEndpoints({
  campaigns: {
    method: 'GET',
    path: '/api/campaign-ops/campaigns',
    query: z.object({ client: z.optional(z.string()) }),
    result: z.object({ campaigns: z.array(CampaignRow) }),
    summary: 'The campaigns of one client or of all, newest first',
  },
  campaign: {
    method: 'GET',
    path: '/api/campaign-ops/campaigns/:campaignId',
    result: z.object({
      row: CampaignRow,
      runs: z.array(OrchestratorRun),
      story: z.array(StoryEntry),
    }),
    summary: 'One campaign with its runs and its story',
  },
  createCampaign: {
    method: 'POST',
    path: '/api/campaign-ops/campaigns',
    body: z.object({ clientId: z.string(), draft: CampaignDraft }),
    result: Campaign,
    summary: 'Make a campaign: a draft, in simulation',
  },
  changeCampaign: {
    method: 'POST',
    path: '/api/campaign-ops/campaigns/:campaignId',
    body: z.object({ draft: CampaignDraft }),
    result: Campaign,
    summary: 'Change a campaign',
  },
  moveCampaign: {
    method: 'POST',
    path: '/api/campaign-ops/campaigns/:campaignId/moves',
    body: z.object({ to: CampaignStatus, reason: z.string() }),
    result: Campaign,
    summary: 'Activate, pause, complete or archive a campaign',
  },
  run: {
    method: 'POST',
    path: '/api/campaign-ops/campaigns/:campaignId/runs',
    result: RunOutcome,
    summary: 'Run a campaign now',
  },
  messages: {
    method: 'GET',
    path: '/api/campaign-ops/messages',
    query: z.object({
      campaign: z.optional(z.string()),
      mode: z.optional(z.string()),
      state: z.optional(z.string()),
      run: z.optional(z.string()),
      outcome: z.optional(z.string()),
      from: z.optional(z.string()),
    }),
    result: AttemptPage,
    summary: 'Messages of a campaign or a run, 100 at a time',
  },
  message: {
    method: 'GET',
    path: '/api/campaign-ops/messages/:messageId',
    result: OutreachAttempt,
    summary: 'One message with its text and every reason',
  },
  previewIdealCustomer: {
    method: 'POST',
    path: '/api/campaign-ops/campaigns/:campaignId/ideal-customer-preview',
    body: IdealCustomer,
    result: ScoringPreview,
    summary: 'Which leads of a campaign would change tier for another ideal customer; nothing is written',
  },
  ...campaignOpsAheadContract,
  ...campaignOpsCalendarContract,
  ...campaignOpsLiveContract,
  ...campaignOpsSequencesContract,
  ...campaignOpsFirstMessagesContract,
  ...campaignOpsGuardrailsContract,
});
