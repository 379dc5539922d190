import { epochMs, invalid, unauthenticated, type Clock } from '@aicmo/core-kernel';
import type { AccessGate, ShownProof } from './access-token.ts';
import { problemResponse } from './answer.ts';
import type { EntryCodes } from './entry-codes.ts';

const triesPerMinute = 10;

export interface SignIn {
  /** The answer to a request that has not shown what it needs, or to the sign-in page itself; undefined lets it pass. */
  answer(request: Request, requestId: string): Promise<Response | undefined>;
}

export interface SignInOptions {
  readonly gate: AccessGate;
  readonly codes: EntryCodes;
  readonly productName: string;
  readonly clock: Clock;
  /** False where reading is open and only what a program sends to change something needs the token. */
  readonly readsNeedIt: boolean;
  /** Where the token is found, in one sentence for the sign-in page. */
  readonly hint: string;
}

/**
 * Signing in with the access token, or with a code that works once: a page without any script, then a cookie. Wrong
 * tokens are counted for the whole server, ten a minute, because behind a proxy every caller has the same address.
 */
export function createSignIn(options: SignInOptions): SignIn {
  const { gate, codes, productName, clock, hint } = options;
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
    const typed = (form.get('token') ?? '').trim();
    if (!gate.matches(typed) && !codes.spend(typed)) {
      wrongAt.push(epochMs(clock.now()));
      return page(signInPage({ productName, to, hint, wrong: 'That is not the access token of this server.' }), 401);
    }
    return new Response(null, { status: 303, headers: { location: to, 'set-cookie': gate.issue(isSecure(request)) } });
  };
  return {
    answer: async (request, requestId) => {
      const { pathname, searchParams, search } = new URL(request.url);
      if (pathname === '/login.css') return stylesheet();
      if (pathname === '/login' && request.method === 'POST') return submit(request, requestId);
      if (pathname === '/logout' && request.method === 'POST') {
        return new Response(null, { status: 303, headers: { location: '/login', 'set-cookie': gate.revoke() } });
      }
      if (pathname === '/login')
        return page(signInPage({ productName, to: safeTarget(searchParams.get('to')), hint }), 200);
      if (gate.session(shownProof(request)) !== undefined) return undefined;
      const isApi = pathname.startsWith('/api/');
      if (!options.readsNeedIt && !isWrongOrMissing(request, isApi)) return undefined;
      if (isApi || request.headers.has('authorization')) return problemResponse(signInFirst(hint), requestId);
      const to = encodeURIComponent(pathname + search);
      return new Response(null, { status: 303, headers: { location: `/login?to=${to}` } });
    },
  };
}

/** Where reading is open: a token that is shown must be the right one, and a program that changes something shows one. */
const isWrongOrMissing = (request: Request, isApi: boolean) =>
  request.headers.has('authorization') || (isApi && request.method !== 'GET' && request.method !== 'HEAD');

export const isSecure = (request: Request): boolean => new URL(request.url).protocol === 'https:';

/** What a request shows of who sent it. */
export const shownProof = (request: { readonly headers: Headers }): ShownProof => ({
  cookie: request.headers.get('cookie') ?? undefined,
  authorization: request.headers.get('authorization') ?? undefined,
});

/** The error of a request that has not shown the token. */
export const signInFirst = (hint: string) =>
  unauthenticated({ code: 'sign-in-first', message: `Sign in with the access token of this server. ${hint}` });

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
form{width:min(360px,calc(100vw - 48px));display:grid;gap:12px}h1{font-size:20px;margin:0}p{margin:0;overflow-wrap:anywhere}.bad{color:var(--bad)}
label{font-weight:600}input,button{font:inherit;padding:8px 12px;border-radius:6px;border:1px solid var(--line)}
button{background:#3451c6;border-color:#3451c6;color:#fff;font-weight:600;cursor:pointer}`;

/** A file of its own, because the policy allows no inline style. */
const stylesheet = () => new Response(style, { headers: { 'content-type': 'text/css; charset=utf-8' } });

interface SignInPage {
  readonly productName: string;
  readonly to: string;
  readonly hint: string;
  readonly wrong?: string;
}

function signInPage({ productName, to, hint, wrong }: SignInPage): string {
  const problem = wrong === undefined ? '' : `<p class="bad" role="alert">${escapeHtml(wrong)}</p>`;
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Sign in · ${escapeHtml(productName)}</title><link rel="stylesheet" href="/login.css"></head><body><form method="post" action="/login">
<h1>${escapeHtml(productName)}</h1><p>${escapeHtml(hint)}</p>${problem}
<label for="token">Access token</label><input id="token" name="token" type="password" autocomplete="current-password" required autofocus>
<input type="hidden" name="to" value="${escapeHtml(to)}"><button>Sign in</button></form></body></html>`;
}
