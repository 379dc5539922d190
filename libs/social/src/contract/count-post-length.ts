import type { Platform } from '@aicmo/core-kernel';
import { countGraphemes } from './length/graphemes.ts';
import { lengthOnMastodon } from './length/mastodon-length.ts';
import { weightedLengthOnX } from './length/x-length.ts';
import { platformRules, type LengthUnit } from './platform-rules.ts';

/** A text's length as its platform measures it. */
export interface PostLength {
  readonly length: number;
  /** null where the platform sets none. */
  readonly limit: number | null;
  readonly unit: LengthUnit;
  /** Whether the text is within every limit of the platform on its size. */
  readonly fits: boolean;
  /** `limit − length`; negative when too long, null without a limit. */
  readonly left: number | null;
}

/**
 * The count that the platform itself would make of a text: X weighs letters and takes any link for 23, Bluesky counts
 * graphemes (and bytes), Mastodon takes links for 23 and of @name@server the name, Threads counts an emoji by its
 * bytes, YouTube counts bytes. Where a platform does not publish how it counts (LinkedIn, Instagram, Facebook) we
 * count UTF-16 units, which never come out too low.
 */
export function countPostLength(platform: Platform, text: string): PostLength {
  const { unit, maxLength: limit, maxBytes } = platformRules[platform];
  const length = measures[unit](text);
  const fits = (limit === null || length <= limit) && (maxBytes === null || bytesOf(text) <= maxBytes);
  return { length, limit, unit, fits, left: limit === null ? null : limit - length };
}

const bytesOf = (text: string): number => new TextEncoder().encode(text).length;

const measures: Readonly<Record<LengthUnit, (text: string) => number>> = {
  'weighted characters': weightedLengthOnX,
  graphemes: countGraphemes,
  'graphemes, links as 23': lengthOnMastodon,
  'UTF-16 units': (text) => text.length,
  'characters, emoji as bytes': charactersWithEmojiAsBytes,
  bytes: bytesOf,
};

function charactersWithEmojiAsBytes(text: string): number {
  let emojiBytes = 0;
  const rest = text.replace(/\p{RGI_Emoji}/gv, (emoji) => {
    emojiBytes += bytesOf(emoji);
    return '';
  });
  return emojiBytes + [...rest].length;
}
