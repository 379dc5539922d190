import { describe, expect, test } from '@jest/globals';
import { classifyInboundMail } from './classify-inbound-mail.ts';
import { textOfHtml } from './html-text.ts';
import { rawMail } from './human-replies/build-reply.ts';
import { readReply } from './reply-rules.ts';
import { newTextOf } from './reply-text.ts';

/** Beginnings of what patterns look for, so that each place in the text is one at which they set out. */
const fragments: readonly string[] = [
  ...['stop ', 'please remove ', 'not ', 'no me ', 'elimin-', 'do not want to ', 'sluta ', 'monday ', 'wir haben '],
  ...['On Mon, ', 'On a <a@', '> ', 'Von: ', 'From: x\n', '-- \n', 'Best regards\n', '__', 'message-id: <'],
  ...['\n', ' ', '\u00a0', 'x', '<', '<div ', '<script ', '<script>', '<a href=', '&amp', '550 5.1.1 ', 'until 3. '],
];

const lengths = [1500, 12_000, 96_000] as const;
/** From one length to the next. Eight times as long takes eight times as long; by a pattern that starts over at each place, sixty-four times. */
const growth = 8;
const mostGrowth = 3 * growth;
/** Below this, in milliseconds, the compiler is measured and not the text. */
const least = 12;

/** Milliseconds of the processor, which other programs do not add to. */
async function fastest(work: () => unknown): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 2; round += 1) {
    const started = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(started);
    best = Math.min(best, (user + system) / 1000);
  }
  return best;
}

const readers: readonly (readonly [what: string, read: (text: string) => unknown])[] = [
  ['the meaning of an answer', (text) => readReply('Re: x', text)],
  ['what was written new', newTextOf],
  ['the words of HTML', textOfHtml],
  ['a whole plain message', (text) => classifyInboundMail(rawMail('Re: x', text, { row: 1, html: false }))],
  ['a whole HTML message', (text) => classifyInboundMail(rawMail('Re: x', text, { row: 1, html: true }))],
  ['bytes that are no message', (text) => classifyInboundMail(text)],
];

describe('a text that was written to hold the reader up', () => {
  test.each(readers)(
    '%s takes time in proportion to the length, whatever is repeated in it',
    async (_, read) => {
      const slow: string[] = [];
      for (const fragment of fragments) {
        const times: number[] = [];
        for (const length of lengths) {
          const text = fragment.repeat(Math.ceil(length / fragment.length));
          times.push(await fastest(() => read(text)));
        }
        const isSlow = times.some(
          (time, step) => step > 0 && time > mostGrowth * Math.max(times[step - 1] ?? 0, least),
        );
        if (isSlow) slow.push(`${JSON.stringify(fragment)}: ${times.map(Math.round).join(' → ')} ms`);
      }
      expect(slow).toEqual([]);
    },
    120_000,
  );
});
