import { describe, expect, test } from '@jest/globals';
import { parseInstant } from '@aicmo/core-kernel';
import type { Approval, Deliverable } from '../../contract/deliverable.ts';
import type { QcReport } from '../../contract/qc.ts';
import { aDeliverable } from '../../testing/index.ts';
import { contentHash } from '../hash/content-hash.ts';
import type { GateFacts } from './gate-facts.ts';
import { deliveryRefusals } from './gate-rules.ts';

const now = parseInstant('2026-03-02T10:00:00Z');
const at = now;

function factsFor(content: Deliverable, over: Partial<GateFacts> = {}): GateFacts {
  const { hash, fields } = contentHash(content);
  const qc: QcReport = { hash, verdict: 'PASS', score: 100, checks: [], at };
  const approval: Approval = {
    ...{ subjectKind: 'POST', subjectId: 'p', decision: 'APPROVED', hash, fieldHashes: { ...fields } },
    ...{ by: 'Anna', why: null, at },
  };
  return { content, hash, fieldHashes: fields, now, qc, approval, upstream: [], rights: [], ...over };
}
const codes = (facts: GateFacts): readonly string[] => deliveryRefusals(facts).map(({ code }) => code);

test('what is checked, approved, fresh and complete may leave', () => {
  expect(deliveryRefusals(factsFor(aDeliverable()))).toEqual([]);
});

test('every reason is given at once, not the first alone', () => {
  const content = aDeliverable({ text: 'Dear {{ name }}', mediaDigests: ['a'] });
  const refusals = deliveryRefusals(
    factsFor(content, { qc: null, approval: null, upstream: [{ name: 'strategy, version 1', standing: 'stale' }] }),
  );
  expect(refusals.map(({ code }) => code)).toEqual([
    ...['placeholder-left', 'qc-missing', 'not-approved', 'upstream-stale', 'rights-unknown'],
  ]);
  expect(refusals.every(({ liftedBy, text }) => liftedBy === 'person' && text.endsWith('.'))).toBe(true);
});

describe('an approval', () => {
  test.each([
    ['text', { text: 'Other' }, 'the text'],
    ['links', { links: ['https://a.de'] }, 'the links'],
    ['audience', { audience: '@other' }, 'who it is for'],
    ['channel', { channel: 'bluesky' }, 'the platform'],
    ['window', { window: { from: '2026-03-01T00:00:00.000Z', to: null } }, 'the time'],
  ] satisfies [string, Partial<Deliverable>, string][])(
    'does not fit any more once the %s has changed, and the refusal says so',
    (_, change, named) => {
      const approved = factsFor(aDeliverable()).approval;
      const facts = factsFor({ ...aDeliverable(), ...change }, { approval: approved });
      expect(deliveryRefusals(facts)).toEqual([
        {
          code: 'approval-other-content',
          liftedBy: 'person',
          text: `Since Anna approved it, ${named} changed. It has to be approved again.`,
        },
      ]);
    },
  );

  test('names all fields that changed', () => {
    const { approval } = factsFor(aDeliverable());
    const facts = factsFor(aDeliverable({ text: 'x', channel: 'y', audience: 'z' }), { approval });
    expect(deliveryRefusals(facts)[0]?.text).toContain('who it is for, the platform and the text changed');
  });

  test('fits again when the change is undone', () => {
    const { approval } = factsFor(aDeliverable());
    expect(codes(factsFor(aDeliverable({ text: 'Other' }), { approval }))).toHaveLength(1);
    expect(codes(factsFor(aDeliverable(), { approval }))).toEqual([]);
  });

  test('that asks for changes, or was taken back, stops with its reason', () => {
    const { approval } = factsFor(aDeliverable());
    const decided = (decision: Approval['decision']) =>
      deliveryRefusals(factsFor(aDeliverable(), { approval: approval && { ...approval, decision, why: 'Wrong day' } }));
    expect(decided('CHANGES_REQUESTED')).toMatchObject([
      { code: 'changes-requested', text: 'Anna asked for a change: Wrong day' },
    ]);
    expect(decided('WITHDRAWN')).toMatchObject([{ code: 'approval-withdrawn' }]);
  });
});

describe('the checks', () => {
  test('that ran on another text count as not run', () => {
    const { qc } = factsFor(aDeliverable());
    const edited = aDeliverable({ text: 'Other' });
    expect(codes(factsFor(edited, { qc }))).toEqual(['qc-outdated']);
  });

  test('stop by a failed blocker, each with what it found, and not by a warning', () => {
    const facts = factsFor(aDeliverable());
    const failed = {
      id: 'banned-words',
      title: 'No banned word',
      outcome: 'FAIL',
      severity: 'BLOCKER',
      why: 'Banned: "cheap".',
      found: [],
    } as const;
    const qc = facts.qc && { ...facts.qc, verdict: 'FAIL' as const, checks: [{ ...failed, found: [] }] };
    expect(deliveryRefusals({ ...facts, qc })).toMatchObject([
      { code: 'qc-failed', text: expect.stringContaining('cheap') },
    ]);
    expect(codes({ ...facts, qc: facts.qc && { ...facts.qc, verdict: 'WARN' } })).toEqual([]);
  });
});

describe('what it was made from, its pictures and its time', () => {
  test.each([
    ['current', []],
    ['stale', ['upstream-stale']],
    ['superseded', ['upstream-superseded']],
    ['not-approved', ['upstream-not-approved']],
    ['unknown', ['upstream-unknown']],
  ] as const)('a document that is %s gives %j', (standing, expected) => {
    expect(codes(factsFor(aDeliverable(), { upstream: [{ name: 'strategy', standing }] }))).toEqual(expected);
  });

  test.each([
    [{ grantedBy: 'Anna', until: null }, []],
    [{ grantedBy: 'Anna', until: parseInstant('2026-03-02T10:00:01Z') }, []],
    [{ grantedBy: 'Anna', until: now }, ['rights-expired']],
    [{ grantedBy: null, until: null }, ['rights-missing']],
  ] as const)('a picture with the rights %j gives %j', (rights, expected) => {
    const content = aDeliverable({ mediaDigests: ['a'] });
    expect(codes(factsFor(content, { rights: [{ digest: 'a', name: 'oven.jpg', ...rights }] }))).toEqual(expected);
  });

  test('a time to come is lifted by time and says when, a time that is over by a person', () => {
    const from = '2026-03-03T08:00:00.000Z';
    expect(deliveryRefusals(factsFor(aDeliverable({ window: { from, to: null } })))).toEqual([
      { code: 'before-window', text: 'Its time has not come yet.', liftedBy: 'time', notBefore: from },
    ]);
    const over = { from: '2026-03-01T08:00:00.000Z', to: now };
    expect(deliveryRefusals(factsFor(aDeliverable({ window: over })))).toMatchObject([
      { code: 'after-window', liftedBy: 'person' },
    ]);
  });
});
