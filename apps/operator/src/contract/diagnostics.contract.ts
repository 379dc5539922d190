import { defineEndpoints } from '@aicmo/core-server/contract';
import * as z from 'zod/mini';

/** A part that the house is made of, whether it works, and why. */
export const ServiceView = z.object({
  id: z.string(),
  title: z.string(),
  /** `off`: deliberately not in use; `unknown`: it could not be found out. */
  state: z.enum(['ok', 'off', 'failed', 'unknown']),
  reason: z.string(),
  /** What to type or do; empty when there is nothing to do. */
  remedy: z.string(),
});
export type ServiceView = z.infer<typeof ServiceView>;

/** One question that the language model was asked, with what became of it. */
export const QuestionView = z.object({
  id: z.string(),
  at: z.string(),
  by: z.string(),
  purpose: z.string(),
  model: z.string(),
  /** `OPEN`: under way. `LOST`: begun long ago and never closed, because its process ended in between. */
  outcome: z.enum(['OPEN', 'LOST', 'ANSWERED', 'FAILED', 'REFUSED', 'CANCELLED']),
  tokens: z.int(),
  /** Counted by us, roughly, because the service did not. */
  isEstimated: z.boolean(),
  /** Millionths of a US dollar; null where the price is not known. */
  microUsd: z.nullable(z.number()),
  latencyMs: z.number(),
});
export type QuestionView = z.infer<typeof QuestionView>;

const limit = z.object({ tokens: z.nullable(z.number()), cents: z.nullable(z.number()) });

/** The language model: whether it is on, what is used of today's budget, and what it was asked lately. */
export const LanguageModelView = z.object({
  model: z.string(),
  /** The service's address, without secrets. */
  address: z.string(),
  perDay: limit,
  perClient: limit,
  /** Of today, in UTC; null while the database cannot be read. */
  used: z.nullable(z.object({ tokens: z.number(), microUsd: z.number() })),
  questions: z.array(QuestionView),
});
export type LanguageModelView = z.infer<typeof LanguageModelView>;

export const diagnosticsContract = defineEndpoints({
  services: {
    method: 'GET',
    path: '/api/diagnostics/services',
    result: z.object({ takenAt: z.string(), services: z.array(ServiceView) }),
    summary: 'Each part of the house: whether it works, and why',
  },
  languageModel: {
    method: 'GET',
    path: '/api/diagnostics/language-model',
    result: LanguageModelView,
    summary: 'The language model: its budget of today and its latest questions',
  },
});
