/** What an answer's policy depends on. */
export interface HeaderOptions {
  /** In development only: lets Vite's inline preamble through. */
  readonly nonce?: string | undefined;
  /**
   * For screens whose library writes its theme and its measurements as inline styles (Mantine); a style can neither call
   * out (connect, img and font are limited to ourselves) nor run. Without it styles come from our own files only.
   */
  readonly inlineStyles?: boolean;
  /** A page with forms: under `no-referrer` a browser sends them with the origin "null", which must be refused. */
  readonly isPage?: boolean;
}

const denied = [
  'accelerometer',
  'autoplay',
  'camera',
  'display-capture',
  'encrypted-media',
  'fullscreen',
  'geolocation',
  'gyroscope',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'picture-in-picture',
  'screen-wake-lock',
  'usb',
  'xr-spatial-tracking',
];

/** The headers of every answer. Scripts come from our own files only, and nothing comes from another address. */
export function securityHeaders({ nonce, inlineStyles, isPage }: HeaderOptions = {}): Readonly<Record<string, string>> {
  const screens = inlineStyles === true;
  const policy = [
    "default-src 'none'",
    nonce === undefined ? "script-src 'self'" : `script-src 'self' 'nonce-${nonce}'`,
    screens ? "style-src 'self' 'unsafe-inline'" : "style-src 'self'",
    screens ? "img-src 'self' data: blob:" : "img-src 'self' data:",
    screens ? "font-src 'self' data:" : "font-src 'self'",
    nonce === undefined ? "connect-src 'self'" : "connect-src 'self' ws:",
    ...(screens ? ["manifest-src 'self'"] : []),
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ];
  return {
    'content-security-policy': policy.join('; '),
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': isPage === true ? 'same-origin' : 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': denied.map((feature) => `${feature}=()`).join(', '),
  };
}
