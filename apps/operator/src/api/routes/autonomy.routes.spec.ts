import { afterEach, expect, test } from '@jest/globals';
import { createApiClient } from '@aicmo/core-server/contract';
import { aServer, requestApp } from '@aicmo/core-server/testing';
import { aWorkspace } from '@aicmo/workspace/testing';
import { autonomyContract } from '../../contract/autonomy.contract.ts';
import { autonomyRoutes } from './autonomy.routes.ts';

const opened: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const dispose of opened.splice(0)) await dispose();
});

/** A client with an active campaign in which one message is due. */
async function open() {
  const { workspace, clock, dispose } = await aWorkspace();
  opened.push(dispose);
  const { clients, campaigns, imports } = await workspace.cam();
  const sender = { senderName: 'Anna', senderAddress: 'anna@example.com', postalAddress: '1 Pier, Hull' };
  const client = await clients.create({ name: 'Northwind Studio', ...sender }, 'Ana');
  const campaign = await campaigns.create(
    client.id,
    { name: 'Spring push', reasonForContact: 'You run a shop.' },
    'Ana',
  );
  await campaigns.move(campaign.id, 'ACTIVE', 'Ana');
  const bytes = new TextEncoder().encode('Email,First name,Company\njo@example.com,Jo,Example Ltd\n');
  const file = { clientId: client.id, campaignId: campaign.id, fileName: 'people.csv', bytes };
  await imports.finished((await imports.begin(file, 'Ana')).id);
  const server = aServer('autonomy', autonomyRoutes, workspace);
  const api = createApiClient(autonomyContract, { fetch: (url, init) => requestApp(server, url, init) });
  return { workspace, clock, client, campaign, api };
}

test('work that is found asks a person, and after a yes it is carried out and can be read', async () => {
  const { api, client } = await open();
  expect(await api.lookForWork()).toEqual({ proposed: 1, known: 0, manual: 0 });
  const asked = await api.actions({ query: { view: 'asks', client: client.id } });
  expect(asked).toMatchObject({ counts: { asks: 1, queue: 0, stuck: 0, over: 0 } });
  const actionId = asked.actions[0]?.id ?? '';
  const done = await api.decide({ params: { actionId }, body: { verdict: 'APPROVED', reason: '' } });
  expect(done).toMatchObject({
    state: 'SUCCEEDED',
    result: { summary: 'Simulated 1 message. Nothing left the house.' },
  });
  expect(await api.actions({ query: { view: 'over' } })).toMatchObject({
    counts: { asks: 0, over: 1 },
    actions: [{ id: actionId }],
  });
  const { action, story } = await api.action({ params: { actionId } });
  expect(action).toMatchObject({ state: 'SUCCEEDED', decision: { by: 'Operator' } });
  expect(story.map(({ what }) => what).sort()).toEqual(['Approved', 'Began', 'Proposed', 'Succeeded']);
  const ledger = await api.ledger();
  expect(ledger).toMatchObject({ total: 1, externalSends: 0, entries: [{ outcome: 'SIMULATED' }] });
  const kept = await api.ledgerBody({ params: { entryId: ledger.entries[0]?.id ?? '' } });
  expect(kept.body).toContain('1 Pier, Hull');
});

test('a second answer is a conflict that says who gave the first', async () => {
  const { api } = await open();
  await api.lookForWork();
  const [action] = (await api.actions({ query: { view: 'asks' } })).actions;
  const decide = (verdict: 'APPROVED' | 'REJECTED') =>
    api.decide({ params: { actionId: action?.id ?? '' }, body: { verdict, reason: 'Not now.' } });
  await decide('REJECTED');
  await expect(decide('APPROVED')).rejects.toMatchObject({
    kind: 'conflict',
    code: 'action-decided',
    details: { by: 'Operator' },
  });
});

test('while everything is held an approved action waits, and a release lets it go on', async () => {
  const { api, workspace } = await open();
  await api.lookForWork();
  const [action] = (await api.actions({ query: { view: 'asks' } })).actions;
  await workspace.flags.set({ paused: true, by: 'Ana', reason: 'press incident' });
  const waiting = await api.decide({
    params: { actionId: action?.id ?? '' },
    body: { verdict: 'APPROVED', reason: '' },
  });
  expect(waiting).toMatchObject({ state: 'AWAITING_APPROVAL', decision: { verdict: 'APPROVED' } });
  expect(await api.actions({ query: { view: 'queue' } })).toMatchObject({ counts: { asks: 0, queue: 1 } });
  expect(await api.flags()).toMatchObject({ now: { paused: true }, history: [{ reason: 'press incident' }] });
  await workspace.flags.set({ paused: false, by: 'Ana', reason: 'over' });
  await api.lookForWork();
  expect(await api.actions({ query: { view: 'over' } })).toMatchObject({ counts: { queue: 0, over: 1 } });
});

test('a policy is set for a known client, with its campaigns to make exceptions from', async () => {
  const { api, client, campaign } = await open();
  const body = { mode: 'MANUAL' as const, narrower: [], version: 0, reason: 'We look ourselves.' };
  await api.setPolicy({ params: { clientId: client.id }, body });
  expect(await api.policies({ query: { client: client.id } })).toMatchObject({
    policies: [
      {
        client: { name: 'Northwind Studio' },
        policy: { mode: 'MANUAL', version: 1 },
        campaigns: [{ id: campaign.id }],
      },
    ],
  });
  expect(await api.lookForWork()).toMatchObject({ proposed: 0, manual: 1 });
  await expect(api.setPolicy({ params: { clientId: 'nobody' }, body })).rejects.toMatchObject({ kind: 'not-found' });
});
