import { afterEach, expect, test } from '@jest/globals';
import type { ActionId, ClientId, CampaignId } from '@aicmo/core-kernel';
import { aWorkspace } from '@aicmo/workspace/testing';
import { proposeWork } from './propose-work.flow.ts';

const opened: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const dispose of opened.splice(0)) await dispose();
});

/** An active campaign in simulation, with one person in sequence whose first message is due: Monday, 10:00 UTC. */
async function anActiveCampaign() {
  const { workspace, clock, dispose } = await aWorkspace();
  opened.push(dispose);
  const cam = await workspace.cam();
  const client = await cam.clients.create(
    { name: 'Northwind Studio', senderName: 'Anna', senderAddress: 'anna@example.com', postalAddress: '1 Pier, Hull' },
    'Ana',
  );
  const campaign = await cam.campaigns.create(
    client.id,
    { name: 'Spring push', reasonForContact: 'You run a shop.' },
    'Ana',
  );
  await cam.campaigns.move(campaign.id, 'ACTIVE', 'Ana');
  const bytes = new TextEncoder().encode('Email,First name,Company\njo@example.com,Jo,Example Ltd\n');
  const file = { clientId: client.id, campaignId: campaign.id, fileName: 'people.csv', bytes };
  await cam.imports.finished((await cam.imports.begin(file, 'Ana')).id);
  const { actions, engine, policies } = await workspace.autonomy();
  const only = async () => {
    const [action] = await actions.list();
    if (!action) throw new Error('nothing was proposed');
    return action;
  };
  return { workspace, clock, client, campaign, actions, engine, policies, only };
}

const approve = (id: string) => ({ id: id as ActionId, verdict: 'APPROVED' as const, by: 'Ana', reason: '' });

test('an active campaign with due messages is proposed once, with what it rests on, and runs after a yes', async () => {
  const { workspace, campaign, actions, engine, only, clock } = await anActiveCampaign();
  expect(await proposeWork(workspace)).toMatchObject({ proposed: 1 });
  expect(await proposeWork(workspace)).toEqual({ proposed: 0, known: 1, manual: 0 });
  expect(await only()).toMatchObject({
    title: 'Run Spring push as a simulation',
    state: 'AWAITING_APPROVAL',
    evidence: [{ value: '1' }, { value: '0' }, { value: 'Simulation' }],
  });
  expect(await workspace.needsYou()).toMatchObject([
    { sentence: 'Decide: Run Spring push as a simulation', action: { tab: 'autonomy' } },
  ]);
  await actions.decide(approve((await only()).id));
  clock.advance(1000);
  expect(await engine.tick('test')).toMatchObject({ succeeded: 1 });
  expect(await only()).toMatchObject({
    state: 'SUCCEEDED',
    result: { summary: 'Simulated 1 message. Nothing left the house.' },
  });
  const runs = await (await workspace.orchestrator()).runs({ campaignId: campaign.id });
  expect(runs).toMatchObject([{ mode: 'SIMULATION', status: 'COMPLETED', holder: 'Ana', counters: { simulated: 1 } }]);
  expect(await proposeWork(workspace)).toEqual({ proposed: 0, known: 0, manual: 0 });
  expect(await workspace.door.ledger.externalSends()).toBe(0);
});

test('for a client on manual nothing is proposed', async () => {
  const { workspace, client, policies, actions } = await anActiveCampaign();
  const policy = { clientId: client.id, mode: 'MANUAL' as const, narrower: [] };
  await policies.set({ policy, version: 0, by: 'Ana', reason: 'We look at it ourselves.' });
  expect(await proposeWork(workspace)).toEqual({ proposed: 0, known: 0, manual: 1 });
  expect(await actions.count()).toBe(0);
});

test('a campaign that stopped in the meantime is not run, and a person is told why', async () => {
  const { workspace, campaign, actions, engine, only } = await anActiveCampaign();
  await proposeWork(workspace);
  await actions.decide(approve((await only()).id));
  await (await workspace.cam()).campaigns.move(campaign.id, 'PAUSED', 'Bo', 'The client asked for a break.');
  expect(await engine.tick('test')).toMatchObject({ givenUp: 1 });
  expect((await only()).lastError).not.toBe('');
  expect(await workspace.needsYou()).toMatchObject([
    { urgency: 'now', sentence: expect.stringContaining('Given up: Run Spring push') },
  ]);
});

test('overdue tasks of a client are proposed as one list, and the list is made after a yes', async () => {
  const { workspace, client, campaign, clock, actions, engine } = await anActiveCampaign();
  const ops = await workspace.campaignOps();
  await ops.tasks.add({
    clientId: client.id as ClientId, // ids cross contracts as text
    campaignId: campaign.id as CampaignId, // as above
    title: 'Call Bob',
    dueAt: '2026-03-02T11:00:00Z',
    timeZone: 'Europe/London',
    by: 'Ana',
  });
  clock.set('2026-03-02T12:00:00Z');
  await proposeWork(workspace);
  const wish = (await actions.list()).find((action) => action.kind === 'escalate-overdue-tasks');
  expect(wish).toMatchObject({
    title: 'List what is overdue for Northwind Studio in one task',
    why: '1 task is overdue.',
  });
  await actions.decide(approve(wish?.id ?? ''));
  await engine.tick('test');
  expect(await ops.tasks.list({ kinds: ['ESCALATION'] })).toMatchObject([
    { title: '1 task is overdue', state: 'OPEN' },
  ]);
});

test('the calendar of a campaign knows its dates and its client’s time zone, and a published post is told to others', async () => {
  const { workspace, campaign } = await anActiveCampaign();
  const ops = await workspace.campaignOps();
  const campaignId = campaign.id as CampaignId; // ids cross contracts as text
  const plan = await ops.calendar.suggest(campaignId);
  await ops.calendar.save({ campaignId, plan, version: 0, by: 'Ana' });
  const [post] = await ops.tasks.list();
  const heard: unknown[] = [];
  await ops.tasks.complete({
    id: post?.id as never, // the list above is not empty
    by: 'Ana',
    proofUrl: 'https://www.linkedin.com/posts/northwind_1',
  });
  const consumer = {
    name: 'spec',
    topics: ['campaign-ops-post-published'],
    handle: async (event: unknown) => void heard.push(event),
  };
  await workspace.outbox.deliver([consumer]);
  expect(heard).toMatchObject([{ subject: post?.id, payload: { url: 'https://www.linkedin.com/posts/northwind_1' } }]);
});
