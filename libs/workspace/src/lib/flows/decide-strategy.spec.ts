import { afterEach, expect, test } from '@jest/globals';
import { aBrief } from '@aicmo/strategy/testing';
import { aWorkspace } from '@aicmo/workspace/testing';
import { decideStrategy } from './decide-strategy.flow.ts';

const opened: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const dispose of opened.splice(0)) await dispose();
});

async function inReview() {
  const { workspace, dispose } = await aWorkspace();
  opened.push(dispose);
  const { briefs, strategies } = await workspace.strategy();
  const brief = await briefs.create({ clientId: 'client-1', content: aBrief(), by: 'Ana' });
  const drafted = await strategies.draft({ briefId: brief.id, by: 'Ana' });
  if (!drafted.ok) throw new Error(drafted.reason);
  const { id, hash } = await strategies.submit(drafted.strategy.id, 1);
  const decide = (decision: 'APPROVED' | 'CHANGES_REQUESTED', more: { seenHash?: string; why?: string } = {}) =>
    decideStrategy(workspace, {
      ...{ strategyId: id, version: 1, seenHash: hash, decision, why: '', by: 'Ben' },
      ...more,
    });
  return { workspace, strategies, id, decide };
}

test('an approval is kept by delivery for exactly these layers, and the strategy takes it over', async () => {
  const { workspace, strategies, id, decide } = await inReview();
  expect(await decide('APPROVED')).toMatchObject({ state: 'APPROVED' });
  expect(await strategies.get(id)).toMatchObject({ state: 'APPROVED' });
  const { approvals } = await workspace.delivery();
  expect(await approvals.history({ kind: 'STRATEGY', id })).toMatchObject([{ decision: 'APPROVED', by: 'Ben' }]);
});

test('a decision about something else than is stored changes nothing', async () => {
  const { strategies, id, decide } = await inReview();
  await expect(decide('APPROVED', { seenHash: 'another' })).rejects.toMatchObject({ code: 'approval-other-content' });
  expect(await strategies.get(id)).toMatchObject({ state: 'IN_REVIEW' });
});

test('asking for changes needs a reason', async () => {
  const { decide } = await inReview();
  await expect(decide('CHANGES_REQUESTED')).rejects.toMatchObject({ code: 'approval-why' });
  expect(await decide('CHANGES_REQUESTED', { why: 'The promise is too broad' })).toMatchObject({
    state: 'CHANGES_REQUESTED',
  });
});

test('a version that nobody asked about cannot be decided', async () => {
  const { strategies, id, decide } = await inReview();
  await strategies.answer({ strategyId: id, editedVersion: 1, answers: { 'channels.stop': 'Six weeks' }, by: 'Ana' });
  await expect(decide('APPROVED')).rejects.toMatchObject({ code: 'strategy-not-in-review' });
});
