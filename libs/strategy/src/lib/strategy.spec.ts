import { expect, test } from '@jest/globals';
import { fakeClock } from '@aicmo/core-kernel/testing';
import { describeEachDialect, type TestDialect } from '@aicmo/core-db/testing';
import { Strategy } from '../contract/strategy.ts';
import { aBrief } from '../testing/a-brief.ts';
import { strategyMigrations } from './db/migrations/index.ts';
import { strategySentinels } from './sentinels/index.ts';
import type { StrategyApprovals } from './strategies/strategy-approvals.ts';
import { createStrategy } from './strategy.ts';
import type { StrategyTables } from './db/strategy-tables.ts';

async function open(dialect: TestDialect, approvals?: StrategyApprovals) {
  const clock = fakeClock();
  const db = await dialect.open([strategyMigrations]);
  return { clock, db, ...createStrategy({ db, clock, ...(approvals ? { approvals } : {}) }) };
}

async function openDrafted(dialect: TestDialect, approvals?: StrategyApprovals) {
  const house = await open(dialect, approvals);
  const brief = await house.briefs.create({ clientId: 'client-1', content: aBrief(), by: 'Ana' });
  const drafted = await house.strategies.draft({ briefId: brief.id, by: 'Ana' });
  if (!drafted.ok) throw new Error(drafted.reason);
  return { ...house, brief, strategy: drafted.strategy };
}

describeEachDialect('briefs', (dialect) => {
  test('are kept in every version, newest first', async () => {
    const { briefs, clock } = await open(dialect);
    const first = await briefs.create({ clientId: 'client-1', content: aBrief(), by: 'Ana' });
    clock.advance(1000);
    const edit = { briefId: first.id, editedVersion: 1, content: aBrief({ tone: 'dry' }), by: 'Ben' };
    const second = await briefs.save(edit);
    expect(second).toMatchObject({ version: 2, savedBy: 'Ben', content: { tone: 'dry' } });
    expect(await briefs.versions(first.id)).toEqual([second, first]);
    expect(await briefs.get(first.id, 1)).toEqual(first);
    expect(await briefs.get(first.id)).toEqual(second);
  });

  test('refuse an edit of a version that is not the newest any more, and store nothing of it', async () => {
    const { briefs } = await open(dialect);
    const { id } = await briefs.create({ clientId: 'client-1', content: aBrief(), by: 'Ana' });
    const edit = (tone: string) => briefs.save({ briefId: id, editedVersion: 1, content: aBrief({ tone }), by: tone });
    await edit('dry');
    await expect(edit('loud')).rejects.toMatchObject({
      kind: 'conflict',
      code: 'brief-changed',
      details: { editedVersion: 1, currentVersion: 2 },
    });
    expect((await briefs.get(id)).content.tone).toBe('dry');
  });

  test('take exactly one of two edits of the same version that arrive at once', async () => {
    const { briefs } = await open(dialect);
    const { id } = await briefs.create({ clientId: 'client-1', content: aBrief(), by: 'Ana' });
    const edits = ['dry', 'loud'].map((tone) =>
      briefs.save({ briefId: id, editedVersion: 1, content: aBrief({ tone }), by: tone }),
    );
    const outcomes = await Promise.allSettled(edits);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await briefs.versions(id)).toHaveLength(2);
  });

  test('make no version of a save that changes nothing', async () => {
    const { briefs } = await open(dialect);
    const { id } = await briefs.create({ clientId: 'client-1', content: aBrief(), by: 'Ana' });
    await briefs.save({ briefId: id, editedVersion: 1, content: aBrief(), by: 'Ben' });
    expect(await briefs.versions(id)).toHaveLength(1);
  });

  test('are listed by client with what each still needs and the strategy it has', async () => {
    const { briefs, brief, strategy, clock } = await openDrafted(dialect);
    clock.advance(1000);
    await briefs.create({ clientId: 'client-2', content: { company: 'Thin' }, by: 'Ana' });
    expect(await briefs.list()).toMatchObject([
      { company: 'Thin', missing: expect.arrayContaining(['What it sells', 'Who buys']), strategy: null },
      { id: brief.id, missing: [], strategy: { id: strategy.id, state: 'DRAFT', isBehind: false } },
    ]);
    expect(await briefs.list({ clientId: 'client-2' })).toHaveLength(1);
    expect(await briefs.summary(brief.id)).toEqual((await briefs.list())[1]);
  });

  test('say plainly that one does not exist', async () => {
    const { briefs } = await open(dialect);
    await expect(briefs.get('nobody')).rejects.toMatchObject({ kind: 'not-found', code: 'brief-missing' });
    await expect(briefs.versions('nobody')).rejects.toMatchObject({ kind: 'not-found' });
  });
});

describeEachDialect('strategies', (dialect) => {
  test('are drafted from the newest version of a brief and read back whole', async () => {
    const { strategies, strategy } = await openDrafted(dialect);
    expect(strategy).toMatchObject({ version: 1, briefVersion: 1, state: 'DRAFT', company: 'Harbour Roastery' });
    expect(Strategy.parse(strategy)).toEqual(strategy);
    expect(await strategies.get(strategy.id)).toEqual(strategy);
    expect(await strategies.list({ clientId: 'client-1' })).toEqual([strategy]);
    expect(await strategies.list({ clientId: 'client-2' })).toEqual([]);
  });

  test('are not drafted from a brief that is too thin: the refusal names what is missing', async () => {
    const { briefs, strategies } = await open(dialect);
    const thin = await briefs.create({ clientId: 'c', content: { company: 'Thin', offer: 'TBD' }, by: 'Ana' });
    const outcome = await strategies.draft({ briefId: thin.id, by: 'Ana' });
    expect(outcome).toMatchObject({
      ok: false,
      reason: expect.stringContaining('what it sells, who buys, what hurts'),
      missing: expect.arrayContaining([expect.objectContaining({ field: 'offer', label: 'What it sells' })]),
    });
    expect(await strategies.list()).toEqual([]);
  });

  test('drafted twice from the same version are one version, also when both drafts are asked for at once', async () => {
    const { briefs, strategies } = await open(dialect);
    const { id } = await briefs.create({ clientId: 'c', content: aBrief(), by: 'Ana' });
    const [one, two] = await Promise.all([1, 2].map(() => strategies.draft({ briefId: id, by: 'Ana' })));
    expect([one, two].map((outcome) => outcome?.ok && outcome.isNew).sort()).toEqual([false, true]);
    expect(await strategies.list()).toHaveLength(1);
  });

  test('drafted again after the brief changed are the next version, with the answers of people in it', async () => {
    const { briefs, strategies, brief, strategy } = await openDrafted(dialect);
    const answers = { 'channels.stop': 'No reply in six weeks' };
    await strategies.answer({ strategyId: strategy.id, editedVersion: 1, answers, by: 'Ben' });
    await briefs.save({ briefId: brief.id, editedVersion: 1, content: aBrief({ tone: 'dry' }), by: 'Ana' });
    expect((await briefs.summary(brief.id)).strategy).toMatchObject({ isBehind: true });
    const again = await strategies.draft({ briefId: brief.id, by: 'Ana' });
    expect(again).toMatchObject({ ok: true, isNew: true, strategy: { id: strategy.id, version: 3, briefVersion: 2 } });
    expect(JSON.stringify(again)).toContain('No reply in six weeks');
    expect((await strategies.versions(strategy.id)).map(({ version, madeBy }) => [version, madeBy])).toEqual([
      [3, 'Ana'],
      [2, 'Ben'],
      [1, 'Ana'],
    ]);
  });

  test('take an answer as the next version and leave the one before as it was', async () => {
    const { strategies, strategy } = await openDrafted(dialect);
    const answers = { 'value.difference-kind': ' Structural: the roaster is ours ' };
    const answered = await strategies.answer({ strategyId: strategy.id, editedVersion: 1, answers, by: 'Ben' });
    expect(answered.completeness.answered).toBe(strategy.completeness.answered + 1);
    expect(answered.hash).not.toBe(strategy.hash);
    expect(await strategies.get(strategy.id, 1)).toEqual(strategy);
    expect(await strategies.get(strategy.id)).toEqual(answered);
  });

  test('refuse an answer to an older version, and one that is empty, a placeholder or to no question', async () => {
    const { strategies, strategy } = await openDrafted(dialect);
    const answer = (editedVersion: number, answers: Record<string, string>) =>
      strategies.answer({ strategyId: strategy.id, editedVersion, answers, by: 'Ben' });
    await answer(1, { 'channels.stop': 'No reply in six weeks' });
    await expect(answer(1, { 'channels.roles': 'LinkedIn is for trust' })).rejects.toMatchObject({
      kind: 'conflict',
      code: 'strategy-changed',
    });
    const wrong = { 'channels.roles': ' ', 'channels.formats': 'TBD', 'value.price': '9' };
    await expect(answer(2, wrong)).rejects.toMatchObject({
      code: 'answer-invalid',
      details: {
        fields: {
          'channels.roles': expect.any(String),
          'channels.formats': expect.any(String),
          'value.price': expect.any(String),
        },
      },
    });
    await expect(answer(2, {})).rejects.toMatchObject({ code: 'answer-invalid' });
    expect((await strategies.get(strategy.id)).version).toBe(2);
  });

  test('never approve themselves: in review they stay until a person has decided elsewhere', async () => {
    const decided = new Map<string, 'APPROVED'>();
    const house = await openDrafted(dialect, { decisionOn: async ({ hash }) => decided.get(hash) ?? null });
    const { strategies, strategy } = house;
    await expect(strategies.settle(strategy.id)).resolves.toMatchObject({ state: 'DRAFT' });
    await strategies.submit(strategy.id, 1);
    await expect(strategies.settle(strategy.id)).resolves.toMatchObject({ state: 'IN_REVIEW' });
    decided.set(strategy.hash, 'APPROVED');
    await expect(strategies.settle(strategy.id)).resolves.toMatchObject({ state: 'APPROVED' });
    expect((await strategies.get(strategy.id)).state).toBe('APPROVED');
    await expect(strategies.settle(strategy.id)).resolves.toMatchObject({ state: 'APPROVED' });
  });

  test('refuse an illegal move by the names of both states', async () => {
    const { strategies, strategy } = await openDrafted(dialect, { decisionOn: async () => 'APPROVED' });
    await expect(strategies.settle(strategy.id)).rejects.toMatchObject({
      code: 'strategy-move',
      message: 'This version is a draft, so it cannot become approved.',
    });
    await strategies.submit(strategy.id, 1);
    await expect(strategies.submit(strategy.id, 1)).rejects.toMatchObject({ code: 'strategy-move' });
    await expect(strategies.submit(strategy.id, 2)).rejects.toMatchObject({ code: 'strategy-changed' });
  });
});

describeEachDialect('the check for lost briefs', (dialect) => {
  const check = async (house: Awaited<ReturnType<typeof open>>) =>
    strategySentinels(house)[0]?.run({ clock: house.clock, signal: new AbortController().signal });

  test('passes while every strategy has its brief, and fails with a remedy when one is gone', async () => {
    const house = await openDrafted(dialect);
    expect(await check(house)).toMatchObject({ verdict: 'pass', evidence: { 'versions of strategies': 1 } });
    await house.db.handle<StrategyTables>('strategy').in().deleteFrom('strategyBriefVersion').execute();
    expect(await check(house)).toMatchObject({ verdict: 'fail', remedy: { text: expect.stringContaining('backup') } });
  });
});
