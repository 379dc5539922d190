import { defineEndpoints } from '@aicmo/core-server/contract';
import { Brief, BriefSummary, MissingField, Strategy, StrategyVersion } from '@aicmo/strategy/contract';
import * as z from 'zod/mini';

const clientQuery = z.object({ client: z.optional(z.string()) });
const versionQuery = z.object({ version: z.optional(z.string()) });

/** What came of drafting: a strategy, or what the brief must say first. */
const DraftOutcome = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), strategyId: z.string(), isNew: z.boolean() }),
  z.object({ ok: z.literal(false), reason: z.string(), missing: z.array(MissingField) }),
]);
export type DraftOutcome = z.infer<typeof DraftOutcome>;

/** What a person decided about a version of a strategy. */
export const StrategyDecision = z.object({
  decision: z.enum(['APPROVED', 'CHANGES_REQUESTED', 'WITHDRAWN']),
  by: z.string(),
  why: z.nullable(z.string()),
  at: z.string(),
});
export type StrategyDecision = z.infer<typeof StrategyDecision>;

const briefVersion = z.object({ version: z.int(), savedBy: z.string(), savedAt: z.string() });
/** What a form holds: the library reads it, so that each wrong field comes back with its own sentence. */
const typed = z.record(z.string(), z.unknown());

export const strategyContract = defineEndpoints({
  briefs: {
    method: 'GET',
    path: '/api/strategy/briefs',
    query: clientQuery,
    result: z.object({ briefs: z.array(BriefSummary) }),
    summary: 'The briefs of one client or of all, last saved first',
  },
  brief: {
    method: 'GET',
    path: '/api/strategy/briefs/:briefId',
    query: versionQuery,
    result: z.object({ brief: Brief, summary: BriefSummary, versions: z.array(briefVersion) }),
    summary: 'One version of a brief, the newest unless another is named, and all its versions',
  },
  createBrief: {
    method: 'POST',
    path: '/api/strategy/briefs',
    body: z.object({ clientId: z.string(), content: typed }),
    result: Brief,
    summary: 'Store the first version of a brief',
  },
  saveBrief: {
    method: 'POST',
    path: '/api/strategy/briefs/:briefId/versions',
    body: z.object({ editedVersion: z.int(), content: typed }),
    result: Brief,
    summary: 'Store an edit of a brief as its next version',
  },
  draft: {
    method: 'POST',
    path: '/api/strategy/briefs/:briefId/draft',
    result: DraftOutcome,
    summary: 'Draft the eight layers from the newest version of a brief',
  },
  strategy: {
    method: 'GET',
    path: '/api/strategy/documents/:strategyId',
    query: versionQuery,
    result: z.object({
      strategy: Strategy,
      versions: z.array(StrategyVersion),
      /** The newest version of its brief: higher than the strategy's own when the brief was edited since. */
      newestBriefVersion: z.int(),
      /** Newest first; null while approvals cannot be read. */
      decisions: z.nullable(z.array(StrategyDecision)),
    }),
    summary: 'One version of a strategy, the newest unless another is named, and all its versions',
  },
  answer: {
    method: 'POST',
    path: '/api/strategy/documents/:strategyId/answers',
    body: z.object({ editedVersion: z.int(), answers: z.record(z.string(), z.string()) }),
    result: Strategy,
    summary: 'Answer open questions of a strategy as its next version',
  },
  review: {
    method: 'POST',
    path: '/api/strategy/documents/:strategyId/review',
    body: z.object({ version: z.int() }),
    result: Strategy,
    summary: 'Ask for a decision on the newest version of a strategy',
  },
  decide: {
    method: 'POST',
    path: '/api/strategy/documents/:strategyId/decision',
    body: z.object({
      version: z.int(),
      /** The hash of what the person saw. */
      seenHash: z.string(),
      decision: z.enum(['APPROVED', 'CHANGES_REQUESTED']),
      /** Needed when changes are asked for. */
      why: z.string(),
    }),
    result: Strategy,
    summary: 'Decide about a version of a strategy, bound to its hash',
  },
});
