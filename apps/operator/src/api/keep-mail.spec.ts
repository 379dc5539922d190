import { expect, test } from '@jest/globals';
import { startImapServer } from '@aicmo/core-effects/testing';
import { defaultMailboxLimits } from '@aicmo/cam/contract';
import { createLog } from '@aicmo/core-server';
import { aWorkspace } from '@aicmo/workspace/testing';
import { keepMail } from './keep-mail.ts';

test('the console hears of an answer by itself: the sequence stops, and the Command Center says who is interested', async () => {
  const imap = await startImapServer();
  const { workspace, clock, dispose } = await aWorkspace();
  const { clients, campaigns, imports, mailboxes, leads, stories, inbound } = await workspace.cam();
  const client = await clients.create({ name: 'Nordlicht', postalAddress: 'Street 1' }, 'Ada');
  const campaign = await campaigns.create(client.id, { name: 'Spring' }, 'Ada');
  const bytes = new TextEncoder().encode(
    'Email,First name,Last name,Company\nmaja@kurier.example,Maja,Brandt,Kurier\n',
  );
  const file = { clientId: client.id, campaignId: campaign.id, fileName: 'l.csv', bytes };
  await imports.finished((await imports.begin(file, 'Ada')).id);
  const server = { host: 'localhost', port: imap.port, security: 'none', user: 'anna' } as const;
  const draft = {
    ...{ address: 'anna@nordlicht.example', senderName: 'Anna Berg', replyTo: '', signature: '', postalAddress: '' },
    ...{ providerId: null, smtp: { ...server, port: 1 }, imap: server, certificate: '', limits: defaultMailboxLimits },
  };
  await mailboxes.add(client.id, draft, { smtp: imap.login.password }, 'Ada');
  const stop = keepMail(workspace, createLog({ clock, level: 'silent' }), { schemaMs: 1, rulesMs: 5 });
  imap.deliver(
    'INBOX',
    'From: Maja <maja@kurier.example>\r\nSubject: Hello\r\nMessage-ID: <1@kurier.example>\r\n\r\nI am interested, please call me.',
  );
  while ((await inbound.newest({}, 1)).length === 0) await new Promise((resolve) => setImmediate(resolve));
  await stop();
  const [needed] = (await workspace.needsYou()).filter(({ id }) => id.startsWith('interested-'));
  expect(needed).toMatchObject({
    urgency: 'now',
    sentence: 'Maja Brandt, Kurier is interested and waits for an answer',
    clientId: client.id,
    action: { tab: 'acquisition', view: 'inbox' },
  });
  const [lead] = (await leads.list()).leads;
  const { enrolments } = await stories.read(lead?.id ?? '');
  expect(enrolments).toMatchObject([{ status: 'STOPPED', statusReason: 'Answered' }]);
  await dispose();
  await imap.close();
});
