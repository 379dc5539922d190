import { afterEach, expect, test } from '@jest/globals';
import { defaultMailboxLimits } from '@aicmo/cam/contract';
import { absenceNotice, bounceNotice, humanReply, seenLetter } from '@aicmo/cam/testing';
import { startImapServer, startSmtpServer } from '@aicmo/core-effects/testing';
import { parseInstant, type Instant } from '@aicmo/core-kernel';
import { sql } from 'kysely';
import type { Workspace } from './workspace.ts';
import { aWorkspace } from '../testing/a-workspace.ts';
import { keepSendingDue } from './flows/send-due-mail.flow.ts';

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

const by = 'Ada';
const login = { user: 'anna', password: 'secret-5d1e' };
const list = [
  'Name,Email,Title,Company',
  ...['Rita', 'Bo', 'Olga', 'Otto', 'Uma', 'Nils'].map(
    (name) => `${name} Berg,${name.toLowerCase()}@${name.toLowerCase()}.example,Head of Operations,${name} GmbH`,
  ),
].join('\n');

/** A house without a language model, with one mailbox at real servers, and a campaign that is live. */
async function aLiveCampaign() {
  const { workspace, clock, dispose } = await aWorkspace({
    publicUrl: 'https://aicmo.nordlicht.example',
    variables: {},
  });
  const [smtp, imap] = [await startSmtpServer({ login }), await startImapServer()];
  open.push(dispose, smtp.close, imap.close);
  const cam = await workspace.cam();
  const client = await cam.clients.create(
    { name: 'Nordlicht', timeZone: 'Europe/Berlin', postalAddress: 'Nordlicht GmbH, Hafenstr. 1, 20359 Hamburg' },
    by,
  );
  const server = (port: number) => ({ host: 'localhost', port, security: 'none' as const, user: login.user });
  const mailbox = await cam.mailboxes.add(
    client.id,
    {
      ...{ address: 'anna@nordlicht.example', senderName: 'Anna Berg', replyTo: '', signature: 'Anna Berg' },
      ...{ postalAddress: '', providerId: null, smtp: server(smtp.port), imap: server(imap.port), certificate: '' },
      limits: defaultMailboxLimits,
    },
    { smtp: login.password },
    by,
  );
  await cam.mailboxes.test(mailbox.id);
  const campaign = await cam.campaigns.create(client.id, { name: 'Spring', approveFirst: 0 }, by);
  await cam.campaigns.move(campaign.id, 'ACTIVE', by);
  const file = {
    clientId: client.id,
    campaignId: campaign.id,
    fileName: 'fair.csv',
    bytes: new TextEncoder().encode(list),
  };
  expect(await cam.imports.finished((await cam.imports.begin(file, by)).id)).toMatchObject({
    imported: 6,
    enrolled: 6,
  });
  await goLive(workspace);
  const sending = keepSendingDue(workspace);
  /** As the worker does: reads what came, sends what is due; from one moment with work to the next, until a moment. */
  const workUntil = async (end: string): Promise<void> => {
    const orchestrator = await workspace.orchestrator();
    for (;;) {
      await cam.inbound.readDue();
      expect((await sending.pass('The worker')).problems).toEqual([]);
      const { nextDueAt } = await orchestrator.due(campaign.id);
      if (nextDueAt === null || nextDueAt > end) break;
      clock.set(nextDueAt);
    }
    clock.set(end);
  };
  return { workspace, clock, cam, campaign, smtp, imap, workUntil };
}

/** A lead's way through its sequence. */
async function waysOf({ db }: Workspace): Promise<ReadonlyMap<string, string>> {
  const query = sql<{ leadId: string; status: string }>`select lead_id as "leadId", status from cam_enrolment`;
  const { rows } = await query.execute(db.handle('cam').in());
  return new Map(rows.map(({ leadId, status }) => [leadId, status]));
}

async function goLive(workspace: Workspace): Promise<void> {
  await sql`update cam_campaign set mode = 'LIVE'`.execute(workspace.db.handle('cam').in());
  await workspace.flags.set({ proofMode: false, by, reason: 'Going live' });
}

test('a list becomes mail on a real server, and what comes back into the real mailbox stops or pauses whom it is about', async () => {
  const { workspace, cam, campaign, smtp, imap, workUntil, clock } = await aLiveCampaign();
  await workUntil('2026-03-02T17:00:00.000Z');
  const letters = smtp.messages.map(({ from, to: [to = ''], raw }) => ({
    ...seenLetter({ at: clock.now(), from, to }, raw),
    raw,
  }));
  expect(letters.map(({ to }) => to).sort()).toEqual([
    'bo@bo.example',
    'nils@nils.example',
    'olga@olga.example',
    'otto@otto.example',
    'rita@rita.example',
    'uma@uma.example',
  ]);
  const letterTo = (name: string) => {
    const letter = letters.find(({ to }) => to.startsWith(`${name}@`));
    if (!letter) throw new Error(`Nothing went to ${name}.`);
    return letter;
  };
  const at = parseInstant('2026-03-03T07:30:00.000Z');
  const put = (raw: (moment: Instant) => string): void => imap.deliver('INBOX', raw(at), at);
  clock.set(at);
  put(humanReply(letterTo('rita'), 'Yes, this sounds interesting. Could we talk on Thursday?'));
  put(bounceNotice(letterTo('bo'), '5.1.1', 'The address is unknown'));
  put(humanReply(letterTo('olga'), 'Please remove me from your list and do not write to me again.'));
  put(absenceNotice(letterTo('otto'), '17 March 2026'));
  const [, oneClick = ''] =
    /^List-Unsubscribe:[^<]*<https:[^>]*\/u\/([^>]+)>/im.exec(letterTo('uma').raw.replaceAll(/\r\n[ \t]+/g, ' ')) ?? [];
  expect(await cam.optOuts.unsubscribe(oneClick)).toMatchObject({});
  await workUntil('2026-03-16T22:00:00.000Z');

  const { leads } = await cam.leads.list({ campaignId: campaign.id });
  const ways = await waysOf(workspace);
  const people = Object.fromEntries(
    leads.map(({ id, firstName, state, consent }) => [firstName, [state, consent, ways.get(id)]]),
  );
  expect(people).toEqual({
    Rita: ['REPLIED', 'UNKNOWN', 'STOPPED'],
    Bo: ['CONTACTED', 'UNKNOWN', 'STOPPED'],
    Olga: ['CONTACTED', 'DO_NOT_CONTACT', 'STOPPED'],
    Otto: ['CONTACTED', 'UNKNOWN', 'PAUSED'],
    Uma: ['CONTACTED', 'DO_NOT_CONTACT', 'STOPPED'],
    Nils: ['CONTACTED', 'UNKNOWN', 'ACTIVE'],
  });
  const times = (...names: readonly string[]): readonly number[] =>
    names.map((name) => smtp.messages.filter(({ to }) => to[0]?.startsWith(`${name}@`)).length);
  expect(times('rita', 'bo', 'olga', 'otto', 'uma', 'nils')).toEqual([1, 1, 1, 1, 1, 3]);

  // Otto is back on 17 March, and goes on from where he was.
  await workUntil('2026-03-18T22:00:00.000Z');
  expect(times('otto', 'rita')).toEqual([2, 1]);

  // No model was there, and none was asked.
  expect(await workspace.door.ledger.list({ kind: 'ask' })).toEqual([]);
  // Every message is in the ledger, its chain is whole, and what a server took is what the ledger says that left.
  expect(await workspace.door.ledger.verify()).toMatchObject({ ok: true });
  expect(await workspace.door.ledger.externalSends()).toBe(smtp.messages.length);
  expect(new Set(smtp.messages.map(({ raw }) => /^Message-ID: (.+)$/im.exec(raw)?.[1])).size).toBe(
    smtp.messages.length,
  );
}, 60_000);
