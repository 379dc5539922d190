import * as z from 'zod/mini';
import type { MakeForm } from './forms.ts';
import { html, type Html } from './html.ts';
import { clockTime, facts, notice } from './pieces.ts';

/** The flags as the process that asked for them reported. */
export const FlagsAnswer = z.union([
  z.object({ failed: z.object({ code: z.string(), message: z.string() }) }),
  z.object({
    paused: z.boolean(),
    killed: z.boolean(),
    proofMode: z.boolean(),
    reason: z.nullable(z.string()),
    changedBy: z.nullable(z.string()),
    changedAt: z.nullable(z.string()),
  }),
]);
export type FlagsAnswer = z.infer<typeof FlagsAnswer>;

/** Holding all that leaves the house, from where it can be done while the operator is down. */
export function holdContent(answer: FlagsAnswer | string, makeForm: MakeForm): Html {
  if (typeof answer === 'string') return notice('warn', `The flags could not be read. ${answer}`);
  if ('failed' in answer) return notice('warn', `The flags could not be read. ${answer.failed.message}`);
  const held = answer.paused || answer.killed;
  const state = held
    ? notice(
        'bad',
        answer.killed ? 'Everything is held: nothing leaves, nothing is read from outside.' : 'Sending is held.',
      )
    : notice('good', 'Nothing is held.');
  const changed =
    answer.changedAt === null ? 'never' : `at ${clockTime(answer.changedAt)} by ${answer.changedBy ?? 'nobody'}`;
  return html`${state}
  ${facts([
    { label: 'Proof mode', value: answer.proofMode ? 'on' : 'off' },
    { label: 'Reason', value: answer.reason ?? 'none given' },
    { label: 'Changed', value: changed },
  ])}
  ${
    held
      ? makeForm({ action: '/hold/release', ...parts('Release', 'Why may it go on?') })
      : makeForm({ action: '/hold', ...parts('Hold everything', 'Why must it stop?') })
  }`;
}

const parts = (label: string, question: string) => ({
  button: html`<button class="button ${label === 'Release' ? 'primary' : 'danger'}">${label}</button>`,
  fields: html`<label for="reason">${question}</label><input id="reason" name="reason" required maxlength="300" />`,
});
