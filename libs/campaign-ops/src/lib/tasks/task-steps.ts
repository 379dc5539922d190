import type { Platform } from '@aicmo/core-kernel';

/** How a platform is called on screen. */
export const platformNames: Readonly<Record<Platform, string>> = {
  linkedin: 'LinkedIn',
  instagram: 'Instagram',
  x: 'X',
  bluesky: 'Bluesky',
  mastodon: 'Mastodon',
  facebook: 'Facebook',
  tiktok: 'TikTok',
  youtube: 'YouTube',
  threads: 'Threads',
  blog: 'the blog',
  newsletter: 'the newsletter',
};

/** What a person does to publish a post by hand. */
export const postSteps = (platform: Platform): readonly string[] => [
  `Open ${platformNames[platform]} and check that you act for the client, not for yourself.`,
  'Paste the text of this task; add the picture and its description when there is one.',
  'Read it once in the preview: links, names, line breaks.',
  'Publish it, open the published post and copy its address.',
  'Paste the address here as the proof.',
];

/** What a person does after a post was published: soon after, and a day later. */
export const engageSteps = (mark: '2h' | '24h'): readonly string[] =>
  mark === '2h'
    ? ['Open the post.', 'Answer every comment that asks something.', 'Write here how many you answered.']
    : [
        'Open the post.',
        'Answer what came in since yesterday.',
        'Write down views, reactions and comments, and anything that the client should know.',
      ];
