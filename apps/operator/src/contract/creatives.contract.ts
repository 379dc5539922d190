import { CopySet, CopyWay, DirectionSet, MissingMaterial } from '@aicmo/creative/contract';
import { defineEndpoints } from '@aicmo/core-server/contract';
import { platforms } from '@aicmo/core-kernel';
import * as z from 'zod/mini';

/** A strategy that directions can be composed from. */
export const ComposableStrategy = z.object({
  id: z.string(),
  clientId: z.string(),
  company: z.string(),
  version: z.int(),
  state: z.string(),
});
export type ComposableStrategy = z.infer<typeof ComposableStrategy>;

/** A set of directions with the name of the company that they are for. */
export const ShownSet = z.object({ set: DirectionSet, company: z.string() });
export type ShownSet = z.infer<typeof ShownSet>;

/** What came of composing: a set, or what the strategy must say first. */
const ComposeOutcome = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), setId: z.string(), isNew: z.boolean() }),
  z.object({ ok: z.literal(false), reason: z.string(), missing: z.array(MissingMaterial) }),
]);
export type ComposeOutcome = z.infer<typeof ComposeOutcome>;

export const creativesContract = defineEndpoints({
  directions: {
    method: 'GET',
    path: '/api/creatives/directions',
    query: z.object({ client: z.optional(z.string()) }),
    result: z.object({ sets: z.array(ShownSet), strategies: z.array(ComposableStrategy) }),
    summary: 'The directions of one client or of all, last composed first, and the strategies there are',
  },
  compose: {
    method: 'POST',
    path: '/api/creatives/directions',
    body: z.object({ strategyId: z.string() }),
    result: ComposeOutcome,
    summary: 'Compose three directions from the newest version of a strategy',
  },
  choose: {
    method: 'POST',
    path: '/api/creatives/directions/:directionId/choice',
    body: z.object({ why: z.string() }),
    result: DirectionSet,
    summary: 'Choose one of three directions',
  },
  copies: {
    method: 'GET',
    path: '/api/creatives/directions/:directionId/copies',
    result: z.object({ copies: z.array(CopySet) }),
    summary: 'The copy that was written from a direction, last written first',
  },
  write: {
    method: 'POST',
    path: '/api/creatives/directions/:directionId/copies',
    body: z.object({ platform: z.enum(platforms), way: CopyWay }),
    result: CopySet,
    summary: 'Write copy for a post in variants, by the rules or by the language model',
  },
});
