/** A person's profile, as an address that works and a key under which it is recognised. */
export interface LinkedinIdentity {
  readonly url: string;
  readonly key: string;
}

/**
 * Reads a person's LinkedIn profile, with or without scheme, country subdomain, mobile path, language suffix or tracking;
 * undefined for anything else. Company pages, Sales Navigator's internal ids and the old `/pub/` addresses name no person
 * that one could recognise by this text alone.
 */
export function parseLinkedin(text: string): LinkedinIdentity | undefined {
  const match = /^(?:https?:\/\/|\/\/)?(?:[a-z0-9-]+\.)*linkedin\.com\/+(?:mwlite\/|m\/)?in\/+([^/?#\s]+)/i.exec(
    text.trim(),
  );
  const slug = match?.[1];
  if (slug === undefined) return undefined;
  const key = decode(slug).normalize('NFC').toLowerCase();
  return key === '' ? undefined : { url: `https://www.linkedin.com/in/${encodeURIComponent(key)}`, key };
}

/** A slug that is no valid percent-encoding is somebody's typing: it is kept as it stands. */
function decode(slug: string): string {
  try {
    return decodeURIComponent(slug);
  } catch (error) {
    if (error instanceof URIError) return slug;
    throw error;
  }
}
