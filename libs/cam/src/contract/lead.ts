import * as z from 'zod/mini';

/** States of a lead; legal moves in `leads/lead-rules.ts`. DOMAIN section 3. */
export const LeadState = z.enum(['NEW', 'ENRICHED', 'QUALIFIED', 'CONTACTED', 'REPLIED', 'WON', 'LOST']);
export type LeadState = z.infer<typeof LeadState>;

/** What the person has allowed. DO_NOT_CONTACT is sticky: only a person with a reason lifts it. */
export const Consent = z.enum(['UNKNOWN', 'OPTED_IN', 'DO_NOT_CONTACT']);
export type Consent = z.infer<typeof Consent>;

/** HOT ≥ .85, WARM ≥ .65, COOL ≥ .40, COLD. DOMAIN section 4. */
export const Tier = z.enum(['HOT', 'WARM', 'COOL', 'COLD']);
export type Tier = z.infer<typeof Tier>;

/** A needs fit ≥ .8 and budget and timeline known; B ≥ .6 (or ≥ .8 without them); C ≥ .4; D. DOMAIN section 4. */
export const Grade = z.enum(['A', 'B', 'C', 'D']);
export type Grade = z.infer<typeof Grade>;

/** What may make now a good moment to write. */
export const Signal = z.enum([
  'recent_job_change',
  'recently_funded',
  'hiring',
  'recent_activity',
  'decision_maker',
  'budget_authority',
]);
export type Signal = z.infer<typeof Signal>;

/** What checking a mail address gave. UNKNOWN: it could not be checked, which is never the same as VALID. */
export const EmailCheck = z.enum(['UNCHECKED', 'VALID', 'RISKY', 'INVALID', 'UNKNOWN']);
export type EmailCheck = z.infer<typeof EmailCheck>;

/** One factor of a score: what it is worth, how much it weighs, and why. */
export const Factor = z.object({
  key: z.enum(['size', 'industry', 'revenue', 'location', 'title', 'seniority', 'signals']),
  /** Which half of the score it belongs to. */
  part: z.enum(['fit', 'opportunity']),
  /** 0–1; an unknown one is .5. */
  value: z.number(),
  /** Within its half; the weights of a half add up to 1. */
  weight: z.number(),
  /** One plain sentence. */
  why: z.string(),
  isKnown: z.boolean(),
});
export type Factor = z.infer<typeof Factor>;

/** A score with everything that it was computed from: score = mean of fit and opportunity, each 0–1. */
export const LeadScore = z.object({
  score: z.number(),
  fit: z.number(),
  opportunity: z.number(),
  tier: Tier,
  grade: Grade,
  factors: z.array(Factor),
});
export type LeadScore = z.infer<typeof LeadScore>;

/** A person at a company whom a campaign may approach. */
export const Lead = z.object({
  id: z.string(),
  clientId: z.string(),
  /** Whoever it is, in the whole workspace: one person's leads at several clients share it. */
  personId: z.string(),
  /** The campaign for which it is scored. */
  campaignId: z.nullable(z.string()),
  firstName: z.string(),
  lastName: z.string(),
  /** As it stands in a letter: never empty, the company or address where no name is known. */
  name: z.string(),
  title: z.string(),
  company: z.string(),
  companyDomain: z.string(),
  industry: z.string(),
  employeeCount: z.nullable(z.number()),
  revenueCents: z.nullable(z.number()),
  location: z.string(),
  country: z.string(),
  email: z.string(),
  linkedin: z.string(),
  phone: z.string(),
  timeZone: z.nullable(z.string()),
  language: z.string(),
  signals: z.array(Signal),
  budgetKnown: z.boolean(),
  timelineKnown: z.boolean(),
  /** Null until scored. */
  score: z.nullable(z.number()),
  fit: z.nullable(z.number()),
  opportunity: z.nullable(z.number()),
  tier: z.nullable(Tier),
  grade: z.nullable(Grade),
  /** With their sentences in the detail of one lead; empty in lists. */
  factors: z.array(Factor),
  /** The version of the client's scoring rules; null: those that are built in. */
  scoreVersion: z.nullable(z.number()),
  emailCheck: EmailCheck,
  /** One plain sentence. */
  emailCheckWhy: z.string(),
  emailCheckedAt: z.nullable(z.string()),
  state: LeadState,
  stateReason: z.string(),
  consent: Consent,
  needsReview: z.boolean(),
  reviewReason: z.string(),
  /** Since when it waits for a person; null: it does not. */
  reviewSince: z.nullable(z.string()),
  /** Where it came from, in words: the file's name. */
  source: z.string(),
  batchId: z.nullable(z.string()),
  batchRow: z.nullable(z.number()),
  /** Columns of the file that have no place of their own. */
  fields: z.record(z.string(), z.string()),
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type Lead = z.infer<typeof Lead>;

/** One entry of a thing's story: when, who, what, why. */
export const StoryEntry = z.object({
  id: z.string(),
  at: z.string(),
  actor: z.string(),
  what: z.string(),
  why: z.string(),
});
export type StoryEntry = z.infer<typeof StoryEntry>;

/** One lead's way through one sequence; the legal moves are in `routing/enrolment-rules.ts`. DOMAIN section 3. */
export const EnrolmentStatus = z.enum(['ACTIVE', 'PAUSED', 'FINISHED', 'STOPPED']);
export type EnrolmentStatus = z.infer<typeof EnrolmentStatus>;

/** A lead's enrolment as its page shows it. */
export const LeadEnrolment = z.object({
  id: z.string(),
  campaignId: z.string(),
  campaignName: z.string(),
  sequenceName: z.string(),
  status: EnrolmentStatus,
  statusReason: z.string(),
  startedAt: z.string(),
});
export type LeadEnrolment = z.infer<typeof LeadEnrolment>;
