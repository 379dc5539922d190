import { channels } from '@aicmo/core-kernel';
import * as z from 'zod/mini';
import { AttemptMode, AttemptState, StoredRefusal } from './outreach-attempt.ts';

/** A message that would go, at its moment. */
const SimulatedMessage = z.object({
  /** When it leaves: an ISO text in UTC. */
  at: z.string(),
  leadId: z.string(),
  leadName: z.string(),
  company: z.string(),
  recipient: z.string(),
  /** IANA name of the zone whose sending hours count. */
  recipientZone: z.string(),
  sequenceName: z.string(),
  /** From 1. */
  step: z.number(),
  channel: z.enum(channels),
  /** The address it goes from; empty: a person does it, or no mailbox is connected. */
  mailbox: z.string(),
  subject: z.string(),
  /** What becomes of it. */
  state: AttemptState,
  /** What kept it from going earlier, as it stood last; empty: it went when its turn came. */
  bound: z.array(StoredRefusal),
});
export type SimulatedMessage = z.infer<typeof SimulatedMessage>;

/** Why messages do not go in these days, and for whom. */
const SimulatedHold = z.object({
  reasons: z.array(StoredRefusal),
  people: z.number(),
  /** The first five. */
  names: z.array(z.string()),
});
export type SimulatedHold = z.infer<typeof SimulatedHold>;

/** What would happen in a campaign. Nothing of it is stored, and nothing was sent. */
export const CampaignSimulation = z.object({
  campaignId: z.string(),
  campaignName: z.string(),
  /** The mode that was played. */
  mode: AttemptMode,
  from: z.string(),
  until: z.string(),
  /** IANA name: the client's, in which the days are counted. */
  zone: z.string(),
  /** What was taken to be otherwise than it is now: one plain sentence each. */
  assumptions: z.array(z.string()),
  messages: z.array(SimulatedMessage),
  days: z.array(z.object({ day: z.string(), first: z.number(), followUps: z.number() })),
  mailboxes: z.array(z.object({ address: z.string(), messages: z.number(), busiest: z.number() })),
  /** Which rules put messages off, the most frequent first. */
  rules: z.array(z.object({ code: z.string(), text: z.string(), messages: z.number() })),
  /** What waits for a person at the end. */
  held: z.array(SimulatedHold),
  /** People whose next message has its time after these days. */
  later: z.number(),
  /** People who were not reached by the plan at all. */
  notReached: z.number(),
  /** What happened to the campaign itself: paused by a guardrail, completed; empty: nothing. */
  ended: z.string(),
});
export type CampaignSimulation = z.infer<typeof CampaignSimulation>;
