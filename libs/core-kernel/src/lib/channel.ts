/** Ways of reaching one lead. Only email sends by itself; the others become operator tasks. DOMAIN section 2. */
export const channels = ['email', 'linkedin', 'contact_form', 'phone'] as const;
/** A way of reaching one lead. */
export type Channel = (typeof channels)[number];

/** Places where posts appear. DOMAIN section 2. */
export const platforms = [
  'linkedin',
  'instagram',
  'x',
  'bluesky',
  'mastodon',
  'facebook',
  'tiktok',
  'youtube',
  'threads',
  'blog',
  'newsletter',
] as const;
/** A place where posts appear. */
export type Platform = (typeof platforms)[number];
