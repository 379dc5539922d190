import * as z from 'zod/mini';
import { platforms } from '@aicmo/core-kernel';

const text = z._default(z.string().check(z.trim(), z.maxLength(2000)), '');
const list = z._default(z.array(z.string().check(z.trim(), z.maxLength(2000))).check(z.maxLength(60)), []);

/**
 * What directions are composed from: creative's own view of a brief and its strategy. Every word of a direction that
 * is not a fixed connecting word comes from here. Empty means "not given".
 */
export const CreativeMaterial = z.object({
  /** The name that customers know. */
  company: text,
  /** What is sold, in one sentence. */
  offer: text,
  /** Who buys, named as a group: "independent cafés in Lisbon". */
  audience: text,
  /** What hurts, as the audience would say it. At least two. */
  pains: list,
  /** What is true on a good day. At least two. */
  outcomes: list,
  /** What no rival could say. Together with `proof` at least two. */
  differentiators: list,
  /** Results, names and numbers that may be quoted. */
  proof: list,
  /** How it should sound, in a few words. */
  tone: text,
  /** How it should look; optional. */
  visual: text,
  /** Hex colours; optional. */
  brandColours: list,
  /** Words that nothing composed may contain; whole words, any case. */
  bannedWords: list,
  /** The one act a reader should take; optional. */
  callToAction: text,
  /** Where the sample posts are for; LinkedIn, Instagram and X when empty. */
  platforms: z._default(z.array(z.enum(platforms)), []),
});
/** What directions are composed from, complete. */
export type CreativeMaterial = z.infer<typeof CreativeMaterial>;
/** What directions are composed from, as a caller writes it: everything not given counts as empty. */
export type CreativeInput = z.input<typeof CreativeMaterial>;
/** The name of one field of the material. */
export type MaterialField = keyof CreativeMaterial;

/** Labels of the fields, for people. */
export const materialLabels: Readonly<Record<MaterialField, string>> = {
  company: 'Company',
  offer: 'What it sells',
  audience: 'Who buys',
  pains: 'What hurts',
  outcomes: 'What they want instead',
  differentiators: 'What is different here',
  proof: 'What can be proved',
  tone: 'How it should sound',
  visual: 'How it should look',
  brandColours: 'Brand colours',
  bannedWords: 'Words never used',
  callToAction: 'What the reader should do',
  platforms: 'Where the posts are for',
};
