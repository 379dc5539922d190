import { invalid, type Platform } from '@aicmo/core-kernel';

/** What the address of a post looks like on a platform. */
interface PostAddress {
  /** The hosts, without `www.` and `m.`; null: any public host (own domains). */
  readonly hosts: readonly string[] | null;
  readonly path: RegExp;
  /** For the message and the form's help. */
  readonly example: string;
}

/** Seen on the platforms' own share links in November 2026; a form that is missing here is refused in words. */
const addresses: Readonly<Record<Platform, PostAddress>> = {
  linkedin: {
    hosts: ['linkedin.com'],
    path: /^\/(posts\/.+|feed\/update\/urn:li:.+|pulse\/.+|newsletters\/.+)/,
    example: 'https://www.linkedin.com/posts/…',
  },
  instagram: {
    hosts: ['instagram.com'],
    path: /^\/([^/]+\/)?(p|reel|reels|tv|stories)\/.+/,
    example: 'https://www.instagram.com/p/…',
  },
  x: { hosts: ['x.com', 'twitter.com'], path: /^\/[^/]+\/status\/\d+/, example: 'https://x.com/name/status/123' },
  bluesky: {
    hosts: ['bsky.app'],
    path: /^\/profile\/[^/]+\/post\/.+/,
    example: 'https://bsky.app/profile/name/post/…',
  },
  mastodon: {
    hosts: null,
    path: /^\/(@[^/]+\/\d+|users\/[^/]+\/statuses\/\d+)/,
    example: 'https://mastodon.social/@name/123',
  },
  facebook: {
    hosts: ['facebook.com', 'fb.watch'],
    path: /^\/.+/,
    example: 'https://www.facebook.com/name/posts/…',
  },
  tiktok: {
    hosts: ['tiktok.com', 'vm.tiktok.com'],
    path: /^\/(@[^/]+\/(video|photo)\/\d+|[A-Za-z0-9]{6,}\/?$)/,
    example: 'https://www.tiktok.com/@name/video/123',
  },
  youtube: {
    hosts: ['youtube.com', 'youtu.be'],
    path: /^\/(watch$|shorts\/.+|live\/.+|post\/.+|[\w-]{11}$)/,
    example: 'https://www.youtube.com/watch?v=…',
  },
  threads: {
    hosts: ['threads.net', 'threads.com'],
    path: /^\/(@[^/]+\/post\/.+|t\/.+)/,
    example: 'https://www.threads.com/@name/post/…',
  },
  blog: { hosts: null, path: /^\/.*/, example: 'https://example.com/blog/our-post' },
  newsletter: { hosts: null, path: /^\/.*/, example: 'https://example.com/newsletter/issue-12' },
};

/** What a proof for this platform looks like, for the help below the field. */
export const proofExample = (platform: Platform): string => addresses[platform].example;

/**
 * The address of a published post, checked against its platform and without its fragment. Throws `invalid` (code
 * `proof-url`) with what was found, what was expected, and an example.
 */
export function parseProofUrl(text: string, platform: Platform): string {
  const found = text.trim();
  if (!found) throw proofInvalid(platform, 'The proof is missing.');
  const url = URL.canParse(found) ? new URL(found) : undefined;
  if (!url || url.protocol !== 'https:') {
    throw proofInvalid(platform, `Found "${found.slice(0, 80)}", which is no address that begins with https://.`);
  }
  if (url.username || url.password) throw proofInvalid(platform, 'The address carries a user name or a password.');
  const host = url.hostname.replace(/^(www|m|mobile)\./, '');
  const { hosts, path } = addresses[platform];
  if (hosts ? !hosts.includes(host) : !isPublicHost(host)) {
    throw proofInvalid(platform, `Found an address at ${url.hostname}.`);
  }
  if (!path.test(url.pathname)) {
    throw proofInvalid(platform, `Found ${url.hostname}${url.pathname.slice(0, 60)}, which is a page but not a post.`);
  }
  url.hash = '';
  return url.href;
}

/** A name with a dot that is no number: not this machine, not an address of a private network. */
const isPublicHost = (host: string): boolean =>
  /^[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z][a-z0-9-]+$/.test(host) && !/\.(local|localhost|internal|test)$/.test(host);

const proofInvalid = (platform: Platform, found: string) =>
  invalid({
    code: 'proof-url',
    message: `${found} An address like ${proofExample(platform)} is expected: open the published post, copy its address and paste it here.`,
    details: { field: 'proofUrl', platform },
  });
