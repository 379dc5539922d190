import { expect, test } from '@jest/globals';
import { newId } from '@aicmo/core-kernel';
import { fakeClock } from '@aicmo/core-kernel/testing';
import { describeEachDialect, type TestDialect } from '@aicmo/core-db/testing';
import type { ArtifactVersion } from '../contract/artifact.ts';
import { aDeliverable } from '../testing/index.ts';
import type { ArtifactSave } from './artifacts/artifact-service.ts';
import { deliveryMigrations } from './db/migrations/index.ts';
import { createDelivery, type DeliveryLibrary } from './delivery.ts';
import type { DeliveryTables } from './db/delivery-tables.ts';
import { contentHash } from './hash/content-hash.ts';
import { deliverySentinels } from './sentinels/index.ts';

const clientId = newId();
const clean = { media: [], bannedWords: [], requiredDisclaimers: [], platformProblems: [] };
const post = { kind: 'POST', id: newId() };

async function aHouse(dialect: TestDialect) {
  const db = await dialect.open([deliveryMigrations]);
  const clock = fakeClock();
  return { db, clock, delivery: createDelivery({ db, clock }) };
}

async function saved(delivery: DeliveryLibrary, save: Partial<ArtifactSave> & { kind?: ArtifactVersion['kind'] }) {
  const { kind = 'BRIEF', payload = { goal: 'bread' } } = save;
  const outcome = await delivery.artifacts.save({
    clientId,
    name: 'Autumn',
    by: 'Anna',
    ...save,
    kind,
    payload,
  } as ArtifactSave);
  if (!outcome.ok) throw new Error(outcome.reason);
  return outcome.version;
}

async function approved(delivery: DeliveryLibrary, version: ArtifactVersion) {
  const submitted = await delivery.artifacts.submit(version.id, 'Anna');
  expect(submitted).toMatchObject({ ok: true });
  return delivery.artifacts.decide(version.id, { decision: 'APPROVED', seenHash: version.hash, by: 'Ben' });
}

describeEachDialect('a document', (dialect) => {
  test('gets a new version with each save, and the older ones stay as they were', async () => {
    const { delivery } = await aHouse(dialect);
    const first = await saved(delivery, {});
    const next = await delivery.artifacts.save({
      artifactId: first.artifactId,
      edited: 1,
      payload: { goal: 'cake' },
      by: 'Ben',
    });
    expect(next).toMatchObject({ ok: true, version: { number: 2, state: 'DRAFT', clientId, name: 'Autumn' } });
    expect(await delivery.artifacts.get(first.id)).toEqual(first);
    expect((await delivery.artifacts.versions(first.artifactId)).map(({ number }) => number)).toEqual([2, 1]);
    expect((await delivery.artifacts.list(clientId)).map(({ number }) => number)).toEqual([2]);
  });

  test('that two people edit keeps the first save and tells the second which version is the newest', async () => {
    const { delivery } = await aHouse(dialect);
    const { artifactId } = await saved(delivery, {});
    const save = (by: string) => delivery.artifacts.save({ artifactId, edited: 1, payload: { by }, by });
    expect(await save('Anna')).toMatchObject({ ok: true });
    expect(await save('Ben')).toEqual({ ok: false, reason: 'version-conflict', edited: 1, newest: 2 });
    expect(await delivery.artifacts.versions(artifactId)).toHaveLength(2);
    const nowhere = { artifactId: newId(), edited: 1, payload: {}, by: 'Anna' };
    await expect(delivery.artifacts.save(nowhere)).rejects.toMatchObject({ code: 'artifact-unknown' });
  });

  test('goes to review only when what it rests on is approved, and each missing one is named', async () => {
    const { delivery } = await aHouse(dialect);
    const brief = await saved(delivery, {});
    const strategy = await saved(delivery, { kind: 'STRATEGY', dependsOn: [brief.id] });
    expect(await delivery.artifacts.submit(strategy.id, 'Anna')).toEqual({
      ok: false,
      reason: 'gated',
      missing: [
        {
          kind: 'BRIEF',
          state: 'DRAFT',
          versionId: brief.id,
          text: 'The brief is a draft that nobody has sent to review.',
        },
      ],
    });
    await approved(delivery, brief);
    expect(await delivery.artifacts.submit(strategy.id, 'Anna')).toMatchObject({
      ok: true,
      version: { state: 'IN_REVIEW' },
    });
    expect((await delivery.artifacts.missing('PACKAGE', clientId)).map(({ kind }) => kind)).toEqual([
      'STRATEGY',
      'CREATIVES',
      'CALENDAR',
    ]);
  });

  test('is approved for exactly the bytes that the person saw, and its story says who did what', async () => {
    const { delivery } = await aHouse(dialect);
    const brief = await saved(delivery, {});
    await delivery.artifacts.submit(brief.id, 'Anna');
    const other = { decision: 'APPROVED', seenHash: contentHash({ goal: 'cake' }).hash, by: 'Ben' } as const;
    await expect(delivery.artifacts.decide(brief.id, other)).rejects.toMatchObject({ code: 'approval-other-content' });
    expect((await delivery.artifacts.get(brief.id)).state).toBe('IN_REVIEW');
    const { version } = await delivery.artifacts.decide(brief.id, { ...other, seenHash: brief.hash });
    expect(version.state).toBe('APPROVED');
    const subject = { kind: 'BRIEF', id: brief.id };
    expect(await delivery.approvals.decisionOn({ ...subject, hash: brief.hash })).toBe('APPROVED');
    expect(await delivery.approvals.decisionOn({ ...subject, hash: other.seenHash })).toBeNull();
    expect((await delivery.artifacts.story(brief.id)).map(({ by, what }) => [by, what])).toEqual([
      ['Ben', 'Approved'],
      ['Anna', 'Sent to review'],
      ['Anna', 'Saved'],
    ]);
  });

  test('that is sent back needs a reason and cannot be approved after', async () => {
    const { delivery } = await aHouse(dialect);
    const brief = await saved(delivery, {});
    await delivery.artifacts.submit(brief.id, 'Anna');
    const back = { decision: 'CHANGES_REQUESTED', seenHash: brief.hash, by: 'Ben' } as const;
    await expect(delivery.artifacts.decide(brief.id, back)).rejects.toMatchObject({ code: 'approval-why' });
    await delivery.artifacts.decide(brief.id, { ...back, why: 'No budget named' });
    const late = { decision: 'APPROVED', seenHash: brief.hash, by: 'Ben' } as const;
    await expect(delivery.artifacts.decide(brief.id, late)).rejects.toMatchObject({ code: 'version-move' });
  });

  test('whose upstream gets a newer approved version is out of date, all levels down, and can be reviewed again', async () => {
    const { delivery } = await aHouse(dialect);
    const brief = await saved(delivery, {});
    await approved(delivery, brief);
    const strategy = await saved(delivery, { kind: 'STRATEGY', dependsOn: [brief.id] });
    await approved(delivery, strategy);
    const creatives = await saved(delivery, { kind: 'CREATIVES', dependsOn: [strategy.id] });
    await approved(delivery, creatives);
    const next = await delivery.artifacts.save({
      artifactId: brief.artifactId,
      edited: 1,
      payload: { goal: 'cake' },
      by: 'Anna',
    });
    if (!next.ok) throw new Error(next.reason);
    const { stale } = await approved(delivery, next.version);
    expect([...stale].sort()).toEqual([creatives.id, strategy.id].sort());
    expect((await delivery.artifacts.get(creatives.id)).state).toBe('STALE');
    expect((await delivery.artifacts.story(creatives.id))[0]).toMatchObject({
      by: 'AICMO',
      what: 'Out of date',
      why: 'A newer brief was approved.',
    });
    expect(
      (await delivery.artifacts.upstream([brief.id, next.version.id, strategy.id, newId()])).map(
        ({ standing }) => standing,
      ),
    ).toEqual([...['superseded', 'current', 'stale', 'unknown']]);
    expect(await delivery.artifacts.submit(strategy.id, 'Anna')).toMatchObject({ ok: true });
  });

  test('that is archived stays readable and goes nowhere', async () => {
    const { delivery } = await aHouse(dialect);
    const brief = await saved(delivery, {});
    await delivery.artifacts.archive(brief.id, 'Anna', 'Wrong client');
    expect(await delivery.artifacts.get(brief.id)).toMatchObject({ state: 'ARCHIVED' });
    await expect(delivery.artifacts.submit(brief.id, 'Anna')).rejects.toMatchObject({ code: 'version-move' });
    await expect(delivery.artifacts.get(newId())).rejects.toMatchObject({ code: 'version-unknown' });
  });
});

describeEachDialect('the gate over stored checks and approvals', (dialect) => {
  test('lets a post through only once it is checked and approved as it is, and closes again with an edit', async () => {
    const { delivery } = await aHouse(dialect);
    const content = aDeliverable();
    const codes = async (wanted = content) =>
      (await delivery.gate.decide({ ...post, content: wanted })).map(({ code }) => code);
    expect(await codes()).toEqual(['qc-missing', 'not-approved']);
    const { hash, verdict } = await delivery.qc.check(post, content, clean);
    expect(verdict).toBe('PASS');
    expect(delivery.approvals.hashOf(content)).toBe(hash);
    await delivery.approvals.decide(post, content, { decision: 'APPROVED', seenHash: hash, by: 'Ben' });
    expect(await codes()).toEqual([]);
    expect(await codes(aDeliverable({ text: 'Other' }))).toEqual(['qc-outdated', 'approval-other-content']);
    await delivery.approvals.decide(post, content, {
      decision: 'WITHDRAWN',
      seenHash: hash,
      by: 'Ben',
      why: 'Sold out',
    });
    expect(await codes()).toEqual(['approval-withdrawn']);
    expect((await delivery.approvals.history(post)).map(({ decision }) => decision)).toEqual(['WITHDRAWN', 'APPROVED']);
  });

  test('sees inside a transaction what was decided inside of it', async () => {
    const { delivery, db } = await aHouse(dialect);
    const content = aDeliverable();
    const { hash } = await delivery.qc.check(post, content, clean);
    const refusals = await db.transaction(async (tx) => {
      await delivery.approvals.record(tx, post, content, { decision: 'APPROVED', seenHash: hash, by: 'Ben' });
      return delivery.gate.decide({ ...post, content }, tx);
    });
    expect(refusals).toEqual([]);
  });

  test('holds what was made from a document that is not approved, and a picture whose rights nobody knows', async () => {
    const { delivery } = await aHouse(dialect);
    const brief = await saved(delivery, {});
    const content = aDeliverable({ mediaDigests: ['a'] });
    const refusals = await delivery.gate.decide({ ...post, content, madeFrom: [brief.id] });
    expect(refusals.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['upstream-not-approved', 'rights-unknown']),
    );
  });

  test('keeps one result of the same checks on the same text, and a new one when either changed', async () => {
    const { delivery, clock } = await aHouse(dialect);
    const first = await delivery.qc.check(post, aDeliverable(), clean);
    clock.advance(1000);
    expect((await delivery.qc.check(post, aDeliverable(), clean)).at).toBe(first.at);
    const banned = await delivery.qc.check(post, aDeliverable(), { ...clean, bannedWords: ['rye'] });
    expect(banned).toMatchObject({ verdict: 'FAIL', score: 70 });
    expect(await delivery.qc.latest(post)).toEqual(banned);
  });
});

describeEachDialect('the check of stored documents', (dialect) => {
  test('passes while they are what was saved, and names the one that somebody altered in the database', async () => {
    const { delivery, db, clock } = await aHouse(dialect);
    const run = async () => deliverySentinels({ db })[0]?.run({ clock, signal: AbortSignal.timeout(5000) });
    expect(await run()).toMatchObject({ verdict: 'skipped' });
    const { id } = await saved(delivery, {});
    expect(await run()).toMatchObject({ verdict: 'pass' });
    await db
      .handle<DeliveryTables>('delivery')
      .in()
      .updateTable('deliveryArtifactVersion')
      .set({ payload: '{}' })
      .where('id', '=', id)
      .execute();
    expect(await run()).toMatchObject({
      verdict: 'fail',
      summary: expect.stringContaining('Autumn, version 1'),
      remedy: { text: expect.any(String) },
    });
  });
});
