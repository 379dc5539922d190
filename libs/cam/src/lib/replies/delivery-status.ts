/** What a delivery status notification says about one recipient. RFC 3464, section 2.3. */
export interface RecipientStatus {
  /** The address as it was written to, or as it stands at the end; empty when the report names none. */
  readonly recipient: string;
  /** failed, delayed, delivered, relayed or expanded, in lower case; empty when it is missing. */
  readonly action: string;
  /** Enhanced status code (RFC 3463): `5.1.1`; empty when it is missing. */
  readonly status: string;
  /** What the other server said, unfolded. */
  readonly diagnostic: string;
}

/** Reads the groups of a `message/delivery-status` part: the first is about the message, each other about a recipient. */
export function parseDeliveryStatus(text: string): readonly RecipientStatus[] {
  const groups = text
    .replaceAll(/\r\n?/g, '\n')
    .split(/\n[ \t]*\n+/)
    .map(fieldsOf);
  return groups.flatMap((fields) => {
    const recipient =
      addressOf(fields.get('original-recipient') ?? '') || addressOf(fields.get('final-recipient') ?? '');
    const action = (fields.get('action') ?? '').toLowerCase().replace(/[^a-z].*$/, '');
    const status = /[245]\.\d{1,3}\.\d{1,3}/.exec(fields.get('status') ?? '')?.[0] ?? '';
    const diagnostic = (fields.get('diagnostic-code') ?? '').replace(/^[\w-]+;\s*/, '');
    const isAboutSomebody = fields.has('final-recipient') || fields.has('original-recipient') || action !== '';
    return isAboutSomebody ? [{ recipient, action, status, diagnostic }] : [];
  });
}

/** Fields by their name in lower case, unfolded. */
export function fieldsOf(group: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const line of group.replaceAll(/\n[ \t]+/g, ' ').split('\n')) {
    const colon = line.indexOf(':');
    if (colon > 0) fields.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  return fields;
}

/** `rfc822; name@domain`, with or without its type and angle brackets. */
export const addressOf = (text: string): string =>
  /[^\s<>;"(),]+@[^\s<>;"(),]+/.exec(text.replace(/^\s*(rfc822|utf-8|smtp|x-\w+)\s*;/i, ''))?.[0]?.toLowerCase() ?? '';
