/**
 * The headers of every answer. Scripts come from our own files only; in development Vite's inline preamble is let
 * through by a nonce. Inline styles stay allowed: Mantine writes its theme and its measurements that way, and a style
 * can neither call out (connect, img and font are limited to ourselves) nor run.
 */
export function securityHeaders(nonce?: string): Readonly<Record<string, string>> {
  const script = nonce === undefined ? "script-src 'self'" : `script-src 'self' 'nonce-${nonce}'`;
  const policy = [
    "default-src 'none'",
    script,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    nonce === undefined ? "connect-src 'self'" : "connect-src 'self' ws:",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ];
  return {
    'content-security-policy': policy.join('; '),
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    // Not no-referrer: with that a browser sends a form of our own with the origin "null", which must be refused.
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
  };
}
