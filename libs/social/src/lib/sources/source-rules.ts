import { invalid } from '@aicmo/core-kernel';
import { canonicalUrl } from '../feeds/canonical-url.ts';

/** A source as a person names it. */
export interface SourceDraft {
  readonly clientId: string;
  /** The address of a feed; without it its documents are handed in. */
  readonly url?: string | null;
  /** By default the host of the address. */
  readonly name?: string;
}

/** A source's name, address and identity. Throws `invalid` (`source-url`, `source-name`) for what cannot be one. */
export function checkSource(draft: SourceDraft): {
  readonly name: string;
  readonly url: string | null;
  readonly identity: string;
} {
  const url = draft.url?.trim() || null;
  const name = draft.name?.trim() ?? '';
  if (url === null) {
    if (name) return { name, url: null, identity: name.toLowerCase() };
    throw invalid({
      code: 'source-name',
      message: 'Give the address of a feed, or a name for what you hand in yourself.',
    });
  }
  const complete = /^[a-z][a-z\d+.-]*:/i.test(url) ? url : `https://${url}`;
  const identity = canonicalUrl(complete);
  if (identity === null || !new URL(identity).hostname.includes('.')) {
    throw invalid({
      code: 'source-url',
      message: `Found "${url.slice(0, 80)}"; expected the web address of a feed, like https://example.com/feed.xml.`,
    });
  }
  return { name: name || new URL(identity).hostname, url: complete, identity };
}
