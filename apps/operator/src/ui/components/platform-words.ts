import type { Platform } from '@aicmo/core-kernel';

/** How a platform is called on screen. */
export const platformWords: Readonly<Record<Platform, string>> = {
  linkedin: 'LinkedIn',
  instagram: 'Instagram',
  x: 'X',
  bluesky: 'Bluesky',
  mastodon: 'Mastodon',
  facebook: 'Facebook',
  tiktok: 'TikTok',
  youtube: 'YouTube',
  threads: 'Threads',
  blog: 'Blog',
  newsletter: 'Newsletter',
};
