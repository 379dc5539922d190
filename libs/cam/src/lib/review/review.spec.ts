import { expect, test } from '@jest/globals';
import { describeEachDialect, type TestDialect } from '@aicmo/core-db/testing';
import { dayMs, hourMs, plusMs, toInstant, type Instant } from '@aicmo/core-kernel';
import { fakeClock } from '@aicmo/core-kernel/testing';
import { createCam } from '../cam.ts';
import type { CamTables, LeadRow } from '../db/cam-tables.ts';
import { camMigrations } from '../db/migrations/index.ts';
import { reviewReasons, type ReviewFacts } from './review-rules.ts';

const now = toInstant(Date.UTC(2026, 2, 2, 10));
const ago = (days: number): Instant => plusMs(now, -days * dayMs);
const facts = (given: Partial<ReviewFacts> = {}): ReviewFacts => ({
  ...{ needsReview: 0, reviewReason: '', reviewSince: null, email: 'maja@kurier.example', company: 'Kurier Nord' },
  ...{ emailCheck: 'VALID', emailCheckWhy: '', emailCheckedAt: ago(5), tier: 'HOT', createdAt: ago(9) },
  ...{ state: 'NEW', consent: 'UNKNOWN' },
  ...given,
});
const bad = { emailCheck: 'INVALID', emailCheckWhy: 'There is no such domain.' } as const;

test.each<[string, Partial<ReviewFacts>, readonly string[]]>([
  ['a lead with nothing wrong needs nobody', {}, []],
  [
    'one that something asked about',
    { needsReview: 1, reviewReason: 'Two files disagree.', reviewSince: ago(1) },
    ['REVIEW'],
  ],
  ['an address that is no good', bad, ['ADDRESS']],
  ['an address that could not be checked is not known to be bad', { emailCheck: 'UNKNOWN' }, []],
  ['a promising lead without a company', { company: '' }, ['COMPANY']],
  ['a cold lead without a company can wait', { company: '', tier: 'COLD' }, []],
  [
    'several reasons, the oldest first',
    { ...bad, company: '', needsReview: 1, reviewSince: ago(7) },
    ['COMPANY', 'REVIEW', 'ADDRESS'],
  ],
  ['a lost lead needs no address', { ...bad, state: 'LOST' }, []],
  ['nor does one who is never contacted', { ...bad, consent: 'DO_NOT_CONTACT' }, []],
])('who needs a person: %s', (_title, given, expected) => {
  expect(reviewReasons(facts(given), [], now).map(({ kind }) => kind)).toEqual(expected);
});

test('an answer holds until the reason arises anew, and a reason that was put off comes back in its time', () => {
  const lead = facts(bad);
  const answered = (settledAt: Instant, until: Instant | null) =>
    reviewReasons(lead, [{ kind: 'ADDRESS', settledAt, until }], now).length === 0;
  expect(answered(ago(1), null)).toBe(true);
  expect(answered(ago(6), null)).toBe(false); // checked again since
  expect(answered(ago(1), plusMs(now, hourMs))).toBe(true);
  expect(answered(ago(1), ago(0))).toBe(false);
});

async function aQueue(dialect: TestDialect, people: number) {
  const db = await dialect.open([camMigrations]);
  const clock = fakeClock();
  const cam = createCam({ db, clock });
  const client = await cam.clients.create({ name: 'Nordlicht Bikes' }, 'Olga');
  const other = await cam.clients.create({ name: 'Acme' }, 'Olga');
  const lines = Array.from(
    { length: people },
    (_, index) => `Person ${index},p${index}@firm${index}.example,Firm ${index}`,
  );
  const bytes = new TextEncoder().encode(['name,email,company', ...lines].join('\n'));
  for (const { id } of [client, other]) {
    const batch = await cam.imports.begin({ clientId: id, campaignId: null, fileName: 'a.csv', bytes }, 'Olga');
    await cam.imports.finished(batch.id);
  }
  const set = (name: string, change: Partial<LeadRow>) =>
    db
      .handle<CamTables>('cam')
      .in()
      .updateTable('camLead')
      .set(change)
      .where('fullName', '=', name)
      .where('clientId', '=', client.id)
      .execute();
  return { db, cam, clock, client, other, set };
}

describeEachDialect('the review queue', (dialect) => {
  test('has each lead once, oldest first, with every reason, page by page and for one client or all', async () => {
    const { cam, client, other, set } = await aQueue(dialect, 7);
    for (const index of [1, 2, 3, 4, 5]) {
      await set(`Person ${index}`, { ...bad, emailCheckedAt: ago(index) });
    }
    await set('Person 2', { needsReview: 1, reviewReason: 'Two files disagree.', reviewSince: ago(30) });
    await set('Person 4', { company: '', tier: 'HOT', createdAt: ago(20) });
    await set('Person 6', { company: '', tier: 'WARM', createdAt: ago(10) });
    const names: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await cam.review.queue({}, { limit: 2, cursor });
      names.push(...page.items.map(({ name }) => name));
      cursor = page.next;
    } while (cursor !== null);
    expect(names).toEqual(['Person 2', 'Person 4', 'Person 6', 'Person 5', 'Person 3', 'Person 1']);
    const [first] = (await cam.review.queue({ clientId: client.id })).items;
    expect(first?.reasons.map(({ kind, why }) => [kind, why])).toEqual([
      ['REVIEW', 'Two files disagree.'],
      ['ADDRESS', 'p2@firm2.example is no good: There is no such domain.'],
    ]);
    expect((await cam.review.queue({ kind: 'ADDRESS' })).items).toHaveLength(5);
    expect(await cam.review.counts()).toEqual({ REVIEW: 1, ADDRESS: 5, COMPANY: 2 });
    expect(await cam.review.counts(other.id)).toEqual({ REVIEW: 0, ADDRESS: 0, COMPANY: 0 });
    await expect(cam.review.queue({}, { cursor: 'nonsense' })).rejects.toMatchObject({ code: 'review-cursor' });
  });

  test('a lead that was looked at leaves it, one that was put off comes back, and both can be taken back', async () => {
    const { cam, clock, set } = await aQueue(dialect, 2);
    await set('Person 0', {
      ...bad,
      emailCheckedAt: ago(1),
      needsReview: 1,
      reviewReason: 'Look.',
      reviewSince: ago(2),
    });
    const queue = async () => (await cam.review.queue()).items;
    const id = (await queue())[0]?.leadId ?? '';
    expect((await cam.stories.read(id)).reviewReasons.map(({ kind }) => kind)).toEqual(['REVIEW', 'ADDRESS']);
    const looked = await cam.review.lookedAt(id, 'Olga');
    expect(await queue()).toEqual([]);
    expect((await cam.leads.get(id)).needsReview).toBe(false);
    await expect(cam.review.lookedAt(id, 'Ben')).rejects.toMatchObject({ code: 'review-nothing' });
    await cam.undo.undo(looked.id, 'Olga');
    expect((await queue())[0]?.reasons.map(({ kind }) => kind)).toEqual(['REVIEW', 'ADDRESS']);
    await cam.review.later(id, plusMs(clock.now(), dayMs), 'Europe/Berlin', 'Olga');
    expect(await queue()).toEqual([]);
    expect((await cam.leads.get(id)).needsReview).toBe(true); // nothing is written to it meanwhile
    clock.advance(dayMs + hourMs);
    expect(await queue()).toHaveLength(1);
    await expect(cam.review.later(id, clock.now(), 'UTC', 'Olga')).rejects.toMatchObject({ code: 'review-later' });
    await cam.leadActs.lose(id, 'LEFT_COMPANY', '', 'Olga');
    expect(await queue()).toEqual([]);
  });

  test('the values that a merge left alone stand as one line for the file, until somebody has passed it', async () => {
    const { cam, client } = await aQueue(dialect, 3);
    const bytes = new TextEncoder().encode('name,email,company\nPerson 1,p1@firm1.example,Another Ltd\n');
    const input = { clientId: client.id, campaignId: null, fileName: 'b.csv', bytes, policy: 'merge' as const };
    const { id } = await cam.imports.begin(input, 'Olga');
    await cam.imports.finished(id);
    expect(await cam.review.groups(client.id)).toMatchObject([
      { kind: 'conflicts', batchId: id, name: 'b.csv', count: 1 },
    ]);
    const offer = await cam.review.filePassed(id, 'Olga');
    expect(await cam.review.groups(client.id)).toEqual([]);
    await cam.undo.undo(offer.id, 'Olga');
    expect(await cam.review.groups(client.id)).toHaveLength(1);
  });
});
