import { afterEach, expect, test } from '@jest/globals';
import { defaultMailboxLimits as limits } from '@aicmo/cam/contract';
import { aLeadFile } from '@aicmo/cam/testing';
import { startSmtpServer } from '@aicmo/core-effects/testing';
import { hourMs } from '@aicmo/core-kernel';
import { sql } from 'kysely';
import { aWorkspace } from '../../testing/a-workspace.ts';
import { keepSendingDue } from './send-due-mail.flow.ts';

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function aHouse() {
  const { workspace, clock, dispose } = await aWorkspace();
  const server = await startSmtpServer();
  open.push(dispose, server.close);
  const { clients, campaigns, imports, mailboxes } = await workspace.cam();
  const client = await clients.create(
    { name: 'Nordlicht', timeZone: 'Europe/Berlin', postalAddress: 'Hafenstr. 1' },
    'Ada',
  );
  const smtp = { host: server.host, port: server.port, security: 'none', user: '' } as const;
  const draft = {
    address: 'anna@nordlicht.example',
    senderName: 'Anna',
    replyTo: '',
    signature: '',
    postalAddress: '',
  };
  const mailbox = await mailboxes.add(
    client.id,
    { ...draft, providerId: null, smtp, imap: null, certificate: '', limits },
    {},
    'Ada',
  );
  await mailboxes.test(mailbox.id);
  const campaign = await campaigns.create(client.id, { name: 'Spring', approveFirst: 0 }, 'Ada');
  await campaigns.move(campaign.id, 'ACTIVE', 'Ada');
  await sql`update cam_campaign set mode = 'LIVE'`.execute(workspace.db.handle('cam').in());
  const file = { clientId: client.id, campaignId: campaign.id, fileName: 'l.csv', bytes: aLeadFile(2) };
  await imports.finished((await imports.begin(file, 'Ada')).id);
  const sending = keepSendingDue(workspace);
  const flags = (change: object) => workspace.flags.set({ ...change, by: 'Ada', reason: 'a test' });
  return { workspace, clock, server, client, campaign, flags, pass: () => sending.pass('The worker') };
}

test('a live campaign is run by itself: as a proof in proof mode, for real without it, and not at all on hold', async () => {
  const { server, flags, pass, clock, workspace, campaign } = await aHouse();
  expect(await pass()).toMatchObject({ sent: 0, proofed: 1, problems: [] });
  expect(server.messages).toEqual([]);
  await flags({ proofMode: false, paused: true });
  expect(await pass()).toMatchObject({ sent: 0, proofed: 0 });
  await flags({ paused: false });
  expect(await pass()).toMatchObject({ sent: 1, proofed: 0, troubled: 0 });
  expect(await pass()).toMatchObject({ sent: 0, proofed: 0 });
  expect(server.messages).toHaveLength(1);
  clock.advance(hourMs);
  expect(await pass()).toMatchObject({ sent: 1 });
  const runs = await (await workspace.orchestrator()).runs({ campaignId: campaign.id });
  expect(runs.every(({ holder, status }) => holder === 'The worker' && status === 'COMPLETED')).toBe(true);
});

test('a client that stands on manual is left to people', async () => {
  const { server, flags, pass, workspace, client } = await aHouse();
  const { policies } = await workspace.autonomy();
  await policies.set({
    policy: { clientId: client.id, mode: 'MANUAL', narrower: [] },
    version: 0,
    by: 'Ada',
    reason: 'a key account',
  });
  await flags({ proofMode: false });
  expect(await pass()).toMatchObject({ sent: 0, proofed: 0 });
  expect(server.messages).toEqual([]);
});
