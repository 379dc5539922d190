import { afterEach, expect, test } from '@jest/globals';
import { createApiClient } from '@aicmo/core-server/contract';
import { aServer, requestApp } from '@aicmo/core-server/testing';
import { aWorkspace } from '@aicmo/workspace/testing';
import { campaignsContract } from '../../contract/campaigns.contract.ts';
import { campaignsRoutes } from './campaigns.routes.ts';

const opened: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const dispose of opened.splice(0)) await dispose();
});

async function open() {
  const { workspace, dispose } = await aWorkspace();
  opened.push(dispose);
  const app = aServer('campaigns', campaignsRoutes, workspace);
  const api = createApiClient(campaignsContract, { fetch: (url, init) => requestApp(app, url, init) });
  const cam = await workspace.cam();
  const client = await cam.clients.create({ name: 'Nordlicht', timeZone: 'Europe/Berlin' }, 'Olga');
  const campaign = await cam.campaigns.create(client.id, { name: 'Spring' }, 'Olga');
  return { workspace, api, cam, client, campaign };
}

test('a draft says what keeps it from running, and its figures are computed from the rows', async () => {
  const { api, campaign } = await open();
  const { campaigns } = await api.campaigns();
  expect(campaigns).toMatchObject([
    {
      name: 'Spring',
      clientName: 'Nordlicht',
      status: 'DRAFT',
      leads: 0,
      done: 0,
      reason: { code: 'campaign-not-active' },
    },
  ]);
  const { reasons, runs, story } = await api.campaign({ params: { campaignId: campaign.id } });
  expect(reasons.map(({ code, effect }) => `${effect} ${code}`)).toEqual([
    ...['holds campaign-not-active', 'holds nobody', 'limits channel-not-configured', 'limits content-unsubscribe'],
    ...['limits content-postal-address', 'limits simulation'],
  ]);
  expect(runs).toEqual([]);
  expect(story).toHaveLength(1);
});

test('after a run each counter opens exactly the messages that it counted', async () => {
  const { workspace, api, cam, client, campaign } = await open();
  const bytes = new TextEncoder().encode('Name,Email\nMaja,maja@k.example\nBo,bo@k.example\n');
  const batch = await cam.imports.begin(
    { clientId: client.id, campaignId: campaign.id, fileName: 'l.csv', bytes },
    'Olga',
  );
  await cam.imports.finished(batch.id);
  await cam.campaigns.move(campaign.id, 'ACTIVE', 'Olga');
  await (await workspace.orchestrator()).run(campaign.id, { by: 'Olga' });

  const params = { campaignId: campaign.id };
  const { view, funnel, messages, runs } = await api.campaign({ params });
  expect(view).toMatchObject({
    status: 'ACTIVE',
    mode: 'SIMULATION',
    leads: 2,
    inSequence: 2,
    reason: { effect: 'goes' },
  });
  expect(funnel.byState).toEqual({ QUALIFIED: 2 });
  for (const { state, count } of messages) {
    const { attempts, total } = await api.messages({ params, query: { mode: 'SIMULATION', state } });
    expect([total, attempts.length]).toEqual([count, count]);
  }
  const [run] = runs;
  const { total } = await api.messages({ params, query: { run: run?.id ?? '', outcome: 'SIMULATED' } });
  expect(total).toBe(run?.counters.simulated);
});

test('a campaign that is over is still shown', async () => {
  const { api, cam, campaign } = await open();
  await cam.campaigns.move(campaign.id, 'ARCHIVED', 'Olga');
  expect((await api.campaigns()).campaigns.map(({ status }) => status)).toEqual(['ARCHIVED']);
});
