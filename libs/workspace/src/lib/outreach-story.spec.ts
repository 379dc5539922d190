import { afterEach, expect, test } from '@jest/globals';
import { describeEachDialect } from '@aicmo/core-db/testing';
import { llmEnabled } from '@aicmo/core-llm';
import { aModelServer } from '@aicmo/core-llm/testing';
import { defaultMailboxLimits, type GoLive } from '@aicmo/cam/contract';
import { absenceNotice, bounceNotice, humanReply, seenLetter } from '@aicmo/cam/testing';
import { startImapServer, startNameServer, startSmtpServer } from '@aicmo/core-effects/testing';
import { parseInstant, type Instant } from '@aicmo/core-kernel';
import { sql } from 'kysely';
import type { Workspace } from './workspace.ts';
import { aWorkspace } from '../testing/a-workspace.ts';
import { keepSendingDue } from './flows/send-due-mail.flow.ts';

const undo: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of undo.splice(0).reverse()) await close();
});

const by = 'Ada';
const login = { user: 'anna', password: 'secret-5d1e' };
const list = [
  'Name,Email,Title,Company',
  ...['Rita', 'Bo', 'Olga', 'Otto', 'Uma', 'Nils'].map(
    (name) => `${name} Berg,${name.toLowerCase()}@${name.toLowerCase()}.example,Head of Operations,${name} GmbH`,
  ),
].join('\n');

/** A house with one mailbox at real servers, and a campaign that was made live step by step. */
async function aLiveCampaign(databaseUrl: string, variables: Readonly<Record<string, string>>) {
  const zone = {
    'nordlicht.example': { txt: ['v=spf1 ip4:192.0.2.0/24 ~all'] },
    '_dmarc.nordlicht.example': { txt: ['v=DMARC1; p=none'] },
  };
  const names = await startNameServer(zone);
  const { workspace, clock, dispose } = await aWorkspace({
    ...{ databaseUrl, variables, publicUrl: 'https://aicmo.nordlicht.example' },
    nameServers: { servers: [names.address] },
  });
  const imap = await startImapServer();
  const smtp = await startSmtpServer({
    login,
    onMessage: ({ to: [to = ''], raw }) => {
      if (to === 'anna@nordlicht.example') imap.deliver('INBOX', raw, clock.now());
    },
  });
  undo.push(dispose, names.close, smtp.close, imap.close);
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
  const campaign = await cam.campaigns.create(client.id, { name: 'Spring' }, by);
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
  await goLive(workspace, campaign.id, mailbox.id);
  const sending = keepSendingDue(workspace);
  let letGoSoFar = 0;
  /** As the worker does: reads what came, sends what is due; from one moment with work to the next, until a moment. */
  const workUntil = async (end: string): Promise<void> => {
    const orchestrator = await workspace.orchestrator();
    for (;;) {
      await cam.inbound.readDue();
      expect((await sending.pass('The worker')).problems).toEqual([]);
      letGoSoFar += await letGo(workspace, campaign.id);
      const { nextDueAt } = await orchestrator.due(campaign.id);
      if (nextDueAt === null || nextDueAt > end) break;
      if (nextDueAt > clock.now()) clock.set(nextDueAt);
    }
    clock.set(end);
  };
  return { workspace, clock, cam, campaign, smtp, imap, workUntil, letGoSoFar: () => letGoSoFar };
}

/** A lead's way through its sequence. */
async function waysOf({ db }: Workspace): Promise<ReadonlyMap<string, string>> {
  const query = sql<{ leadId: string; status: string }>`select lead_id as "leadId", status from cam_enrolment`;
  const { rows } = await query.execute(db.handle('cam').in());
  return new Map(rows.map(({ leadId, status }) => [leadId, status]));
}

/** Everything that the checklist asks for, then the act itself, proof mode lifted, and the first messages read and let go. */
async function goLive(workspace: Workspace, campaignId: string, mailboxId: string): Promise<void> {
  const { mailboxes, goLive: live } = await workspace.cam();
  const open = ({ checks }: GoLive) =>
    checks.filter(({ verdict }) => verdict === 'fail' || verdict === 'unknown').map(({ code }) => code);
  expect(open(await live.look(campaignId))).toEqual([
    'mailbox',
    'test-message',
    'authentication',
    'unsubscribe',
    'preview',
  ]);
  await mailboxes.test(mailboxId, { message: true });
  const { wording } = await live.ask(campaignId);
  expect(open(await live.markRead(campaignId, wording, by))).toEqual([]);
  expect(await live.go(campaignId, (await live.look(campaignId)).sentence, by)).toMatchObject({ mode: 'LIVE' });
  await workspace.flags.set({ proofMode: false, by, reason: 'Going live' });
}

/** A person reads what waits to be read first, and lets it go. Gives how many it were. */
async function letGo(workspace: Workspace, campaignId: string): Promise<number> {
  const { firstMessages } = await workspace.cam();
  const { waiting } = await firstMessages.list(campaignId);
  const read = waiting.map(({ message: { id }, fingerprint }) => ({ id, fingerprint }));
  if (read.length > 0) await firstMessages.letGo(campaignId, read, by);
  return read.length;
}

describeEachDialect('outreach on real sockets', (dialect) => {
  // With the model off on one database and on on the other: the same comes of it.
  const isOn = dialect.name === 'postgres';
  test(`a list becomes mail on a real server, and what comes back into the real mailbox stops or pauses whom it is about, with the model ${isOn ? 'on' : 'off'}`, async () => {
    const model = await aModelServer();
    undo.push(() => model.close());
    const variables = isOn ? model.variables : {};
    expect(llmEnabled(variables)).toBe(isOn);
    const { workspace, cam, campaign, smtp, imap, workUntil, clock, letGoSoFar } = await aLiveCampaign(
      await dialect.url(),
      variables,
    );
    await workUntil('2026-03-02T17:00:00.000Z');
    // The first one is the mailbox's test message to itself.
    const letters = smtp.messages.slice(1).map(({ from, to: [to = ''], raw }) => ({
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
      /^List-Unsubscribe:[^<]*<https:[^>]*\/u\/([^>]+)>/im.exec(letterTo('uma').raw.replaceAll(/\r\n[ \t]+/g, ' ')) ??
      [];
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

    // All of them are among the first ten of the campaign, which somebody reads before they go.
    expect(letGoSoFar()).toBe(smtp.messages.length - 1);
    // No model has a part in it.
    expect([model.requests, await workspace.door.ledger.list({ kind: 'ask' })]).toEqual([[], []]);
    // Every message is in the ledger, its chain is whole, and what a server took is what the ledger says that left.
    expect(await workspace.door.ledger.verify()).toMatchObject({ ok: true });
    expect(await workspace.door.ledger.externalSends()).toBe(smtp.messages.length);
    expect(new Set(smtp.messages.map(({ raw }) => /^Message-ID: (.+)$/im.exec(raw)?.[1])).size).toBe(
      smtp.messages.length,
    );
  }, 60_000);
});
