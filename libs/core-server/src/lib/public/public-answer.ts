/** An answer of the public pages. */
export interface PublicAnswer {
  readonly status: number;
  /** HTML, unless `type` says something else. */
  readonly body: string;
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Web addresses that may show this page in a frame; none by default. */
  readonly frameAncestors?: readonly string[];
}

/** What every answer has: nothing runs in these pages, nothing is fetched from elsewhere, nothing is kept or indexed. */
export function publicHeaders(answer: PublicAnswer, isSecure: boolean): Readonly<Record<string, string>> {
  const ancestors = answer.frameAncestors?.join(' ') || "'none'";
  const framing: Record<string, string> = ancestors === "'none'" ? { 'x-frame-options': 'DENY' } : {};
  const transport: Record<string, string> = isSecure ? { 'strict-transport-security': 'max-age=31536000' } : {};
  return {
    'content-type': answer.type ?? 'text/html; charset=utf-8',
    'content-security-policy': `default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors ${ancestors}`,
    ...framing,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'x-robots-tag': 'noindex, nofollow',
    'cache-control': 'no-store',
    ...transport,
    ...answer.headers,
  };
}
