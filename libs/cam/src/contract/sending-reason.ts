import * as z from 'zod/mini';
import { AttemptMode } from './outreach-attempt.ts';

/** Where a person changes what a reason is about; each program knows its own way there. */
export const ReasonPlace = z.object({
  kind: z.enum([
    ...(['house', 'campaign', 'campaign-settings', 'go-live', 'first-messages', 'blocked-messages'] as const),
    ...(['import', 'mailboxes', 'lead', 'review', 'suppression', 'sequence', 'tasks'] as const),
  ]),
  /** Of the campaign, lead or sequence, or the text by which an entry of a list is found; null: there is only one. */
  id: z.nullable(z.string()),
});
export type ReasonPlace = z.infer<typeof ReasonPlace>;

/** One sentence on why something is or is not sent. */
export const SendingReason = z.object({
  code: z.string(),
  text: z.string(),
  /** `holds`: nothing leaves because of it; `limits`: it only says how; `goes`: nothing stands against it. */
  effect: z.enum(['holds', 'limits', 'goes']),
  /** When time lifts it, as far as that is known; null: a person does, or nobody knows. */
  until: z.nullable(z.string()),
  /** Null: nothing is to be set. */
  place: z.nullable(ReasonPlace),
});
export type SendingReason = z.infer<typeof SendingReason>;

/** Why a campaign as a whole does or does not send. */
export const WhyCampaign = z.object({
  campaignId: z.string(),
  name: z.string(),
  /** The mode in which it would run now. */
  mode: AttemptMode,
  /** What holds it first, then what only limits it; never empty. */
  reasons: z.array(SendingReason),
  /** When the next message is due; null: none is, or something holds all of them. */
  nextDueAt: z.nullable(z.string()),
});
export type WhyCampaign = z.infer<typeof WhyCampaign>;

/** How it stands with one lead in one sequence. */
export const WhyWay = z.object({
  campaignId: z.string(),
  campaignName: z.string(),
  sequenceName: z.string(),
  mode: AttemptMode,
  /** The message that comes next, from 1; null: none does. */
  step: z.nullable(z.number()),
  stepCount: z.number(),
  /** `goes`: by the next run; `over`: the sequence has ended; `leaving`: a message is on its way now. */
  state: z.enum(['goes', 'waits', 'blocked', 'leaving', 'over']),
  /** When it is planned; null: it is not. */
  plannedAt: z.nullable(z.string()),
  reasons: z.array(SendingReason),
});
export type WhyWay = z.infer<typeof WhyWay>;

/** Why a lead gets a message or does not. */
export const WhyLead = z.object({
  leadId: z.string(),
  name: z.string(),
  /** One for each way through a sequence, those that go on first. */
  ways: z.array(WhyWay),
  /** What stands against any message to this lead; and that it is in no sequence, if so. */
  reasons: z.array(SendingReason),
});
export type WhyLead = z.infer<typeof WhyLead>;
