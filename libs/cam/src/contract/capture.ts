import * as z from 'zod/mini';

/** What a form may ask besides the mail address, which every form asks. */
export const CaptureFieldName = z.enum(['firstName', 'lastName', 'company', 'title', 'phone', 'linkedin', 'message']);
export type CaptureFieldName = z.infer<typeof CaptureFieldName>;

/** One question of a form. */
export const CaptureField = z.object({
  name: CaptureFieldName,
  /** As it stands above the field. */
  label: z.string(),
  isRequired: z.boolean(),
});
export type CaptureField = z.infer<typeof CaptureField>;

/** What a person decides about a form. */
export const CaptureFormDraft = z.object({
  /** For the operator. */
  name: z.string(),
  /** For the visitor. */
  title: z.string(),
  intro: z.string(),
  fields: z.array(CaptureField),
  /** The sentence that the visitor agrees to; it is kept with each consent. */
  consentText: z.string(),
  /** Web addresses whose pages may show the form in a frame: `https://www.example.com`. */
  sites: z.array(z.string()),
  /** The campaign for which its leads are scored. */
  campaignId: z.nullable(z.string()),
});
export type CaptureFormDraft = z.infer<typeof CaptureFormDraft>;

/** How many submissions of a form are where. */
export const CaptureCounts = z.object({ waiting: z.number(), held: z.number(), confirmed: z.number() });
export type CaptureCounts = z.infer<typeof CaptureCounts>;

/** A form that people outside fill in. */
export const CaptureForm = z.extend(CaptureFormDraft, {
  id: z.string(),
  clientId: z.string(),
  /** Random: the last part of its address. */
  key: z.string(),
  status: z.enum(['OPEN', 'CLOSED']),
  version: z.number(),
  createdAt: z.string(),
  counts: CaptureCounts,
});
export type CaptureForm = z.infer<typeof CaptureForm>;

/** WAITING for its link to be opened; HELD until a person decides. */
export const CaptureStatus = z.enum(['WAITING', 'CONFIRMED', 'HELD', 'DISCARDED', 'WITHDRAWN']);
export type CaptureStatus = z.infer<typeof CaptureStatus>;

/** What somebody sent by a form. */
export const CaptureSubmission = z.object({
  id: z.string(),
  formId: z.string(),
  formName: z.string(),
  clientId: z.string(),
  /** By the names of the fields; empty once it is a lead, which has them. */
  answers: z.record(z.string(), z.string()),
  status: CaptureStatus,
  /** Why it is held or gone; one plain sentence. */
  statusReason: z.string(),
  receivedAt: z.string(),
  expiresAt: z.string(),
  confirmedAt: z.nullable(z.string()),
  leadId: z.nullable(z.string()),
  /** What became of the confirmation message; one plain sentence. */
  messageState: z.string(),
});
export type CaptureSubmission = z.infer<typeof CaptureSubmission>;

/** A page of submissions, newest first. */
export const CaptureSubmissionPage = z.object({
  submissions: z.array(CaptureSubmission),
  total: z.number(),
  next: z.nullable(z.string()),
});
export type CaptureSubmissionPage = z.infer<typeof CaptureSubmissionPage>;

/** What the page behind a confirmation link shows. */
export const LinkView = z.object({
  formTitle: z.string(),
  clientName: z.string(),
  consentText: z.string(),
  receivedAt: z.string(),
  /** `over`: the link came too late. */
  state: z.enum(['waiting', 'confirmed', 'held', 'withdrawn', 'over']),
});
export type LinkView = z.infer<typeof LinkView>;
