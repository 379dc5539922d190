import { expect, test } from '@jest/globals';
import { coreEffectsMigrations, createControlFlags, createEgressDoor } from '@aicmo/core-effects';
import type { Database } from '@aicmo/core-db';
import { describeEachDialect, type TestDialect } from '@aicmo/core-db/testing';
import { fakeClock } from '@aicmo/core-kernel/testing';
import { aMailboxRow } from '../../testing/a-mailbox.ts';
import { aLeadFile } from '../../testing/a-lead-file.ts';
import { createCam } from '../cam.ts';
import type { CamTables } from '../db/cam-tables.ts';
import { camMigrations } from '../db/migrations/index.ts';
import { createOrchestrator } from '../orchestrator/create-orchestrator.ts';

const by = 'Anna';
const callable = new TextEncoder().encode('Name,Email,Phone\nMara Lindqvist,mara@fjord.example,+4930901820\n');

async function openHouse(dialect: TestDialect, people: number) {
  const db = await dialect.open([coreEffectsMigrations, camMigrations]);
  const clock = fakeClock('2026-03-02T08:30:00.000Z');
  const flags = createControlFlags({ db, clock });
  const door = createEgressDoor({ db, clock, flags });
  const cam = createCam({ db, clock });
  // A house in which people do what no server does; the tasks themselves are none of these specs' business.
  const tasks = {
    open: () => Promise.reject(new Error('a simulation asked real people')),
    close: async () => undefined,
  };
  const orchestrator = createOrchestrator({ db, clock, flags, door, tasks });
  const client = await cam.clients.create(
    {
      ...{ name: 'Nordlicht', timeZone: 'Europe/Berlin', senderName: 'Anna Berg' },
      ...{ senderAddress: 'anna@nordlicht.example', postalAddress: 'Hafenstr. 1' },
    },
    by,
  );
  const campaign = await cam.campaigns.create(client.id, { name: 'Spring' }, by);
  const bytes = aLeadFile(people);
  const batch = await cam.imports.begin({ clientId: client.id, campaignId: campaign.id, fileName: 'l.csv', bytes }, by);
  await cam.imports.finished(batch.id);
  return { db, clock, flags, door, cam, client, campaign, orchestrator };
}

/** Every row that a run would write or change. */
async function written(db: Database): Promise<readonly unknown[]> {
  const cam = db.handle<CamTables>('cam').in();
  const tables = [
    ...(['camEnrolment', 'camLead', 'camCampaign', 'camOutreachAttempt', 'camRecord'] as const),
    ...(['camOrchestratorRun', 'camOrchestratorRunItem', 'camOrchestratorClaim', 'camOutreachTurn'] as const),
  ];
  return Promise.all(tables.map(async (table) => [table, await cam.selectFrom(table).selectAll().execute()]));
}

describeEachDialect('the coming days of a campaign', (dialect) => {
  test('are played without a trace: who gets what, when, what bound it, and what was taken as given', async () => {
    const { db, cam, campaign, orchestrator, flags } = await openHouse(dialect, 12);
    await flags.set({ paused: true, by, reason: 'Holiday' });
    const [left] = (await cam.leads.list({ campaignId: campaign.id })).leads;
    await cam.suppression.add(
      { clientId: null, kind: 'email', value: left?.email ?? '', reason: 'Asked', source: 'test' },
      by,
    );
    const before = await written(db);
    const plan = await orchestrator.simulate({ campaignId: campaign.id, days: 10 });
    expect(await written(db)).toEqual(before);

    expect(plan).toMatchObject({ mode: 'SIMULATION', zone: 'Europe/Berlin', later: 11, notReached: 0, ended: '' });
    expect(plan.assumptions.join(' ')).toMatch(/is a draft.*No mailbox.*is released.*lifted.*Nobody answers/);
    expect(plan.days).toEqual([
      { day: '2026-03-02', first: 10, followUps: 0 },
      { day: '2026-03-03', first: 1, followUps: 0 },
      { day: '2026-03-09', first: 0, followUps: 11 },
    ]);
    expect(plan.held).toEqual([
      { reasons: [expect.objectContaining({ code: 'suppressed-address' })], people: 1, names: [left?.name] },
    ]);
    const [first, second] = plan.messages;
    expect(first).toMatchObject({ at: '2026-03-02T08:30:00.000Z', step: 1, bound: [], state: 'SIMULATED' });
    expect(second?.bound.map(({ code }) => code)).toEqual(['mailbox-gap']);
    expect(plan.rules[0]).toMatchObject({ code: 'mailbox-gap', text: 'The mailbox rests between two messages.' });
  });

  test('as it stands, what is on hold stays there, and a campaign that is over has no days to come', async () => {
    const { cam, campaign, orchestrator, flags } = await openHouse(dialect, 2);
    const ask = { campaignId: campaign.id, days: 3, as: 'as-it-is' } as const;
    expect(await orchestrator.simulate(ask)).toMatchObject({ messages: [], notReached: 2 });
    await cam.campaigns.move(campaign.id, 'ACTIVE', by);
    expect((await orchestrator.simulate(ask)).messages).toHaveLength(2);
    await flags.set({ killed: true, by, reason: 'Stop' });
    expect(await orchestrator.simulate(ask)).toMatchObject({ messages: [] });
    const signal = AbortSignal.abort();
    await expect(orchestrator.simulate({ ...ask, signal })).rejects.toMatchObject({ code: 'simulation-stopped' });
    await expect(orchestrator.simulate({ ...ask, days: 91 })).rejects.toMatchObject({ code: 'simulation-days' });
    await expect(orchestrator.simulate({ ...ask, campaignId: 'no' })).rejects.toMatchObject({
      code: 'campaign-unknown',
    });
    await cam.campaigns.move(campaign.id, 'COMPLETED', by);
    await expect(orchestrator.simulate(ask)).rejects.toMatchObject({ code: 'simulation-over' });
  });

  test('as if it were live, they go from its mailboxes, and what people do by hand is done on its day', async () => {
    const { db, cam, client, flags, orchestrator } = await openHouse(dialect, 1);
    const step = { subject: '', body: 'Hello {{ lead.firstName }}' };
    const steps = [
      { ...step, day: 0, channel: 'email', subject: 'A question' },
      { ...step, day: 1, channel: 'phone' },
      { ...step, day: 3, channel: 'email' },
    ] as const;
    const own = await cam.sequences.create(client.id, { name: 'By phone', goal: 'Talk', steps: [...steps] }, by);
    const sequenceByTier = { HOT: own.id, WARM: own.id, COOL: own.id, COLD: own.id };
    const draft = { name: 'Calls', channels: ['email', 'phone'], sequenceByTier } as const;
    const { id } = await cam.campaigns.create(client.id, { ...draft, channels: [...draft.channels] }, by);
    await db
      .handle<CamTables>('cam')
      .in()
      .insertInto('camMailbox')
      .values(aMailboxRow(1, { clientId: client.id }))
      .execute();
    const file = { clientId: client.id, campaignId: id, fileName: 'm.csv', bytes: callable };
    await cam.imports.finished((await cam.imports.begin(file, by)).id);

    // It is live already, and what was made waits for a reader: nobody lets it go while days are played.
    await cam.campaigns.move(id, 'ACTIVE', by);
    await db
      .handle<CamTables>('cam')
      .in()
      .updateTable('camCampaign')
      .set({ mode: 'LIVE' })
      .where('id', '=', id)
      .execute();
    await flags.set({ proofMode: false, by, reason: 'Going live' });
    expect(await orchestrator.run(id, { by })).toMatchObject({ run: { counters: { blocked: 1, sent: 0 } } });
    const asItIs = await orchestrator.simulate({ campaignId: id, days: 7, as: 'as-it-is' });
    expect(asItIs).toMatchObject({ messages: [], held: [{ people: 1, reasons: [{ code: 'first-messages' }] }] });

    const plan = await orchestrator.simulate({ campaignId: id, days: 7 });
    expect(plan.assumptions).toContain('What people do by hand is done on its day.');
    expect(plan.assumptions.join(' ')).toContain(
      'The first 10 messages wait for a person; here they are approved at once.',
    );
    expect(
      plan.messages.map(({ at, step: number, channel, mailbox, state }) => [at, number, channel, mailbox, state]),
    ).toEqual([
      ['2026-03-02T08:30:00.000Z', 1, 'email', 'anna@nordlicht.example', 'SENT'],
      ['2026-03-03T08:30:00.000Z', 2, 'phone', '', 'SENT'],
      ['2026-03-05T08:00:00.000Z', 3, 'email', 'anna@nordlicht.example', 'SENT'],
    ]);
    expect(plan.mailboxes).toEqual([{ address: 'anna@nordlicht.example', messages: 2, busiest: 1 }]);
  });
});
