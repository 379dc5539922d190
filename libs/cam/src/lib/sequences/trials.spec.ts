import { describe, expect, test } from '@jest/globals';
import { describeEachDialect } from '@aicmo/core-db/testing';
import { fakeClock } from '@aicmo/core-kernel/testing';
import { createCam } from '../cam.ts';
import type { CamTables } from '../db/cam-tables.ts';
import { camMigrations } from '../db/migrations/index.ts';
import { chiSquareChance } from './chi-square.ts';
import { wordingsOf } from './step-wording.ts';
import { inWords, judgeSplit, judgeTrial } from './trial-rules.ts';

type Counted = Parameters<typeof judgeSplit>[0][number];
const counted = (...pairs: readonly (readonly [sent: number, replied: number, weight?: number])[]): Counted[] =>
  pairs.map(([sent, replied, weight = 1], index) => ({ letter: 'ABCD'.charAt(index), weight, sent, replied }));
const judged = (wordings: readonly Counted[]) => {
  const split = judgeSplit(wordings);
  return { split: split.verdict, ...judgeTrial(wordings, split) };
};

describe('what can be said of several wordings', () => {
  // Values of published tables of the chi-square distribution.
  test.each([
    [3.841, 1, 0.05],
    [6.635, 1, 0.01],
    [10.828, 1, 0.001],
    [5.991, 2, 0.05],
    [9.21, 2, 0.01],
    [7.815, 3, 0.05],
    [16.266, 3, 0.001],
    [0.455, 1, 0.5],
    [0, 2, 1],
  ] as const)(
    'chance makes a chi-square of %d with %d degrees of freedom in a share of %d',
    (value, degrees, chance) => {
      expect(chiSquareChance(value, degrees)).toBeCloseTo(chance, 4);
    },
  );

  test.each([
    ['too few to say', counted([99, 20], [101, 2]), 'even', 'too-few', null],
    ['a winner', counted([400, 20], [410, 60]), 'even', 'winner', 'B'],
    ['no difference that could not be chance', counted([400, 30], [400, 42]), 'even', 'no-difference', null],
    ['too few answers', counted([400, 1], [400, 4]), 'even', 'too-few', null],
    ['a split that is off, and then no winner', counted([300, 10], [480, 90]), 'off', 'distrusted', null],
    ['uneven shares that are meant', counted([300, 20, 1], [900, 60, 3]), 'even', 'no-difference', null],
    ['the best of three against each other one', counted([400, 20], [400, 24], [400, 70]), 'even', 'winner', 'C'],
    ['two best ones of three', counted([400, 20], [400, 60], [400, 64]), 'even', 'no-difference', null],
    ['nothing at all', counted([0, 0], [0, 0]), 'too-few', 'too-few', null],
  ])('tells %s', (_, wordings, split, verdict, winner) => {
    expect(judged(wordings)).toMatchObject({ split, verdict, winner });
  });

  test('a chance is told in cases, never as a bare number', () => {
    expect([0.0004, 0.0041, 0.03, 0.5, 1].map(inWords)).toEqual([
      'in fewer than 1 of 1,000 cases',
      'in about 4 of 1,000 cases',
      'in about 3 of 100 cases',
      'in about 50 of 100 cases',
      'in about 99 of 100 cases',
    ]);
    expect(judgeSplit(counted([300, 10], [480, 90])).text).toMatch(
      /300 to 480, where 390 to 390 was meant\. .*1,000 cases/,
    );
    expect(judged(counted([400, 20], [410, 60])).text).toBe(
      'B is answered more (A 5.0 %, B 14.6 %). Chance alone makes such a difference in fewer than 1 of 1,000 cases.',
    );
  });

  test('equal wordings are told apart by mistake in fewer than one of a hundred cases', () => {
    let seed = 7;
    const draw = (): number => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
    const replies = (of: number): number => Array.from({ length: of }, draw).filter((each) => each < 0.08).length;
    const wins = Array.from({ length: 1000 }, () => judged(counted([400, replies(400)], [400, replies(400)]))).filter(
      ({ verdict }) => verdict === 'winner',
    );
    expect(wins.length).toBeLessThan(20);
  });
});

describeEachDialect('figures of wordings', (dialect) => {
  test('count what left in the most real mode, and who answered how, each lead once', async () => {
    const db = await dialect.open([camMigrations]);
    const cam = createCam({ db, clock: fakeClock() });
    const client = await cam.clients.create({ name: 'Nordlicht' }, 'Anna');
    const own = await cam.sequences.create(client.id, { name: 'Ours', goal: '' }, 'Anna');
    const variants = [{ subject: 'B', body: 'B', html: null, weight: 1 }];
    const steps = [{ day: 0, channel: 'email' as const, subject: 'A', body: 'A', variants }];
    const saved = await cam.sequences.edit(own.id, { name: 'Ours', goal: '', version: 1, steps }, 'Anna');
    const [a = null, b = null] = saved.steps.flatMap((step) => wordingsOf(saved, step)).map((each) => each.variantId);
    const tables = db.handle<CamTables>('cam').in();
    const attempt = (id: string, variantId: string | null, mode: string, status: string) => ({
      ...{ id, clientId: client.id, campaignId: 'k', leadId: id, enrolmentId: id, sequenceId: own.id, stepId: 's' },
      ...{ step: 1, mode, channel: 'email', status, reasons: '[]', recipient: '', subject: '', body: '', variantId },
      ...{ retryCount: 0, evidence: '{}', plannedAt: '', createdAt: '', updatedAt: '' },
    });
    const inbound = (id: string, attemptId: string, kind: string) => ({
      ...{ id, clientId: client.id, mailboxId: 'm', folder: 'INBOX', messageId: id, digest: id, receivedAt: '' },
      ...{ fromAddress: '', fromKey: '', fromName: '', subject: '', text: '', thread: '[]', bytes: 1, kind },
      ...{ machineKind: kind, confidence: 1, evidence: '[]', permanent: 0, bounceReason: '', bounceStatus: '' },
      ...{ aboutKey: '', matchedBy: 'IN_REPLY_TO', attemptId, state: 'NEW', assignedTo: '', doneBy: '', effects: '[]' },
      ...{ version: 1, createdAt: '', updatedAt: '' },
    });
    await tables
      .insertInto('camOutreachAttempt')
      .values([attempt('s1', a, 'SIMULATION', 'SIMULATED'), attempt('s2', b, 'SIMULATION', 'SCHEDULED')])
      .execute();
    const read = async () => {
      const [trial] = await cam.sequences.trials(own.id);
      return [
        trial?.mode,
        ...(trial?.wordings ?? []).map((w) => [w.letter, w.sent, w.replied, w.positive, w.optedOut, w.bounced]),
      ];
    };
    expect(await read()).toEqual(['SIMULATION', ['A', 1, 0, 0, 0, 0], ['B', 0, 0, 0, 0, 0]]);
    await tables
      .insertInto('camOutreachAttempt')
      .values([
        ...['l1', 'l2', 'l3'].map((id) => attempt(id, a, 'LIVE', 'SENT')),
        ...[attempt('l4', b, 'LIVE', 'SENT'), attempt('l5', b, 'LIVE', 'BOUNCED'), attempt('l6', b, 'LIVE', 'FAILED')],
      ])
      .execute();
    await tables
      .insertInto('camInbound')
      .values([
        ...[inbound('1', 'l1', 'POSITIVE'), inbound('2', 'l1', 'NEUTRAL'), inbound('3', 'l2', 'UNSUBSCRIBE')],
        ...[inbound('4', 'l3', 'OUT_OF_OFFICE'), inbound('5', 'l4', 'NEGATIVE'), inbound('6', 'l5', 'BOUNCE')],
      ])
      .execute();
    expect(await read()).toEqual(['LIVE', ['A', 3, 1, 1, 1, 0], ['B', 2, 1, 0, 0, 1]]);
    const changed = [{ ...steps[0], day: 0, channel: 'email' as const, subject: 'A2', body: 'A' }];
    await cam.sequences.edit(own.id, { name: 'Ours', goal: '', version: 2, steps: changed }, 'Anna');
    expect(await read()).toEqual(['SIMULATION', ['A', 0, 0, 0, 0, 0], ['B', 0, 0, 0, 0, 0]]);
  });
});
