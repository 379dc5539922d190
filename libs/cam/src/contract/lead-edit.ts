import * as z from 'zod/mini';
import { Signal } from './lead.ts';

/** What a person may change of a lead by hand; a field that is missing stays as it is, an empty text empties it. */
export const LeadEdit = z.object({
  firstName: z.optional(z.string()),
  lastName: z.optional(z.string()),
  title: z.optional(z.string()),
  company: z.optional(z.string()),
  companyDomain: z.optional(z.string()),
  industry: z.optional(z.string()),
  employeeCount: z.optional(z.nullable(z.number())),
  revenueCents: z.optional(z.nullable(z.number())),
  location: z.optional(z.string()),
  country: z.optional(z.string()),
  email: z.optional(z.string()),
  linkedin: z.optional(z.string()),
  phone: z.optional(z.string()),
  timeZone: z.optional(z.nullable(z.string())),
  language: z.optional(z.string()),
  signals: z.optional(z.array(Signal)),
  budgetKnown: z.optional(z.boolean()),
  timelineKnown: z.optional(z.boolean()),
  /** All own fields as they stand afterwards. */
  fields: z.optional(z.record(z.string(), z.string())),
});
export type LeadEdit = z.infer<typeof LeadEdit>;
