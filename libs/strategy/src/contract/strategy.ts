import * as z from 'zod/mini';

/** Where words of a statement come from: a field of the brief (with the line of a list, from 0), or a person. */
export const StatementSource = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('brief'),
    field: z.string(),
    item: z.optional(z.int()),
    /** The words as they stand in the statement. */
    words: z.string(),
  }),
  z.object({ kind: z.literal('person'), by: z.string(), at: z.string(), words: z.string() }),
]);
/** Where words of a statement come from. */
export type StatementSource = z.infer<typeof StatementSource>;

/** One sentence of a strategy, never without a source. */
export const Statement = z.object({ text: z.string(), sources: z.array(StatementSource).check(z.minLength(1)) });
/** One sentence of a strategy, never without a source. */
export type Statement = z.infer<typeof Statement>;

/** One field of a layer: what is known, and what only a person can still say. */
export const LayerField = z.object({
  /** Layer and field: `value.core-promise`. */
  id: z.string(),
  title: z.string(),
  statements: z.array(Statement),
  /** The open question while nobody has answered it; null when there is nothing to ask. */
  question: z.nullable(z.string()),
});
/** One field of a layer. */
export type LayerField = z.infer<typeof LayerField>;

/** One of the eight layers. DOMAIN section 4. */
export const StrategyLayer = z.object({ id: z.string(), title: z.string(), fields: z.array(LayerField) });
/** One of the eight layers. */
export type StrategyLayer = z.infer<typeof StrategyLayer>;

/** The states of one version of a strategy. DOMAIN section 3, artifact version. */
export const StrategyState = z.enum(['DRAFT', 'IN_REVIEW', 'APPROVED', 'CHANGES_REQUESTED', 'STALE', 'ARCHIVED']);
/** The states of one version of a strategy. */
export type StrategyState = z.infer<typeof StrategyState>;

/** How many of the fields are answered. */
export const Completeness = z.object({ answered: z.int(), asked: z.int() });
/** How many of the fields are answered. */
export type Completeness = z.infer<typeof Completeness>;

/** One version of the eight layers derived from one version of a brief. Its content never changes; its state does. */
export const Strategy = z.object({
  id: z.string(),
  clientId: z.string(),
  briefId: z.string(),
  /** The version of the brief whose words it is composed from. */
  briefVersion: z.int(),
  version: z.int(),
  state: StrategyState,
  company: z.string(),
  layers: z.array(StrategyLayer).check(z.length(8)),
  completeness: Completeness,
  /** SHA-256 (hex) over the canonical form of `{ layers }`: what an approval binds. */
  hash: z.string(),
  madeBy: z.string(),
  madeAt: z.string(),
});
/** One version of the eight layers. */
export type Strategy = z.infer<typeof Strategy>;

/** A version in the list of versions. */
export const StrategyVersion = z.object({
  version: z.int(),
  briefVersion: z.int(),
  state: StrategyState,
  completeness: Completeness,
  madeBy: z.string(),
  madeAt: z.string(),
});
/** A version in the list of versions. */
export type StrategyVersion = z.infer<typeof StrategyVersion>;

/** What only a person can fill. */
export interface OpenQuestion {
  readonly field: string;
  readonly layer: string;
  readonly title: string;
  readonly question: string;
}

/** Every open question of a strategy, in the order of the layers. */
export function openQuestions(strategy: Pick<Strategy, 'layers'>): OpenQuestion[] {
  return strategy.layers.flatMap((layer) =>
    layer.fields.flatMap(({ id, title, question }) =>
      question === null ? [] : [{ field: id, layer: layer.title, title, question }],
    ),
  );
}
