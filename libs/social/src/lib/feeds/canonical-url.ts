const tracking =
  /^(?:utm_\w+|fbclid|gclid|dclid|msclkid|mc_cid|mc_eid|igshid|ref_src|cmpid|_hsenc|_hsmi|yclid|twclid)$/i;

/**
 * The address by which the same page is known in every feed: without tracking, fragment, port, user and the final
 * slash, its host in lower case without `www.`, https for http, its parameters in order. null for no web address.
 */
export function canonicalUrl(text: string | null | undefined): string | null {
  const url = text ? URL.parse(text.trim()) : null;
  if (!url || !/^https?:$/.test(url.protocol)) return null;
  const kept = [...url.searchParams]
    .filter(([name]) => !tracking.test(name))
    .sort(([one], [other]) => (one < other ? -1 : 1));
  const query = new URLSearchParams(kept).toString();
  const path = url.pathname.replace(/\/+$/, '') || '';
  return `https://${url.hostname.replace(/^www\./, '')}${path}${query ? `?${query}` : ''}`;
}
