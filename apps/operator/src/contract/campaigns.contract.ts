import {
  AttemptMode,
  AttemptPage,
  AttemptState,
  Campaign,
  CampaignStatus,
  LeadCounts,
  OrchestratorRun,
  RunItemOutcome,
  SendingReason,
  StoryEntry,
} from '@aicmo/cam/contract';
import { defineEndpoints } from '@aicmo/core-server/contract';
import * as z from 'zod/mini';

/** A campaign as a row of the table. */
export const CampaignView = z.object({
  id: z.string(),
  clientId: z.string(),
  clientName: z.string(),
  name: z.string(),
  status: CampaignStatus,
  /** The mode in which it would run now. */
  mode: AttemptMode,
  leads: z.number(),
  inSequence: z.number(),
  /** Messages of this mode that went as far as this mode lets them. */
  done: z.number(),
  blocked: z.number(),
  nextDueAt: z.nullable(z.string()),
  endsOn: z.nullable(z.string()),
  /** The first reason why it does or does not send. */
  reason: SendingReason,
});
export type CampaignView = z.infer<typeof CampaignView>;

/** Everything about one campaign. */
export const CampaignRecord = z.object({
  view: CampaignView,
  campaign: Campaign,
  /** IANA name of the client's zone. */
  timeZone: z.string(),
  reasons: z.array(SendingReason),
  funnel: LeadCounts,
  /** How many messages of this mode there are in each state. */
  messages: z.array(z.object({ state: AttemptState, count: z.number() })),
  /** Messages whose turn it is. */
  due: z.number(),
  runs: z.array(OrchestratorRun),
  story: z.array(StoryEntry),
});
export type CampaignRecord = z.infer<typeof CampaignRecord>;

/** Looking at campaigns; changes are made in Campaign Ops. */
export const campaignsContract = defineEndpoints({
  campaigns: {
    method: 'GET',
    path: '/api/campaigns/list',
    query: z.object({ client: z.optional(z.string()) }),
    result: z.object({ campaigns: z.array(CampaignView) }),
    summary: 'The campaigns of one client or of all, newest first, archived ones included',
  },
  campaign: {
    method: 'GET',
    path: '/api/campaigns/record/:campaignId',
    result: CampaignRecord,
    summary: 'One campaign: why it does or does not send, its funnel, runs and log',
  },
  messages: {
    method: 'GET',
    path: '/api/campaigns/record/:campaignId/messages',
    query: z.object({
      mode: z.optional(AttemptMode),
      state: z.optional(AttemptState),
      run: z.optional(z.string()),
      outcome: z.optional(RunItemOutcome),
    }),
    result: AttemptPage,
    summary: 'Messages of a campaign, the first two hundred',
  },
});
