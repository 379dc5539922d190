import { afterEach, describe, expect, test } from '@jest/globals';
import { makeCertificate, startImapServer, startRudeServer } from '@aicmo/core-effects/testing';
import { openImapMailbox, type ImapMailbox } from './imap-mailbox.ts';
import type { ImapSettings } from './imap-settings.ts';

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.close();
});

async function aMailbox(security: 'tls' | 'none' = 'none') {
  const server = await startImapServer({ security });
  open.push(server);
  const settings: ImapSettings = {
    ...{ host: server.host, port: server.port, security, login: server.login },
    ...{ trustedCertificates: server.certificate, timeouts: { connect: 20_000, silence: 20_000 } },
  };
  const connect = async (): Promise<ImapMailbox> => {
    const mailbox = await openImapMailbox(settings);
    open.push(mailbox);
    return mailbox;
  };
  return { server, settings, connect };
}

const reply = (id: string, text = 'Yes please'): string =>
  `Message-ID: <${id}@kurier-nord.example>\nFrom: maja@kurier-nord.example\nSubject: Re: Ten vans\n\n${text}\n`;
const idsOf = (raws: readonly { readonly raw: Uint8Array }[]): readonly string[] =>
  raws.map(({ raw }) => /<([^@]+)@/.exec(new TextDecoder().decode(raw))?.[1] ?? '');

describe('a mailbox', () => {
  test.each(['tls', 'none'] as const)(
    'is read from where it ended when it was first looked at: %s',
    async (security) => {
      const { server, connect } = await aMailbox(security);
      server.deliver('INBOX', reply('old'));
      const mailbox = await connect();
      const first = await mailbox.read('INBOX', null, 50);
      expect(first.messages).toEqual([]);
      server.deliver('INBOX', reply('one'));
      server.deliver('INBOX', reply('two'));
      const second = await mailbox.read('INBOX', first.mark, 50);
      expect(idsOf(second.messages)).toEqual(['one', 'two']);
      expect(second.messages[0]).toMatchObject({ receivedAt: expect.stringMatching(/^20/) });
      const third = await mailbox.read('INBOX', second.mark, 50);
      expect(third).toMatchObject({ messages: [], mark: second.mark, wasRenumbered: false, hasMore: false });
    },
  );

  test('is read in parts, and says that there is more', async () => {
    const { server, connect } = await aMailbox();
    const mailbox = await connect();
    const { mark } = await mailbox.read('INBOX', null, 2);
    for (const id of ['one', 'two', 'three']) server.deliver('INBOX', reply(id));
    const part = await mailbox.read('INBOX', mark, 2);
    expect([idsOf(part.messages), part.hasMore]).toEqual([['one', 'two'], true]);
    const rest = await mailbox.read('INBOX', part.mark, 2);
    expect([idsOf(rest.messages), rest.hasMore]).toEqual([['three'], false]);
  });

  test('whose messages are numbered anew is read again from its end, and says so', async () => {
    const { server, connect } = await aMailbox();
    const mailbox = await connect();
    const { mark } = await mailbox.read('INBOX', null, 10);
    server.deliver('INBOX', reply('one'));
    const before = await mailbox.read('INBOX', mark, 10);
    await mailbox.close();
    server.renumber('INBOX');
    server.deliver('INBOX', reply('two'));
    const after = await (await connect()).read('INBOX', before.mark, 10);
    expect(after.wasRenumbered).toBe(true);
    expect(idsOf(after.messages)).toEqual(['one', 'two']);
    expect(after.mark.uidValidity).not.toBe(before.mark.uidValidity);
  });

  test('gives at most the first megabyte of a message, and its whole length', async () => {
    const { server, connect } = await aMailbox();
    const mailbox = await connect();
    const { mark } = await mailbox.read('INBOX', null, 10);
    server.deliver('INBOX', reply('large', 'x'.repeat(1_500_000)));
    const [message] = (await mailbox.read('INBOX', mark, 10)).messages;
    expect(message?.raw.length).toBeLessThanOrEqual(1_000_000);
    expect(message?.bytes).toBeGreaterThan(1_500_000);
  });

  test('names its folders by what they are for', async () => {
    const { connect } = await aMailbox();
    const folders = await (await connect()).folders();
    expect(folders).toEqual(
      expect.arrayContaining([
        { path: 'INBOX', use: 'inbox' },
        { path: 'Sent', use: 'sent' },
        { path: 'Junk', use: 'junk' },
      ]),
    );
  });

  test('finds a message by its Message-ID', async () => {
    const { server, connect } = await aMailbox();
    server.deliver('Sent', reply('attempt-1'));
    const mailbox = await connect();
    expect(await mailbox.foldersWith('attempt-1@kurier-nord.example', ['INBOX', 'Sent'])).toEqual(['Sent']);
    expect(await mailbox.foldersWith('attempt-2@kurier-nord.example', ['INBOX', 'Sent'])).toEqual([]);
  });

  test('tells at once when something comes', async () => {
    const { server, connect } = await aMailbox();
    const mailbox = await connect();
    const { mark } = await mailbox.read('INBOX', null, 10);
    const came = mailbox.waitForMail('INBOX', new AbortController().signal);
    server.deliver('INBOX', reply('one'));
    await came;
    expect(idsOf((await mailbox.read('INBOX', mark, 10)).messages)).toEqual(['one']);
  });

  test('stops waiting when it is told to', async () => {
    const { connect } = await aMailbox();
    const stop = new AbortController();
    const waiting = (await connect()).waitForMail('INBOX', stop.signal);
    stop.abort();
    await expect(waiting).resolves.toBeUndefined();
  });
});

describe('a mailbox that cannot be read', () => {
  test('says that user or password were refused, without the password', async () => {
    const { settings } = await aMailbox();
    const failing = openImapMailbox({ ...settings, login: { user: 'anna', password: 'wrong-9c2b' } });
    const error = await failing.catch((each: unknown) => each);
    expect(error).toMatchObject({ kind: 'unavailable', code: 'imap-login' });
    expect(JSON.stringify(error)).not.toContain('wrong-9c2b');
  });

  test('says that a folder is not there', async () => {
    const { connect } = await aMailbox();
    await expect((await connect()).read('Nowhere', null, 10)).rejects.toMatchObject({ code: 'imap-no-folder' });
  });

  test('says that nothing answers, and that a certificate cannot be trusted', async () => {
    const { settings } = await aMailbox('tls');
    const { certificate } = await makeCertificate('localhost');
    await expect(openImapMailbox({ ...settings, trustedCertificates: certificate })).rejects.toMatchObject({
      code: 'imap-certificate',
    });
    const gone = await startRudeServer({});
    await gone.close();
    await expect(openImapMailbox({ ...settings, port: gone.port, host: gone.host })).rejects.toMatchObject({
      code: 'imap-refused',
    });
  });

  test('ends its waiting with an error when the connection is cut', async () => {
    const { server, connect } = await aMailbox();
    const mailbox = await connect();
    const waiting = mailbox.waitForMail('INBOX', new AbortController().signal);
    server.cut();
    await expect(waiting).rejects.toMatchObject({ kind: 'unavailable', code: 'imap-broken' });
    await expect(mailbox.read('INBOX', null, 1)).rejects.toMatchObject({ kind: 'unavailable' });
  });
});
