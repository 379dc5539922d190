import { html, type Html } from './html.ts';
import { notice } from './pieces.ts';

const reasons = {
  'sign-in': 'Nobody has shown the token of this shell. Sign in, then send it again.',
  'read-only':
    'This shell runs in production and only looks. To act from here, start it with AICMO_OPS_ALLOW_WRITE=1; everything can also be done on the command line.',
  missing: 'It did not come from a form of these pages.',
  forged: 'The form was not made for this visitor, this action and what is true now. Open its page again.',
  late: 'The form was opened more than half an hour ago. Open its page again.',
  used: 'This form was sent before, and works once. Open its page again.',
} as const;

/** Why a form was not taken; nothing was done. */
export const notAllowedContent = (why: keyof typeof reasons, action: string): Html =>
  html`${notice('warn', reasons[why])}
    <p class="after">
      ${why === 'sign-in' ? signInLink(action) : html`<a class="button" href="${pageOf(action)}">Open the page again</a>`}
    </p>`;

/** What stands instead of a form for somebody who may read only. */
export const signInLink = (action: string): Html =>
  html`<p class="after">
    <a class="button" href="/login?to=${encodeURIComponent(pageOf(action))}">Sign in to act…</a>
  </p>`;

export const readOnlyNote = (): Html => notice('neutral', reasons['read-only']);

/** The page on which a form stands: its own address, or the one above it. */
const pageOf = (action: string): string =>
  action === '/diagnostics/bootstrap' ? action : `/${action.split('/')[1] ?? ''}`;
