import { expect, test } from '@jest/globals';
import { invalid, parseInstant } from '@aicmo/core-kernel';
import { aWorkspace } from '@aicmo/workspace/testing';
import { findNeedsYou, type NeedsYou, type NeedsYouSource, type Urgency } from './needs-you.ts';

const row = (id: string, urgency: Urgency, since: string): NeedsYou => ({
  id,
  urgency,
  sentence: id,
  since: parseInstant(since),
  action: { label: 'Open', tab: 'acquisition' },
});
const source = (rows: readonly NeedsYou[]): NeedsYouSource => ({
  part: 'Leads',
  tab: 'acquisition',
  find: async () => rows,
});

test('the list is most urgent first, and the oldest of equals first', async () => {
  const { workspace, dispose } = await aWorkspace();
  const found = await findNeedsYou(workspace, [
    source([row('late', 'later', '2026-01-01T00:00:00Z'), row('young', 'now', '2026-02-02T00:00:00Z')]),
    source([row('old', 'now', '2026-02-01T00:00:00Z'), row('today', 'soon', '2026-01-01T00:00:00Z')]),
  ]);
  expect(found.map((each) => each.id)).toEqual(['old', 'young', 'today', 'late']);
  await dispose();
});

test('a part that cannot be read is a row of its own, and hides nothing else', async () => {
  const { workspace, dispose } = await aWorkspace();
  const broken: NeedsYouSource = {
    part: 'Leads',
    tab: 'acquisition',
    find: () => Promise.reject(invalid({ code: 'x', message: 'No table.' })),
  };
  const found = await findNeedsYou(workspace, [broken, source([row('fine', 'later', '2026-01-01T00:00:00Z')])]);
  expect(found.map((each) => each.sentence)).toEqual(['Leads cannot be read: No table.', 'fine']);
  await dispose();
});

test('a hold needs a person until it is released', async () => {
  const { workspace, dispose } = await aWorkspace();
  expect((await workspace.needsYou()).filter((each) => each.id === 'held-house')).toEqual([]);
  await workspace.flags.set({ paused: true, by: 'Ada', reason: 'press incident' });
  expect(await workspace.needsYou()).toMatchObject([
    { sentence: 'Everything is on hold by Ada: press incident', action: { label: 'Release' } },
  ]);
  await dispose();
});
