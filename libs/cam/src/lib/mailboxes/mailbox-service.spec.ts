import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { coreEffectsMigrations, createControlFlags, createEgressDoor, createVault } from '@aicmo/core-effects';
import {
  startConnectProxy,
  startImapServer,
  startNameServer,
  startRudeServer,
  startSmtpServer,
} from '@aicmo/core-effects/testing';
import type { RudeManners, SmtpServerBehaviour, ZoneEntry } from '@aicmo/core-effects/testing';
import { describeEachDialect, type TestDialect } from '@aicmo/core-db/testing';
import { fakeClock } from '@aicmo/core-kernel/testing';
import { defaultMailboxLimits, type MailServer, type MailboxDraft } from '../../contract/mailbox.ts';
import { createClientService } from '../clients/client-service.ts';
import { createClientStore } from '../clients/client-store.ts';
import type { CamTables } from '../db/cam-tables.ts';
import { camMigrations } from '../db/migrations/index.ts';
import { createRecordStore } from '../records/record-store.ts';
import { mailboxesSentinel } from '../sentinels/mailboxes.sentinel.ts';
import { openMailboxes } from './open-mailboxes.ts';

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.close();
});

const password = 'secret-5d1e'; // what the IMAP server of the tests wants
const server = (over: Partial<MailServer> = {}): MailServer => ({
  ...{ host: 'localhost', port: 1, security: 'none', user: 'anna' },
  ...over,
});
const aDraft = (over: Partial<MailboxDraft> = {}): MailboxDraft => ({
  ...{ address: 'anna@nordlicht.example', senderName: 'Anna Berg', replyTo: '', signature: 'Anna', postalAddress: '' },
  ...{ providerId: null, smtp: server(), imap: server(), certificate: '', limits: defaultMailboxLimits },
  ...over,
});

interface Given {
  readonly demo?: boolean;
  readonly zone?: Readonly<Record<string, ZoneEntry>>;
}

async function aHouse(dialect: TestDialect, { demo = false, zone = {} }: Given = {}) {
  const clock = fakeClock();
  const db = await dialect.open([coreEffectsMigrations, camMigrations]);
  const handle = db.handle<CamTables>('cam');
  const flags = createControlFlags({ db, clock, demo });
  const names = await startNameServer(zone);
  open.push(names);
  const nameServers = { servers: [names.address], timeoutMs: 200 };
  const door = createEgressDoor({ db, clock, flags, demo, nameServers });
  const folder = await mkdtemp(path.join(tmpdir(), 'aicmo-vault-'));
  open.push({ close: () => rm(folder, { recursive: true }) });
  const keyFile = path.join(folder, 'mail.key');
  const records = createRecordStore({ handle, clock });
  const parts = { db, handle, clock, records };
  const clients = createClientService({ ...parts, store: createClientStore(handle) });
  const mailboxes = openMailboxes({
    ...parts,
    ...{ clients, mail: { door, vault: createVault(keyFile) }, arrivalMs: 400 },
  });
  const client = await clients.create({ name: 'Nordlicht', postalAddress: 'Hafenstr. 1' }, 'Olga');
  const add = (over: Partial<MailboxDraft> = {}, given = password) =>
    mailboxes.add(client.id, aDraft(over), given === '' ? {} : { smtp: given }, 'Olga');
  const sentinel = () =>
    mailboxesSentinel(db, createVault(keyFile)).run({ clock, signal: new AbortController().signal });
  return { clock, db, handle, flags, door, keyFile, records, sentinel, mailboxes, client, add };
}

/** Both real servers; what is sent arrives in the inbox, unless `arrives` is false. */
async function servers(behaviour: SmtpServerBehaviour = {}, arrives = true) {
  const imap = await startImapServer();
  const smtp = await startSmtpServer({
    login: { user: 'anna', password },
    ...behaviour,
    onMessage: ({ raw }) => {
      if (arrives) imap.deliver('INBOX', raw);
    },
  });
  open.push(imap, smtp);
  return { imap, smtp, over: { smtp: server({ port: smtp.port }), imap: server({ port: imap.port }) } };
}

describeEachDialect('mailboxes', (dialect) => {
  test('one is added, changed, paused and taken into use again, and the client’s story says so', async () => {
    const { mailboxes, add, client, records } = await aHouse(dialect);
    const added = await add();
    expect(added).toMatchObject({ status: 'ACTIVE', hasSmtpPassword: true, hasImapPassword: true, test: null });
    const edited = await mailboxes.edit(added.id, 1, aDraft({ senderName: 'Anna B.' }), {}, 'Olga');
    expect(edited).toMatchObject({ senderName: 'Anna B.', version: 2, hasSmtpPassword: true });
    expect(await mailboxes.pause(added.id, 2, 'On leave', 'Olga')).toMatchObject({
      status: 'PAUSED',
      statusReason: 'On leave',
    });
    expect(await mailboxes.resume(added.id, 3, 'Olga')).toMatchObject({ status: 'ACTIVE', statusReason: '' });
    await expect(mailboxes.edit(added.id, 1, aDraft(), {}, 'Ole')).rejects.toMatchObject({ code: 'mailbox-changed' });
    const story = (await records.ofSubject('client', client.id)).map(({ what }) => what);
    expect(story).toEqual(expect.arrayContaining(['Paused the mailbox anna@nordlicht.example']));
  });

  test('a removed one keeps no secret, and its address is free again', async () => {
    const { mailboxes, add, handle } = await aHouse(dialect);
    const { id } = await add();
    await expect(add({ address: 'ANNA@nordlicht.example' })).rejects.toMatchObject({ code: 'mailbox-twice' });
    await mailboxes.archive(id, 1, 'Olga');
    expect(await mailboxes.list(null)).toEqual([]);
    await expect(mailboxes.get(id)).rejects.toMatchObject({ code: 'mailbox-unknown' });
    const row = await handle.in().selectFrom('camMailbox').select(['smtpSecret', 'imapSecret']).executeTakeFirst();
    expect(row).toEqual({ smtpSecret: null, imapSecret: null });
    await add();
  });

  test('a stored password is never said to another server or for another user', async () => {
    const { mailboxes, add } = await aHouse(dialect);
    await expect(add({}, '')).rejects.toMatchObject({ details: { field: 'smtpPassword' } });
    const { id } = await add();
    const elsewhere = (over: Partial<MailboxDraft>) => mailboxes.edit(id, 1, aDraft(over), {}, 'Mallory');
    await expect(elsewhere({ smtp: server({ host: '127.0.0.1' }) })).rejects.toMatchObject({
      details: { field: 'smtpPassword' },
    });
    await expect(elsewhere({ imap: server({ host: '127.0.0.1' }) })).rejects.toMatchObject({
      details: { field: 'imapPassword' },
    });
  });

  test('a test logs in to both servers, finds the folders, and its message arrives, in proof mode too', async () => {
    const { mailboxes, add, door } = await aHouse(dialect);
    const { smtp, over } = await servers();
    const { id } = await add(over);
    const found = await mailboxes.test(id, { message: true });
    expect(found.steps.map(({ step, verdict }) => [step, verdict])).toEqual([
      ['smtp', 'pass'],
      ['imap', 'pass'],
      ['message', 'pass'],
      ['arrival', 'pass'],
    ]);
    expect(found).toMatchObject({ inbox: 'INBOX', sent: 'Sent' });
    expect(smtp.messages).toMatchObject([{ from: 'anna@nordlicht.example', to: ['anna@nordlicht.example'] }]);
    expect(await door.ledger.list()).toMatchObject([{ kind: 'self-test', outcome: 'SENT' }]);
    expect((await mailboxes.get(id)).test).toEqual(found);
  });

  test('both servers are reached through a proxy, and a proxy that refuses is told apart from a server that does', async () => {
    const { mailboxes, add } = await aHouse(dialect);
    const imap = await startImapServer({ security: 'tls' });
    const smtp = await startSmtpServer({ security: 'tls', login: { user: 'anna', password } });
    const [proxy, refusing] = [await startConnectProxy(), await startConnectProxy({ refuses: true })];
    open.push(imap, smtp, proxy, refusing);
    const by = (url: string, { port }: { readonly port: number }) => server({ port, security: 'tls', proxy: url });
    const over = { smtp: by(proxy.url, smtp), imap: by(proxy.url, imap), certificate: imap.certificate };
    const { id } = await add(over);
    const verdicts = async () => (await mailboxes.test(id, { message: false })).steps.slice(0, 2);
    expect((await verdicts()).map(({ verdict }) => verdict)).toEqual(['pass', 'pass']);
    expect(proxy.asked).toEqual([`localhost:${smtp.port}`, `localhost:${imap.port}`]);
    const refused = { ...over, smtp: by(refusing.url, smtp), imap: by(refusing.url, imap) };
    await mailboxes.edit(id, 1, aDraft(refused), {}, 'Olga');
    for (const { verdict, sentence } of await verdicts()) {
      expect([verdict === 'pass', sentence]).toEqual([false, expect.stringMatching(/proxy/)]);
    }
  });

  test('without the wish for one no message leaves', async () => {
    const { mailboxes, add, door } = await aHouse(dialect);
    const { smtp, over } = await servers();
    await mailboxes.test((await add(over)).id);
    expect(smtp.messages).toEqual([]);
    expect(await door.ledger.list()).toEqual([]);
  });

  test('a message that does not arrive is not known to have arrived', async () => {
    const { mailboxes, add } = await aHouse(dialect);
    const { over } = await servers({}, false);
    const { steps } = await mailboxes.test((await add(over)).id, { message: true });
    expect(steps.at(-1)).toMatchObject({ step: 'arrival', verdict: 'unknown' });
  });

  test('a wrong password is said at its fields, and no secret is in any answer, row or error', async () => {
    const { mailboxes, add, handle, keyFile, sentinel } = await aHouse(dialect);
    const { smtp, over } = await servers();
    const canary = 'canary-7f3a-p4ssw0rd';
    const { id } = await add(over, canary);
    const { steps } = await mailboxes.test(id, { message: true });
    expect(steps.map(({ verdict, field }) => [verdict, field])).toEqual([
      ['fail', 'smtpPassword'],
      ['fail', 'imapPassword'],
      ['skipped', null],
    ]);
    expect(smtp.messages).toEqual([]);
    const rows = await handle.in().selectFrom('camMailbox').selectAll().execute();
    const story = await handle.in().selectFrom('camRecord').selectAll().execute();
    expect(await sentinel()).toMatchObject({ verdict: 'pass', evidence: { mailboxes: 1 } });
    await rm(keyFile);
    expect(await sentinel()).toMatchObject({ verdict: 'fail', evidence: { mailboxes: 1, unreadable: 1 } });
    const error: unknown = await mailboxes.test(id).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'vault-no-key' });
    const said = JSON.stringify([
      await mailboxes.get(id),
      await mailboxes.list(null),
      rows,
      story,
      steps,
      error,
      String(error),
    ]);
    for (const form of [canary, Buffer.from(canary).toString('base64'), `\\u0000${canary}`])
      expect(said).not.toContain(form);
  });

  test('rude servers: what provably did not happen failed, a line cut after the message is uncertain', async () => {
    const { mailboxes, add, door } = await aHouse(dialect);
    const cases: readonly (readonly [RudeManners, string, string | undefined])[] = [
      [{ greeting: 'close' }, 'smtp fail', undefined],
      [{ mail: '550 5.7.1 Not your address' }, 'message fail', 'FAILED'],
      [{ rcpt: '452 4.2.2 Mailbox full' }, 'message fail', 'FAILED'],
      [{ end: 'close' }, 'message unknown', 'UNCERTAIN'],
    ];
    for (const [index, [manners, verdict, outcome]] of cases.entries()) {
      const rude = await startRudeServer(manners);
      open.push(rude);
      const smtp = server({ host: '127.0.0.1', port: rude.port, user: '' });
      const { id } = await add({ address: `anna${index}@nordlicht.example`, smtp, imap: null });
      const { steps } = await mailboxes.test(id, { message: true });
      expect(steps.map((step) => `${step.step} ${step.verdict}`)).toContain(verdict);
      expect((await door.ledger.list()).find((entry) => entry.destination.startsWith(`anna${index}@`))?.outcome).toBe(
        outcome,
      );
    }
  });

  test('on hold and on demonstration data nothing is tried, which is no pass', async () => {
    const held = await aHouse(dialect);
    await held.flags.set({ killed: true, by: 'Ada', reason: 'stop' });
    const { smtp, over } = await servers();
    const ofHeld = await held.mailboxes.test((await held.add(over)).id, { message: true });
    expect(ofHeld.steps.map(({ verdict }) => verdict)).toEqual(['unknown', 'unknown', 'skipped']);
    const demo = await aHouse(dialect, { demo: true });
    const ofDemo = await demo.mailboxes.test((await demo.add(over)).id, { message: true });
    expect(ofDemo.steps[0]).toMatchObject({ verdict: 'unknown', field: null });
    expect(smtp.connections).toBe(0);
  });

  test('the name servers are asked about the domain, with what to publish', async () => {
    const { mailboxes, add } = await aHouse(dialect, {
      zone: {
        'nordlicht.example': { txt: ['v=spf1 include:_spf.google.com ~all'] },
        '_spf.google.com': { txt: ['v=spf1 ip4:192.0.2.0/24 ~all'] },
      },
    });
    const { id } = await add({ providerId: 'google' });
    const { findings } = await mailboxes.checkDomain(id);
    expect(findings.map(({ what, verdict }) => [what, verdict])).toEqual([
      ['SPF', 'pass'],
      ['DKIM', 'warn'],
      ['DMARC', 'fail'],
    ]);
    expect(findings[2]?.publish).toMatchObject({ name: '_dmarc.nordlicht.example', type: 'TXT' });
    expect((await mailboxes.get(id)).failingSince).toBeNull();
  });

  test('SPF and DMARC that fail are remembered from their first failure until one is there; silence changes nothing', async () => {
    const zone: Record<string, ZoneEntry> = {};
    const { mailboxes, add, clock } = await aHouse(dialect, { zone });
    const { id } = await add({ providerId: 'google' });
    const since = clock.now();
    await mailboxes.checkDomain(id);
    clock.advance(80 * 3_600_000);
    await mailboxes.checkDomain(id);
    expect((await mailboxes.get(id)).failingSince).toBe(since);
    zone['nordlicht.example'] = 'servfail';
    zone['_dmarc.nordlicht.example'] = 'servfail';
    const { findings } = await mailboxes.checkDomain(id);
    expect(findings.map(({ verdict }) => verdict)).toEqual(['unknown', 'warn', 'unknown']);
    expect((await mailboxes.get(id)).failingSince).toBe(since);
    zone['_dmarc.nordlicht.example'] = { txt: ['v=DMARC1; p=none'] };
    await mailboxes.checkDomain(id);
    expect((await mailboxes.get(id)).failingSince).toBeNull();
  });

  test('a signing key of 2048 bits is made; it counts once it is published as it is', async () => {
    const zone: Record<string, ZoneEntry> = {};
    const { mailboxes, add, handle } = await aHouse(dialect, { zone });
    const { id } = await add();
    const record = await mailboxes.makeSigningKey(id, 1, 'Olga');
    const dkim = async () => (await mailboxes.checkDomain(id)).findings[1];
    expect(await dkim()).toMatchObject({ verdict: 'fail', publish: record });
    zone[record.name] = { txt: [record.value] };
    expect(await dkim()).toMatchObject({ verdict: 'pass', publish: null });
    zone[record.name] = { txt: [record.value.replace(/.{8}$/, 'AAAAAAAA')] };
    expect(await dkim()).toMatchObject({ verdict: 'fail', publish: record });
    const stored = JSON.stringify(await handle.in().selectFrom('camMailbox').selectAll().execute());
    expect(stored).not.toContain('PRIVATE KEY');
  });
});
