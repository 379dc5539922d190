import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { defaultMailboxLimits as limits } from '@aicmo/cam/contract';
import { aLeadFile } from '@aicmo/cam/testing';
import { startRudeServer } from '@aicmo/core-effects/testing';
import { fakeClock } from '@aicmo/core-kernel/testing';
import { openWorkspace } from '@aicmo/workspace';
import { sql } from 'kysely';

const bin = path.resolve(import.meta.dirname, '../aicmo.mjs');
let home = '';

const aicmo = (...argv: string[]): Promise<{ status: number; said: string }> =>
  new Promise((done) => {
    const env = { PATH: process.env['PATH'], HOME: home, AICMO_HOME: home, NODE_NO_WARNINGS: '1' };
    execFile(process.execPath, [bin, ...argv], { env, timeout: 120_000 }, (error, out, problems) => {
      done({ status: typeof error?.code === 'number' ? error.code : error ? -1 : 0, said: out + problems });
    });
  });

/** A live campaign whose first message broke off on its way. */
async function sendIntoTheVoid(): Promise<void> {
  const rude = await startRudeServer({ end: 'close' });
  const clock = fakeClock('2026-03-02T09:00:00.000Z');
  const house = await openWorkspace({ home, databaseUrl: `sqlite:${path.join(home, 'aicmo.db')}`, clock });
  const { clients, campaigns, imports, mailboxes } = await house.cam();
  const client = await clients.create(
    { name: 'Nordlicht', timeZone: 'Europe/Berlin', postalAddress: 'Hafenstr. 1' },
    'Ada',
  );
  const texts = {
    address: 'anna@nordlicht.example',
    senderName: 'Anna',
    replyTo: '',
    signature: '',
    postalAddress: '',
  };
  const smtp = { host: rude.host, port: rude.port, security: 'none', user: '' } as const;
  const draft = { ...texts, providerId: null, smtp, imap: null, certificate: '', limits };
  const { id } = await mailboxes.add(client.id, draft, {}, 'Ada');
  await mailboxes.test(id);
  const campaign = await campaigns.create(client.id, { name: 'Spring', approveFirst: 0 }, 'Ada');
  await campaigns.move(campaign.id, 'ACTIVE', 'Ada');
  await sql`update cam_campaign set mode = 'LIVE'`.execute(house.db.handle('cam').in());
  const file = { clientId: client.id, campaignId: campaign.id, fileName: 'l.csv', bytes: aLeadFile(1) };
  await imports.finished((await imports.begin(file, 'Ada')).id);
  await house.flags.set({ proofMode: false, by: 'Ada', reason: 'go live' });
  await (await house.orchestrator()).run(campaign.id, { by: 'Ada' });
  await house.close();
  await rude.close();
}

beforeAll(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'aicmo-uncertain-'));
  await aicmo('db', 'bootstrap');
}, 60_000);
afterAll(() => rm(home, { recursive: true, force: true }));

test('a message that may or may not have left is told, read word for word, and decided once', async () => {
  expect(await aicmo('messages', 'uncertain')).toMatchObject({ status: 0, said: 'No message is uncertain.\n' });
  await sendIntoTheVoid();
  const told = await aicmo('messages', 'uncertain', '--look');
  expect(told).toMatchObject({ status: 2, said: expect.stringContaining('Reading is switched off') });
  expect(told.said).toContain('npx aicmo messages resolve');
  const tries = await aicmo('messages', 'tries', 'Person 1');
  expect(tries.said).toMatch(/Try 1, .+: uncertain/);
  expect(tries.said).toContain('C: DATA');
  expect((await aicmo('messages', 'resolve', 'Person 1', '--sent', '--not-sent')).said).toContain('Say one of');
  expect((await aicmo('messages', 'resolve', 'Person 1', '--sent')).said).toContain('how you know');
  const decided = await aicmo('messages', 'resolve', 'Person 1', '--sent', '--because', 'He told me.');
  expect(decided).toEqual({ status: 0, said: 'The message to Person 1 counts as sent.\n' });
  expect(await aicmo('messages', 'resolve', 'Person 1', '--sent', '--because', 'Again.')).toMatchObject({ status: 1 });
}, 120_000);
