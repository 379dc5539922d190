import type { Platform } from '@aicmo/core-kernel';
import type { CreativeDirection, Phrase } from '../../contract/direction.ts';
import type { CreativeMaterial } from '../../contract/material.ts';
import { samplePost, type PostFits } from '../compose/sample-posts.ts';

/** The version of these rules; raised with every change of what the same direction would give. */
export const copyRulesVersion = '1';

/**
 * Variants of a post in the direction's own words: one for each hook, with the pillar that belongs to it, the tagline
 * and the act, as far as the platform has room. Empty when not even an opening fits.
 */
export function composeCopy(
  { hooks, pillars, tagline }: CreativeDirection,
  { callToAction }: Pick<CreativeMaterial, 'callToAction'>,
  platform: Platform,
  fits: PostFits,
): readonly string[] {
  const act = callToAction.trim() === '' ? {} : { act: phraseOf('callToAction', callToAction.trim()) };
  const posts = hooks.map((opening, index) => {
    const pillar = pillars[index];
    return samplePost(platform, { opening, body: pillar ? [pillar.about, tagline] : [tagline], ...act }, fits);
  });
  return posts.flatMap((post) => (post ? [post.text.text] : []));
}

const phraseOf = (field: string, text: string): Phrase => ({ text, sources: [{ field, words: text }] });
