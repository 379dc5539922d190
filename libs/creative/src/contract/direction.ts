import * as z from 'zod/mini';
import { platforms } from '@aicmo/core-kernel';

/** Where words come from: a field of the material, and the line of a list (from 0). */
export const PhraseSource = z.object({
  field: z.string(),
  item: z.optional(z.int()),
  /** The words as they stand in the phrase; only the case of the first letter may differ from the material. */
  words: z.string(),
});
/** Where words come from. */
export type PhraseSource = z.infer<typeof PhraseSource>;

/** Words for people to read, with where they come from: never without a source. */
export const Phrase = z.object({ text: z.string(), sources: z.array(PhraseSource).check(z.minLength(1)) });
/** Words for people to read, with where they come from. */
export type Phrase = z.infer<typeof Phrase>;

/** One colour of a palette and what it is for. */
export const Swatch = z.object({
  role: z.enum(['GROUND', 'QUIET_GROUND', 'TEXT', 'ACCENT', 'TEXT_ON_ACCENT']),
  /** Six hex digits after a hash, lower case. */
  hex: z.string().check(z.regex(/^#[0-9a-f]{6}$/)),
  /** Why this colour. */
  why: z.string(),
  source: PhraseSource,
});
/** One colour of a palette and what it is for. */
export type Swatch = z.infer<typeof Swatch>;

/** Which side the story is told from. METHOD stands in for PROOF when nothing can be proved yet. */
export const Angle = z.enum(['PROBLEM', 'PROOF', 'METHOD', 'CHANGE']);
/** Which side the story is told from. */
export type Angle = z.infer<typeof Angle>;

/** A post as it could stand on a platform. */
export const SamplePost = z.object({ platform: z.enum(platforms), text: Phrase });
/** A post as it could stand on a platform. */
export type SamplePost = z.infer<typeof SamplePost>;

/** A territory: everything that somebody needs to make pieces that belong together. */
export const CreativeDirection = z.object({
  angle: Angle,
  name: Phrase,
  tagline: Phrase,
  idea: Phrase,
  visualStyle: Phrase,
  /** Ground, quiet ground, text, accent, text on accent; every pair that carries text reads at 4.5 : 1 or better. */
  palette: z.array(Swatch).check(z.length(5)),
  tone: Phrase,
  pillars: z.array(z.object({ title: Phrase, about: Phrase })).check(z.length(3)),
  hooks: z.array(Phrase).check(z.length(3)),
  samplePosts: z.array(SamplePost).check(z.minLength(1)),
});
/** A territory: everything that somebody needs to make pieces that belong together. */
export type CreativeDirection = z.infer<typeof CreativeDirection>;
