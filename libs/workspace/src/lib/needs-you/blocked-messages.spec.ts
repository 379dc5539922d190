import { expect, test } from '@jest/globals';
import { aLeadFile } from '@aicmo/cam/testing';
import { aWorkspace } from '@aicmo/workspace/testing';

test('blocked messages of a campaign need a person until what blocks them is lifted', async () => {
  const { workspace, dispose } = await aWorkspace();
  const { clients, campaigns, imports, leads } = await workspace.cam();
  const client = await clients.create({ name: 'Nordlicht' }, 'Ada');
  const { id: campaignId } = await campaigns.create(client.id, { name: 'Spring' }, 'Ada');
  await campaigns.move(campaignId, 'ACTIVE', 'Ada');
  const file = { clientId: client.id, campaignId, fileName: 'l.csv', bytes: aLeadFile(2) };
  await imports.finished((await imports.begin(file, 'Ada')).id);
  const [lead] = (await leads.list({ campaignId })).leads;
  await leads.review(lead?.id ?? '', 'two people of that name', 'Ada');
  const run = async () => (await workspace.orchestrator()).run(campaignId, { by: 'Ada' });
  const blocked = async () => (await workspace.needsYou()).filter(({ id }) => id === `blocked-messages-${campaignId}`);
  expect(await blocked()).toEqual([]);
  await run();
  expect(await blocked()).toMatchObject([
    {
      clientId: client.id,
      sentence: `One message of “Spring” is blocked: Somebody has to look at ${lead?.name} first: two people of that name.`,
      action: { tab: 'campaign-ops', open: `campaign.${campaignId}` },
    },
  ]);
  await leads.review(lead?.id ?? '', null, 'Ada');
  await run();
  expect(await blocked()).toEqual([]);
  await dispose();
});
