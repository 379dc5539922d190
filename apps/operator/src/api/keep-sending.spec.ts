import { expect, test } from '@jest/globals';
import { aLeadFile } from '@aicmo/cam/testing';
import { createLog } from '@aicmo/core-server';
import { aWorkspace } from '@aicmo/workspace/testing';
import { sql } from 'kysely';
import { keepSending } from './keep-sending.ts';

test('a live campaign is run by the console itself, as proofs in proof mode, until it is told to stop', async () => {
  const { workspace, clock, dispose } = await aWorkspace();
  const { clients, campaigns, imports, messages } = await workspace.cam();
  const sender = { senderName: 'Anna', senderAddress: 'anna@nordlicht.example', postalAddress: 'Hafenstr. 1' };
  const client = await clients.create({ name: 'Nordlicht', timeZone: 'Europe/Berlin', ...sender }, 'Ada');
  const campaign = await campaigns.create(client.id, { name: 'Spring' }, 'Ada');
  await campaigns.move(campaign.id, 'ACTIVE', 'Ada');
  await sql`update cam_campaign set mode = 'LIVE'`.execute(workspace.db.handle('cam').in());
  const file = { clientId: client.id, campaignId: campaign.id, fileName: 'l.csv', bytes: aLeadFile(1) };
  await imports.finished((await imports.begin(file, 'Ada')).id);
  const stop = keepSending(workspace, createLog({ clock, level: 'silent' }), { least: 1, most: 3 });
  const proofs = async () => (await messages.list({ campaignId: campaign.id, state: 'PROOFED' })).total;
  while ((await proofs()) === 0) await new Promise((resolve) => setImmediate(resolve)); // Jest's limit ends it
  await stop();
  const runs = await (await workspace.orchestrator()).runs({ campaignId: campaign.id });
  expect(runs.at(-1)).toMatchObject({ holder: 'The console', mode: 'PROOF', status: 'COMPLETED' });
  expect(await workspace.door.ledger.externalSends()).toBe(0);
  await dispose();
});
