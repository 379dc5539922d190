import type { Platform } from '@aicmo/core-kernel';

/** What a platform counts when it measures a post. */
export type LengthUnit =
  | 'weighted characters'
  | 'graphemes'
  | 'graphemes, links as 23'
  | 'UTF-16 units'
  | 'characters, emoji as bytes'
  | 'bytes';

/** What one platform takes, with where that is written and when we read it. Data: an outside fact, not our opinion. */
export interface PlatformRule {
  readonly platform: Platform;
  /** As it is written on screen. */
  readonly name: string;
  /** The most that a post's text may measure in `unit`; null where there is no limit. */
  readonly maxLength: number | null;
  readonly unit: LengthUnit;
  /** A second limit on the same text, in UTF-8 bytes; null where there is none. */
  readonly maxBytes: number | null;
  /** How many letters are shown before "more"; null where unknown or all. */
  readonly shownLetters: number | null;
  readonly maxHashtags: number | null;
  readonly maxMentions: number | null;
  /** Pictures in one post; null where there is no number. */
  readonly maxImages: number | null;
  /** A post without a picture or video is not possible. */
  readonly needsMedia: boolean;
  /** Whether a link in the text can be clicked. */
  readonly linksWork: boolean;
  /** Whether a longer text may go on in a chain of posts. */
  readonly hasThreads: boolean;
  /** Host names on which a published post of this platform lives; empty where any address may be right. */
  readonly hosts: readonly string[];
  /** Where the platform says so; null for what is the client's own. */
  readonly source: string | null;
  /** The day on which we read the source. */
  readonly readOn: `${number}-${number}-${number}`;
}

const readOn = '2026-11-22';
const usual = {
  maxBytes: null,
  shownLetters: null,
  maxHashtags: null,
  maxMentions: null,
  maxImages: null,
  needsMedia: false,
  linksWork: true,
  hasThreads: false,
  readOn,
} as const;

/** The rules of every platform, by platform. */
export const platformRules: Readonly<Record<Platform, PlatformRule>> = {
  linkedin: {
    ...usual,
    platform: 'linkedin',
    name: 'LinkedIn',
    maxLength: 3000,
    unit: 'UTF-16 units',
    shownLetters: 210,
    maxImages: 20,
    hosts: ['linkedin.com'],
    source: 'https://www.linkedin.com/help/linkedin/answer/a528176',
  },
  instagram: {
    ...usual,
    platform: 'instagram',
    name: 'Instagram',
    maxLength: 2200,
    unit: 'UTF-16 units',
    shownLetters: 125,
    maxHashtags: 30,
    maxMentions: 20,
    maxImages: 10,
    needsMedia: true,
    linksWork: false,
    hosts: ['instagram.com'],
    source: 'https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-user/media',
  },
  x: {
    ...usual,
    platform: 'x',
    name: 'X',
    maxLength: 280,
    unit: 'weighted characters',
    maxImages: 4,
    hasThreads: true,
    hosts: ['x.com', 'twitter.com'],
    source: 'https://docs.x.com/fundamentals/counting-characters',
  },
  bluesky: {
    ...usual,
    platform: 'bluesky',
    name: 'Bluesky',
    maxLength: 300,
    unit: 'graphemes',
    maxBytes: 3000,
    maxImages: 4,
    hasThreads: true,
    hosts: ['bsky.app'],
    source: 'https://github.com/bluesky-social/atproto/blob/main/lexicons/app/bsky/feed/post.json',
  },
  mastodon: {
    ...usual,
    platform: 'mastodon',
    name: 'Mastodon',
    maxLength: 500,
    unit: 'graphemes, links as 23',
    maxImages: 4,
    hasThreads: true,
    hosts: [],
    source: 'https://docs.joinmastodon.org/user/posting/',
  },
  facebook: {
    ...usual,
    platform: 'facebook',
    name: 'Facebook',
    maxLength: 63_206,
    unit: 'UTF-16 units',
    shownLetters: 477,
    hosts: ['facebook.com'],
    source: 'https://developers.facebook.com/docs/graph-api/reference/page/feed',
  },
  tiktok: {
    ...usual,
    platform: 'tiktok',
    name: 'TikTok',
    maxLength: 2200,
    unit: 'UTF-16 units',
    maxImages: 35,
    needsMedia: true,
    linksWork: false,
    hosts: ['tiktok.com'],
    source: 'https://developers.tiktok.com/doc/content-posting-api-reference-direct-post',
  },
  youtube: {
    ...usual,
    platform: 'youtube',
    name: 'YouTube',
    maxLength: 5000,
    unit: 'bytes',
    maxHashtags: 60,
    needsMedia: true,
    hosts: ['youtube.com', 'youtu.be'],
    source: 'https://developers.google.com/youtube/v3/docs/videos#snippet.description',
  },
  threads: {
    ...usual,
    platform: 'threads',
    name: 'Threads',
    maxLength: 500,
    unit: 'characters, emoji as bytes',
    maxImages: 20,
    maxHashtags: 1,
    hasThreads: true,
    hosts: ['threads.net', 'threads.com'],
    source: 'https://developers.facebook.com/docs/threads/overview#limitations',
  },
  blog: {
    ...usual,
    platform: 'blog',
    name: 'Blog',
    maxLength: null,
    unit: 'graphemes',
    hosts: [],
    source: null,
  },
  newsletter: {
    ...usual,
    platform: 'newsletter',
    name: 'Newsletter',
    maxLength: null,
    unit: 'graphemes',
    hosts: [],
    source: null,
  },
};
