import { describe, expect, test } from '@jest/globals';
import { epochMs, parseInstant } from '@aicmo/core-kernel';
import type { SmtpOutcome, SmtpStage } from '@aicmo/core-effects';
import { endOfTry, type TriedMessage } from './end-of-try.ts';
import { nextTryAt } from './retry-rules.ts';

const now = parseInstant('2026-03-02T10:00:00.000Z');
const minutesTill = (at: string | null | undefined): number =>
  at ? (epochMs(parseInstant(at)) - epochMs(now)) / 60_000 : Number.NaN;
const message: TriedMessage = { enrolmentId: 'e1', step: 1, retries: 0, now };

describe('trying again', () => {
  test('waits 1, 5 and 30 minutes and up to a fifth more, the same for the same message, and then no more', () => {
    const waits = Array.from({ length: 200 }, (_, index) =>
      [0, 1, 2].map((retries) => minutesTill(nextTryAt({ enrolmentId: `e${index}`, step: 1 }, retries, now))),
    );
    for (const [index, least] of [1, 5, 30].entries()) {
      const all = waits.map((each) => each[index] ?? 0);
      expect(Math.min(...all)).toBeGreaterThanOrEqual(least);
      expect(Math.max(...all)).toBeLessThanOrEqual(least * 1.2);
      expect(new Set(all).size).toBeGreaterThan(5);
    }
    expect(nextTryAt(message, 1, now)).toBe(nextTryAt(message, 1, now));
    expect(nextTryAt(message, 3, now)).toBeUndefined();
  });
});

const refused = (stage: SmtpStage, response: string): SmtpOutcome => ({
  ...{ outcome: 'refused', stage, response, code: Number(response.slice(0, 3)), isTemporary: response.startsWith('4') },
  ...{ status: /\b[45]\.\d+\.\d+/.exec(response)?.[0] ?? '', transcript: ['C: said', `S: ${response}`] },
});
const failed = (stage: SmtpStage, isTemporary: boolean): SmtpOutcome => ({
  ...{ outcome: 'failed', stage, isTemporary, why: 'It did not work.', transcript: [] },
});

describe('what a try leaves', () => {
  test.each([
    ['450 at the recipient', refused('recipient', '450 4.2.1 Mailbox busy'), 'RETRY_SCHEDULED', false, false],
    ['451 at DATA', refused('data', '451 4.7.1 Greylisted'), 'RETRY_SCHEDULED', false, false],
    ['452, a full mailbox for now', refused('message', '452 4.2.2 Mailbox full'), 'RETRY_SCHEDULED', false, false],
    ['421 at the sender', refused('sender', '421 4.3.2 Shutting down'), 'RETRY_SCHEDULED', false, false],
    ['535 at log-in', refused('login', '535 5.7.8 Authentication failed'), 'RETRY_SCHEDULED', false, true],
    ['530 at the sender', refused('sender', '530 5.7.0 Authentication required'), 'RETRY_SCHEDULED', false, true],
    ['554 as a greeting', refused('connect', '554 5.7.1 Not you'), 'RETRY_SCHEDULED', false, true],
    ['550, relaying denied', refused('recipient', '550 5.7.1 Relaying denied'), 'RETRY_SCHEDULED', false, true],
    ['550, nobody there', refused('recipient', '550 5.1.1 No such user'), 'FAILED', true, false],
    ['552, a full mailbox for good', refused('message', '552 5.2.2 Over quota'), 'FAILED', false, false],
    ['552, too large', refused('sender', '552 5.3.4 Message size exceeds fixed limit'), 'FAILED', false, false],
    ['554, spam', refused('message', '554 5.7.1 Message looks like spam'), 'FAILED', false, false],
    ['a connection that broke', failed('recipient', true), 'RETRY_SCHEDULED', false, false],
    ['a server that is not there', failed('connect', true), 'RETRY_SCHEDULED', false, false],
    ['a certificate that is wrong', failed('tls', false), 'RETRY_SCHEDULED', false, true],
    ['a message larger than the server takes', failed('sender', false), 'FAILED', false, false],
  ] as const)('after %s', (_what, outcome, state, isDeadAddress, isTrouble) => {
    const end = endOfTry(outcome, message);
    expect({ ...end, mailboxTrouble: end.mailboxTrouble !== null }).toMatchObject({
      ...{ state, isDeadAddress, mailboxTrouble: isTrouble, counts: true, ledger: { outcome: 'FAILED' } },
    });
    expect(end.why).toMatch(/^[A-Z].*\.$/);
    if (state === 'RETRY_SCHEDULED') expect(minutesTill(end.nextTryAt)).toBeGreaterThanOrEqual(1);
    else expect(end.nextTryAt).toBeNull();
  });

  test('the fourth try is the last, and a mailbox that could not be used until then is taken out of use', () => {
    const last = { ...message, retries: 3 };
    const notThere = endOfTry(failed('connect', true), last);
    expect(notThere).toMatchObject({ state: 'FAILED', mailboxTrouble: 'It did not work.', isDeadAddress: false });
    const busy = endOfTry(refused('recipient', '450 4.2.1 Mailbox busy'), last);
    expect(busy).toMatchObject({ state: 'FAILED', mailboxTrouble: null, isDeadAddress: false });
  });

  test('taken is sent, a lost answer is uncertain and is not tried again, and a hold counts as no try', () => {
    expect(endOfTry({ outcome: 'accepted', response: '250 2.0.0 OK', transcript: [] }, message)).toMatchObject({
      ...{ state: 'SENT', nextTryAt: null, ledger: { outcome: 'SENT', reasons: [] } },
    });
    expect(endOfTry({ outcome: 'unknown', why: 'It broke off.', transcript: ['C: DATA'] }, message)).toMatchObject({
      ...{ state: 'UNCERTAIN', nextTryAt: null, ledger: { outcome: 'UNCERTAIN', evidence: ['C: DATA'] } },
    });
    expect(endOfTry({ outcome: 'held', transcript: [] }, { ...message, retries: 3 })).toMatchObject({
      ...{ state: 'RETRY_SCHEDULED', nextTryAt: now, counts: false, ledger: { outcome: 'FAILED' } },
    });
  });
});
