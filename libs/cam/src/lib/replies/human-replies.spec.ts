import { describe, expect, test } from '@jest/globals';
import { classifyInboundMail } from './classify-inbound-mail.ts';
import { humanReplies } from './human-replies.data.ts';
import { absenceReplies } from './human-replies/absence-replies.data.ts';
import { almostOptOuts } from './human-replies/almost-opt-outs.data.ts';
import { answeredMessageId, buildReply, rawMail } from './human-replies/build-reply.ts';

const read = await Promise.all(
  humanReplies.map(async (reply, index) => ({
    ...{ row: index + 1, reply },
    found: await classifyInboundMail(buildReply(reply, index + 1)),
  })),
);

type Read = (typeof read)[number];

/** The rows for which something does not hold, as a person looks for them. */
const rowsWhere = (isWrong: (each: Read) => boolean): readonly string[] =>
  read.filter(isWrong).map(({ row, reply, found }) => `${row} ${reply.language} ${reply.text} → ${found.kind}`);

const shareRight = (rest: number): number => {
  const half = read.filter(({ row }) => row % 2 === rest);
  return (100 * half.filter(({ reply, found }) => reply.kind === found.kind).length) / half.length;
};

const onOneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

describe('answers of people in ten languages', () => {
  test('there are enough of them in each language', () => {
    const perLanguage = Map.groupBy(humanReplies, ({ language }) => language);
    expect(perLanguage.size).toBe(10);
    for (const rows of perLanguage.values()) expect(rows.length).toBeGreaterThanOrEqual(24);
    expect(humanReplies.filter(({ quoting }) => quoting).length).toBeGreaterThanOrEqual(40);
  });

  test('none is taken for a bounce, a complaint, a delivery notice or a machine, whatever it quotes', () => {
    expect(rowsWhere(({ found }) => !['POSITIVE', 'NEGATIVE', 'NEUTRAL', 'UNSUBSCRIBE'].includes(found.kind))).toEqual(
      [],
    );
  });

  test('every opt-out is found, and surely enough to act on it', () => {
    expect(
      rowsWhere(
        ({ reply, found }) => reply.kind === 'UNSUBSCRIBE' && !(found.kind === reply.kind && found.confidence >= 0.85),
      ),
    ).toEqual([]);
  });

  test('nobody is shut out who did not ask for it, also with words of an opt-out', async () => {
    expect(rowsWhere(({ reply, found }) => reply.kind !== 'UNSUBSCRIBE' && found.kind === 'UNSUBSCRIBE')).toEqual([]);
    for (const [index, text] of almostOptOuts.entries()) {
      const { kind } = await classifyInboundMail(rawMail('Re: Nordlicht', text, { row: index, html: false }));
      expect(`${kind}: ${text}`).not.toMatch(/^UNSUBSCRIBE/);
    }
  });

  test('what a machine may act on by itself is right', () => {
    expect(rowsWhere(({ reply, found }) => found.confidence >= 0.85 && found.kind !== reply.kind)).toEqual([]);
  });

  /*
   * Measured on 22 November 2026, rows right: before the words were improved 128 of 152 (odd) and 119 of 151 (even);
   * after they were improved by the odd rows alone 152 and 135 (89 %), opt-outs of the even rows 31, then 35 of 39.
   * That 89 % is what to expect of unseen answers by the same hand. Since then opt-outs and answers that were wrong at
   * a confidence to act on were corrected in the even rows too.
   */
  test('the kinds are right in as many of both halves as were measured', () => {
    expect(shareRight(1)).toBe(100);
    expect(shareRight(0)).toBeGreaterThanOrEqual(93);
  });

  test('what is quoted and what stands below is taken off, and nothing else', () => {
    const quoting = read.filter(({ reply }) => reply.quoting);
    expect(quoting.map(({ found }) => onOneLine(found.text))).toEqual(
      quoting.map(({ reply }) => onOneLine(reply.text)),
    );
  });

  test('the message that is answered is found', () => {
    expect(rowsWhere(({ found }) => found.originalMessageId !== answeredMessageId)).toEqual([]);
  });
});

describe('absences that no header tells', () => {
  test.each(absenceReplies)('$language: $subject', async ({ subject, text, returnsOn }) => {
    const found = await classifyInboundMail(rawMail(subject, text, { row: 1, html: false }));
    expect(found).toMatchObject({ kind: 'OUT_OF_OFFICE', returnsOn });
    expect(found.confidence).toBeGreaterThanOrEqual(0.85);
  });
});
