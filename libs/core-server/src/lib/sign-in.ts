import { epochMs, invalid, unauthenticated, type Clock } from '@aicmo/core-kernel';
import type { AccessGate } from './access-token.ts';
import { problemResponse } from './answer.ts';

const triesPerMinute = 10;

export interface SignIn {
  /** The answer to a request that has not shown the token, or to the sign-in page itself; undefined lets it pass. */
  answer(request: Request, requestId: string): Promise<Response | undefined>;
}

/**
 * Signing in with the access token: a page without any script, then a cookie. Wrong tokens are counted for the whole
 * server, ten a minute, because behind a proxy every caller has the same address.
 */
export function createSignIn(gate: AccessGate, productName: string, clock: Clock): SignIn {
  const wrongAt: number[] = [];
  const tooOften = () => {
    const since = epochMs(clock.now()) - 60_000;
    while (wrongAt[0] !== undefined && wrongAt[0] < since) wrongAt.shift();
    return wrongAt.length >= triesPerMinute;
  };
  const submit = async (request: Request, requestId: string) => {
    if (tooOften()) return problemResponse(loginTooOften(), requestId);
    const form = new URLSearchParams((await request.text()).slice(0, 4000));
    const to = safeTarget(form.get('to'));
    if (!gate.matches(form.get('token') ?? '')) {
      wrongAt.push(epochMs(clock.now()));
      return page(signInPage(productName, to, 'That is not the access token of this server.'), 401);
    }
    const secure = new URL(request.url).protocol === 'https:';
    return new Response(null, { status: 303, headers: { location: to, 'set-cookie': gate.issue(secure) } });
  };
  return {
    answer: async (request, requestId) => {
      const { pathname, searchParams, search } = new URL(request.url);
      if (pathname === '/login' && request.method === 'POST') return submit(request, requestId);
      if (pathname === '/logout' && request.method === 'POST') {
        return new Response(null, { status: 303, headers: { location: '/login', 'set-cookie': gate.revoke() } });
      }
      if (pathname === '/login') return page(signInPage(productName, safeTarget(searchParams.get('to'))), 200);
      if (admitted(gate, request)) return undefined;
      if (pathname.startsWith('/api/')) return problemResponse(signInFirst(), requestId);
      const to = encodeURIComponent(pathname + search);
      return new Response(null, { status: 303, headers: { location: `/login?to=${to}` } });
    },
  };
}

/** Whether this request carries the cookie or the Authorization header that proves the token. */
export function admitted(gate: AccessGate, request: { readonly headers: Headers }): boolean {
  return gate.admits({
    cookie: request.headers.get('cookie') ?? undefined,
    authorization: request.headers.get('authorization') ?? undefined,
  });
}

/** The error of a request that has not shown the token. */
export const signInFirst = () =>
  unauthenticated({
    code: 'sign-in-first',
    message: 'Sign in with the access token of this server (AICMO_ACCESS_TOKEN).',
  });

const loginTooOften = () =>
  invalid({ code: 'login-too-often', message: 'Too many wrong access tokens. Wait a minute, then try again.' });

/** Only a path of our own: anything else would make the sign-in page a way to somewhere foreign. */
function safeTarget(to: string | null): string {
  return to !== null && /^\/(?![/\\])[^\s\\]*$/.test(to) && !to.startsWith('/login') ? to : '/';
}

const page = (html: string, status: number) =>
  new Response(html, { status, headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' } });

/** Text as HTML text. */
export const escapeHtml = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');

const style = `:root{color-scheme:light dark;--line:light-dark(#d6d8de,#3a3d45);--bad:light-dark(#b42318,#ff9b8f)}
body{margin:0;min-height:100vh;display:grid;place-items:center;font:14px/1.5 Inter,system-ui,sans-serif;background:light-dark(#fff,#16181d);color:light-dark(#1b1d22,#e6e7ea)}
form{width:min(320px,calc(100vw - 48px));display:grid;gap:12px}h1{font-size:20px;margin:0}p{margin:0}.bad{color:var(--bad)}
label{font-weight:600}input,button{font:inherit;padding:8px 12px;border-radius:6px;border:1px solid var(--line)}
button{background:#3451c6;border-color:#3451c6;color:#fff;font-weight:600;cursor:pointer}`;

function signInPage(productName: string, to: string, wrong?: string): string {
  const problem = wrong === undefined ? '' : `<p class="bad" role="alert">${escapeHtml(wrong)}</p>`;
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Sign in · ${escapeHtml(productName)}</title><style>${style}</style></head><body><form method="post" action="/login">
<h1>${escapeHtml(productName)}</h1><p>This server asks for its access token, the value of AICMO_ACCESS_TOKEN.</p>${problem}
<label for="token">Access token</label><input id="token" name="token" type="password" autocomplete="current-password" required autofocus>
<input type="hidden" name="to" value="${escapeHtml(to)}"><button>Sign in</button></form></body></html>`;
}
