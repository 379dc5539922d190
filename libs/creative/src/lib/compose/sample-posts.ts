import type { Platform } from '@aicmo/core-kernel';
import type { Phrase, SamplePost } from '../../contract/direction.ts';
import { join } from './write.ts';

/** Whether a post may stand on a platform. */
export type PostFits = (platform: Platform, text: string) => boolean;

const limits: Partial<Record<Platform, number>> = {
  x: 280,
  bluesky: 300,
  mastodon: 500,
  threads: 500,
  instagram: 2200,
};

/**
 * A careful guess for when nobody plugs in the platforms' own counting (libs/social): letters beyond Latin, Greek and
 * Cyrillic count twice everywhere, as they do on X.
 */
export const cautiousFit: PostFits = (platform, text) =>
  [...text].reduce((sum, letter) => sum + ((letter.codePointAt(0) ?? 0) > 0x10ff ? 2 : 1), 0) <=
  (limits[platform] ?? 2000);

/**
 * One post for a platform: its opening, as many of the further lines as fit (the first ones first), and the act at the
 * end where it fits. Undefined when not even the opening fits.
 */
export function samplePost(
  platform: Platform,
  lines: { readonly opening: Phrase; readonly body: readonly Phrase[]; readonly act?: Phrase },
  fits: PostFits,
): SamplePost | undefined {
  const end = lines.act ? [lines.act] : [];
  for (let kept = lines.body.length; kept >= 0; kept -= 1) {
    for (const ending of [end, []]) {
      const text = join([lines.opening, ...lines.body.slice(0, kept), ...ending], '\n\n');
      if (fits(platform, text.text)) return { platform, text };
    }
  }
  return undefined;
}
