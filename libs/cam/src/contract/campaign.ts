import * as z from 'zod/mini';
import { channels } from '@aicmo/core-kernel';

/** A way of reaching one lead. */
export const Channel = z.enum(channels);
export type Channel = z.infer<typeof Channel>;

/** States of a campaign; legal moves in `campaigns/campaign-rules.ts`. DOMAIN section 3. */
export const CampaignStatus = z.enum(['DRAFT', 'ACTIVE', 'PAUSED', 'COMPLETED', 'ARCHIVED']);
export type CampaignStatus = z.infer<typeof CampaignStatus>;

/** SIMULATION until somebody goes LIVE on purpose. */
export const CampaignMode = z.enum(['SIMULATION', 'LIVE']);
export type CampaignMode = z.infer<typeof CampaignMode>;

/** Company sizes by number of people: under 10, 10–49, 50–499, 500 and more. */
export const CompanySize = z.enum(['startup', 'small', 'medium', 'enterprise']);
export type CompanySize = z.infer<typeof CompanySize>;

/** Whom a campaign looks for. An empty list or null says "nobody said": that factor then stays neutral. */
export const IdealCustomer = z.object({
  industries: z.array(z.string()),
  sizes: z.array(CompanySize),
  /** Yearly revenue in cents. */
  revenueFromCents: z.nullable(z.number()),
  revenueToCents: z.nullable(z.number()),
  locations: z.array(z.string()),
  titles: z.array(z.string()),
});
export type IdealCustomer = z.infer<typeof IdealCustomer>;

/** An ideal customer about whom nobody has said anything. */
export const anyCustomer: IdealCustomer = {
  industries: [],
  sizes: [],
  revenueFromCents: null,
  revenueToCents: null,
  locations: [],
  titles: [],
};

/** When messages of a campaign may arrive, in the recipient's local time. Holidays stand beside it, on the campaign. */
export const CampaignWindow = z.object({
  /** ISO weekdays, 1 = Monday … 7 = Sunday. */
  days: z.array(z.number()),
  /** Local times of day, `HH:MM`. */
  spans: z.array(z.object({ from: z.string(), to: z.string() })),
});
export type CampaignWindow = z.infer<typeof CampaignWindow>;

/** What a campaign may do in a day. DOMAIN section 4: the smallest cap wins. */
export const CampaignLimits = z.object({
  /** Messages of this campaign a day. 1–500, default 20. */
  perDay: z.number(),
  window: CampaignWindow,
});
export type CampaignLimits = z.infer<typeof CampaignLimits>;

/** 20 a day, 09:00–17:30, Monday to Friday. DOMAIN section 4. */
export const defaultLimits: CampaignLimits = {
  perDay: 20,
  window: { days: [1, 2, 3, 4, 5], spans: [{ from: '09:00', to: '17:30' }] },
};

/** First messages of a LIVE campaign that wait for a person. EFFECTS; 0–100. */
export const defaultApproveFirst = 10;

/** The only campaign concept: a time-boxed push for one client. */
export const Campaign = z.object({
  id: z.string(),
  clientId: z.string(),
  name: z.string(),
  objective: z.string(),
  channels: z.array(Channel),
  /** Local date of the client, `YYYY-MM-DD`, inclusive; null: open. */
  startsOn: z.nullable(z.string()),
  endsOn: z.nullable(z.string()),
  cadence: z.string(),
  callToAction: z.string(),
  /** Why the person is written to; every message says it. */
  reasonForContact: z.string(),
  budgetCents: z.nullable(z.number()),
  /** ISO 4217. */
  currency: z.string(),
  icp: IdealCustomer,
  limits: CampaignLimits,
  /** A lead that scores lower (0–1) is not put in sequence; null: every lead is. */
  lowestScore: z.nullable(z.number()),
  /** Local dates on which nothing goes. */
  holidays: z.array(z.string()),
  /** Sequence id for a tier; a tier that is missing takes the built-in sequence. */
  sequenceByTier: z.record(z.string(), z.string()),
  /** Null: the client's. */
  senderName: z.nullable(z.string()),
  senderAddress: z.nullable(z.string()),
  /** How many first messages wait for a person once it is LIVE; 0: none. */
  approveFirst: z.number(),
  mode: CampaignMode,
  status: CampaignStatus,
  /** Why it is in this state; empty when nobody said. */
  statusReason: z.string(),
  statusAt: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type Campaign = z.infer<typeof Campaign>;

/** What a campaign is made of or changed to; everything but client and name has a default. */
export const CampaignDraft = z.object({
  name: z.string(),
  objective: z.optional(z.string()),
  channels: z.optional(z.array(Channel)),
  startsOn: z.optional(z.nullable(z.string())),
  endsOn: z.optional(z.nullable(z.string())),
  cadence: z.optional(z.string()),
  callToAction: z.optional(z.string()),
  reasonForContact: z.optional(z.string()),
  budgetCents: z.optional(z.nullable(z.number())),
  currency: z.optional(z.string()),
  icp: z.optional(IdealCustomer),
  limits: z.optional(CampaignLimits),
  lowestScore: z.optional(z.nullable(z.number())),
  holidays: z.optional(z.array(z.string())),
  sequenceByTier: z.optional(z.record(z.string(), z.string())),
  senderName: z.optional(z.nullable(z.string())),
  senderAddress: z.optional(z.nullable(z.string())),
  approveFirst: z.optional(z.number()),
});
export type CampaignDraft = z.infer<typeof CampaignDraft>;
