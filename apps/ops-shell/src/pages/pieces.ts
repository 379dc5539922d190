import type { CheckResult } from '../contract/ops.contract.ts';
import { html, type Html } from './html.ts';
import { icon } from './icons.ts';

/** A command to type, with a button that copies it where scripts run. */
export const commandChip = (command: string): Html =>
  html`<code class="chip" data-copy="${command}" title="Copy">${command}</code>`;

const tones: Readonly<Record<CheckResult['verdict'], string>> = {
  pass: 'good',
  fail: 'bad',
  unknown: 'warn',
  skipped: 'neutral',
};

/** A warning is no red light, and what waits for a cause is none of its own. */
export function verdictBadge({
  verdict,
  severity,
  blockedBy,
}: Pick<CheckResult, 'verdict' | 'severity' | 'blockedBy'>): Html {
  if (blockedBy.length > 0) return html`<span class="badge neutral">${icon('skipped')}waits</span>`;
  if (verdict === 'fail' && (severity === 'warning' || severity === 'info'))
    return html`<span class="badge warn">${icon('unknown')}warning</span>`;
  return html`<span class="badge ${tones[verdict]}">${icon(verdict)}${verdict}</span>`;
}

/** Labels with their values, as a list of facts. */
export const facts = (items: readonly { readonly label: string; readonly value: string | Html }[]): Html =>
  html`<dl class="facts">
    ${items.map(
      ({ label, value }) =>
        html`<div>
          <dt>${label}</dt>
          <dd>${value}</dd>
        </div>`,
    )}
  </dl>`;

export const notice = (tone: 'good' | 'warn' | 'bad' | 'neutral', text: string | Html): Html =>
  html`<p class="notice ${tone}" role="status">${text}</p>`;

export const primary = (label: string): Html => html`<button class="button primary">${label}</button>`;

/** `14:02` in the machine's own zone: the shell and its reader are at the same machine. */
export const clockTime = (instant: string): string =>
  new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' }).format(Date.parse(instant));

export const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

/** `22 Nov 2026, 14:02`, in the machine's own zone. */
export const moment = (instant: string): string =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' }).format(Date.parse(instant));

/** `1 table`, `10,240 rows`. */
export const counted = (count: number, noun: string): string =>
  `${new Intl.NumberFormat('en').format(count)} ${noun}${count === 1 ? '' : 's'}`;

/** `2.1 MB`. */
export function bytes(count: number): string {
  if (count < 1000) return counted(count, 'byte');
  const [size, unit] =
    count < 1_000_000 ? [count / 1000, 'kB'] : count < 1e9 ? [count / 1e6, 'MB'] : [count / 1e9, 'GB'];
  return `${size.toFixed(1)} ${unit}`;
}
