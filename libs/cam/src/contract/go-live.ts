import * as z from 'zod/mini';
import { CampaignMode } from './campaign.ts';
import { ReasonPlace } from './sending-reason.ts';

/** One point of the list that is gone through before a campaign writes to real people. */
export const GoLiveCheck = z.object({
  code: z.enum([
    ...(['campaign', 'mailbox', 'authentication', 'postal-address', 'unsubscribe', 'caps'] as const),
    ...(['preview', 'test-message', 'people', 'first-messages', 'house'] as const),
  ]),
  title: z.string(),
  /** `fail` and `unknown` stand in the way; `note` is said and stands in nobody's way. */
  verdict: z.enum(['pass', 'note', 'fail', 'unknown']),
  text: z.string(),
  /** Where a person changes it; null: on the list itself, or nowhere. */
  place: z.nullable(ReasonPlace),
});
export type GoLiveCheck = z.infer<typeof GoLiveCheck>;

/** How far a campaign is from writing to real people. */
export const GoLive = z.object({
  campaignId: z.string(),
  name: z.string(),
  mode: CampaignMode,
  checks: z.array(GoLiveCheck),
  isReady: z.boolean(),
  /** What going live means for this campaign, to be agreed to as it stands. */
  sentence: z.string(),
  /** Of the texts that would be sent: reading them holds for this and nothing else. */
  wording: z.string(),
});
export type GoLive = z.infer<typeof GoLive>;

/** One message as a lead of the campaign would read it. */
export const GoLiveMessage = z.object({
  sequenceName: z.string(),
  /** From 1. */
  step: z.number(),
  /** Days after the first one. */
  day: z.number(),
  subject: z.string(),
  body: z.string(),
  /** Whose values stand in it; null: examples. */
  leadName: z.nullable(z.string()),
  /** What would stop it. */
  problems: z.array(z.string()),
});
export type GoLiveMessage = z.infer<typeof GoLiveMessage>;
