import { beforeAll, describe, expect, test } from '@jest/globals';
import { coreEffectsMigrations, createControlFlags, createEgressDoor } from '@aicmo/core-effects';
import { describeEachDialect, type TestDialect } from '@aicmo/core-db/testing';
import { dayMs } from '@aicmo/core-kernel';
import { fakeClock } from '@aicmo/core-kernel/testing';
import type { Sequence, SequenceEdit, SequenceStep } from '../../contract/sequence.ts';
import { builtInRules } from '../../contract/scoring.ts';
import { aLeadFile } from '../../testing/a-lead-file.ts';
import { createCam } from '../cam.ts';
import type { CamTables } from '../db/cam-tables.ts';
import { camMigrations } from '../db/migrations/index.ts';
import { createOrchestrator } from '../orchestrator/create-orchestrator.ts';
import { openTemplateEngine, type TemplateEngine } from '../templates/template-engine.ts';
import { builtInSequenceId } from './default-sequence.ts';
import { assertSequence } from './sequence-rules.ts';
import { wordingFor, wordingsOf } from './step-wording.ts';

const by = 'Anna';
const mail = (day: number, subject: string, body: string): SequenceEdit['steps'][number] => ({
  ...{ day, channel: 'email', subject, body },
});

async function openHouse(dialect: TestDialect) {
  const db = await dialect.open([coreEffectsMigrations, camMigrations]);
  const clock = fakeClock('2026-03-02T09:00:00.000Z');
  const flags = createControlFlags({ db, clock });
  const cam = createCam({ db, clock });
  const client = await cam.clients.create({ name: 'Nordlicht', timeZone: 'Europe/Berlin', senderName: 'Anna' }, by);
  const own = await cam.sequences.create(client.id, { name: 'Ours', goal: 'A talk' }, by);
  const orchestrator = createOrchestrator({ db, clock, flags, door: createEgressDoor({ db, clock, flags }) });
  const edit = (from: Sequence, steps: SequenceEdit['steps'], carryOver = false): Promise<Sequence> =>
    cam.sequences.edit(own.id, { name: from.name, goal: from.goal, version: from.version, steps, carryOver }, by);
  return { db, clock, cam, client, own, orchestrator, edit };
}

/** A campaign that puts all tiers into the house's own sequence, with leads in it. */
async function put({ cam, client, own }: Awaited<ReturnType<typeof openHouse>>, people: number) {
  const sequenceByTier = { HOT: own.id, WARM: own.id, COOL: own.id, COLD: own.id };
  const campaign = await cam.campaigns.create(client.id, { name: 'Spring', sequenceByTier }, by);
  await cam.campaigns.move(campaign.id, 'ACTIVE', by);
  const file = { fileName: 'l.csv', bytes: aLeadFile(people) };
  const batch = await cam.imports.begin({ clientId: client.id, campaignId: campaign.id, ...file }, by);
  await cam.imports.finished(batch.id);
  return campaign;
}

describeEachDialect('sequences', (dialect) => {
  test('are kept version by version: who is in sequence keeps the words, unless changed words are carried over', async () => {
    const house = await openHouse(dialect);
    const { cam, own } = house;
    const second = await house.edit(own, [mail(0, 'First', 'Old words'), mail(2, '', 'Old second')]);
    const campaign = await put(house, 1);
    const read = async () => {
      await house.orchestrator.run(campaign.id, { by });
      const { attempts } = await cam.messages.list({ campaignId: campaign.id });
      return attempts.map(({ step, stepCount, subject, body }) => [step, stepCount, subject, body.split('\n')[0]]);
    };
    expect(await read()).toEqual([[1, 2, 'First', 'Old words']]);

    const three = [mail(0, 'First', 'New words'), mail(1, 'Between', 'Pushed in'), mail(2, '', 'New second')];
    const third = await house.edit(second, three);
    const wouldRead = (await cam.goLive.messages(campaign.id)).map(({ body }) => body.split('\n')[0]);
    expect(wouldRead).toEqual(['Old words', 'Old second']);
    await expect(house.edit(third, [...three, mail(9, '', 'Fourth')], true)).rejects.toMatchObject({
      code: 'sequence-carry',
    });
    expect(await cam.sequences.history(own.id)).toMatchObject([
      { version: 3, channels: ['email', 'email', 'email'], inSequence: 0, carriedTo: null, savedBy: by },
      { version: 2, channels: ['email', 'email'], inSequence: 1, carriedTo: null },
      { version: 1, channels: ['email'], inSequence: 0 },
    ]);

    const fourth = await house.edit(third, [mail(0, 'First', 'Newest'), mail(3, '', 'Corrected second')]);
    expect((await cam.sequences.history(own.id))[2]).toMatchObject({ version: 2, carriedTo: null });
    const fifth = await house.edit(fourth, [mail(0, 'First', 'Newest'), mail(3, '', 'Twice corrected')], true);
    expect((await cam.sequences.history(own.id)).map(({ carriedTo }) => carriedTo)).toEqual([null, 5, null, 5, null]);
    house.clock.advance(7 * dayMs);
    const later = await read();
    expect(later.filter(([step]) => step === 2)).toEqual([[2, 2, 'Re: First', 'Twice corrected']]);
    expect(fifth.version).toBe(5);
    expect((await cam.sequences.stepsOf(own.id, 2)).map(({ body }) => body)).toEqual(['Old words', 'Old second']);
    await expect(cam.sequences.stepsOf(own.id, 9)).rejects.toMatchObject({ code: 'sequence-version-unknown' });
  });

  test('a message in several wordings gives each lead one of them, by their shares, and keeps it', async () => {
    const house = await openHouse(dialect);
    const variants = [{ subject: 'Other subject', body: 'B', html: '<p>B for {{ lead.name }}</p>', weight: 3 }];
    await house.edit(house.own, [{ ...mail(0, 'Subject', 'A'), weight: 1, variants }]);
    const campaign = await put(house, 40);
    const rows = async () => {
      await house.orchestrator.run(campaign.id, { by });
      return house.db
        .handle<CamTables>('cam')
        .in()
        .selectFrom('camOutreachAttempt')
        .select(['enrolmentId', 'subject', 'variantId', 'bodyHtml'])
        .orderBy('enrolmentId')
        .execute();
    };
    const first = await rows();
    const inB = first.filter(({ variantId }) => variantId?.endsWith('-B'));
    expect(inB.length).toBeGreaterThan(20);
    expect(inB.length).toBeLessThan(40);
    expect(inB.every(({ subject, bodyHtml }) => subject === 'Other subject' && bodyHtml?.includes('<p>B for '))).toBe(
      true,
    );
    expect(first.filter(({ variantId }) => variantId?.endsWith('-A')).every(({ bodyHtml }) => bodyHtml === null)).toBe(
      true,
    );
    house.clock.advance(dayMs);
    expect(await rows()).toEqual(first);
  });

  test('an own one is put away when nothing names it, is chosen by nobody then, and can be taken out again', async () => {
    const house = await openHouse(dialect);
    const { cam, client, own } = house;
    await put(house, 1);
    await expect(cam.sequences.archive(own.id, by)).rejects.toMatchObject({
      ...{ code: 'sequence-in-use', message: expect.stringContaining('“Spring”') },
    });
    house.clock.advance(1);
    const copy = await cam.sequences.copy(own.id, client.id, by);
    const names = async (all = false) => (await cam.sequences.list(client.id, all)).map(({ name }) => name).slice(4);
    expect(await names()).toEqual(['Ours', 'Ours (copy)']);
    await cam.sequences.archive(copy.id, by);
    expect([await names(), await names(true)]).toEqual([['Ours'], ['Ours', 'Ours (copy)']]);
    const change = { name: 'X', goal: '', version: 1, steps: [mail(0, 'S', 'T')] };
    await expect(cam.sequences.edit(copy.id, change, by)).rejects.toMatchObject({ code: 'sequence-archived' });
    await cam.sequences.restore(copy.id, by);
    expect(await names()).toEqual(['Ours', 'Ours (copy)']);
    const byRules = { ...builtInRules, sequenceByTier: { COLD: copy.id } };
    await cam.scoring.save(client.id, { rules: byRules, basedOn: 0, why: 'ours' }, by);
    await expect(cam.sequences.archive(copy.id, by)).rejects.toThrow('is chosen in the scoring rules.');
    const builtIn = builtInSequenceId('cold_outreach');
    await expect(cam.sequences.archive(builtIn, by)).rejects.toMatchObject({ code: 'sequence-built-in' });
    await expect(cam.sequences.copy(own.id, 'nobody', by)).rejects.toMatchObject({ code: 'client-unknown' });
  });
});

describe('what a sequence may be', () => {
  let engine: TemplateEngine;
  beforeAll(async () => {
    engine = await openTemplateEngine();
  });
  const refusalOf = (...steps: SequenceEdit['steps']) => {
    try {
      assertSequence({ name: 'S', steps }, engine);
      return null;
    } catch (error) {
      return error;
    }
  };
  const b = { subject: 'S2', body: 'T2', html: null, weight: 1 };

  test.each([
    [
      'a first message on LinkedIn, then a mail',
      [{ ...mail(0, '', 'Hi'), channel: 'linkedin' as const }, mail(2, 'S', 'T')],
    ],
    ['HTML alone', [{ ...mail(0, 'S', ''), html: '<p>Hi</p>' }]],
    ['four wordings', [{ ...mail(0, 'S', 'T'), variants: [b, { ...b, body: '3' }, { ...b, body: '4' }] }]],
  ])('allows %s', (_, steps) => {
    expect(refusalOf(...steps)).toBeNull();
  });

  test.each([
    ['sequence-steps', { message: 'Found 0 messages; a sequence has 1 to 20.' }, []],
    ['sequence-order', { details: { step: 2, field: 'day' } }, [mail(3, 'S', 'T'), mail(3, '', 'T')]],
    [
      'sequence-subject',
      { details: { step: 2 } },
      [{ ...mail(0, '', 'Hi'), channel: 'phone' as const }, mail(2, '', 'T')],
    ],
    ['sequence-body', { details: { step: 1, field: 'body' } }, [{ ...mail(0, 'S', ' '), html: ' ' }]],
    ['sequence-channel', {}, [{ ...mail(0, '', 'T'), channel: 'linkedin' as const, html: '<p>x</p>' }]],
    ['sequence-weight', { details: { variant: 2 } }, [{ ...mail(0, 'S', 'T'), variants: [{ ...b, weight: 0 }] }]],
    ['sequence-variants', {}, [{ ...mail(0, 'S', 'T'), variants: [b, { ...b }] }]],
    ['sequence-variants', {}, [{ ...mail(0, 'S', 'T'), channel: 'phone' as const, variants: [b] }]],
    [
      'sequence-unknown-variable',
      { message: expect.stringContaining('Message 1 B, HTML') },
      [{ ...mail(0, 'S', 'T'), variants: [{ ...b, html: '{{ lead.nope }}' }] }],
    ],
    ['sequence-template-broken', {}, [{ ...mail(0, 'S', 'T'), html: '{{ lead.name | raw }}' }]],
  ] satisfies readonly (readonly [string, object, SequenceEdit['steps']])[])('refuses with %s', (code, rest, steps) => {
    expect(refusalOf(...steps)).toMatchObject({ code, ...rest });
  });
});

describe('the wording that a lead gets', () => {
  const step: SequenceStep = {
    ...{ position: 1, day: 0, channel: 'email', subject: 'A', body: 'A', html: null, weight: 1 },
    variants: [{ subject: 'B', body: 'B', html: null, weight: 1 }],
  };
  const drawn = (from: SequenceStep, count: number): readonly string[] =>
    Array.from({ length: count }, (_, n) => wordingFor({ id: 's' }, from, `enrolment-${n}`).letter);

  test('is drawn evenly by the shares, independently in each message, and anew when a word changes', () => {
    const letters = drawn(step, 10_000);
    const share = letters.filter((letter) => letter === 'B').length / 10_000;
    expect(Math.abs(share - 0.5)).toBeLessThan(0.02);
    const next = drawn({ ...step, position: 2 }, 10_000);
    const both = next.filter((letter, n) => letter === letters[n]).length / 10_000;
    expect(Math.abs(both - 0.5)).toBeLessThan(0.02);
    const ids = (of: SequenceStep) => wordingsOf({ id: 's' }, of).map(({ variantId }) => variantId);
    expect(ids({ ...step })).toEqual(ids(step));
    expect(ids({ ...step, body: 'A!' })[1]).not.toBe(ids(step)[1]);
    expect(ids({ ...step, variants: [] })).toEqual([null]);
  });
});
