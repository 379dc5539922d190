import { afterEach, expect, test } from '@jest/globals';
import { startDebianMail, type DebianMail } from '@aicmo/core-effects/testing';
import { describeEachDialect } from '@aicmo/core-db/testing';
import { dayMs, minuteMs } from '@aicmo/core-kernel';
import { aLiveHouse } from '../../testing/a-live-house.ts';

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.close();
});

const anna = 'anna@nordlicht.example';
const reader = 'p1@firm1.example';

/** A mailbox's row at these servers, as its owner would have entered it. */
const mailboxAt = (servers: DebianMail) => ({
  smtp: JSON.stringify({ host: servers.host, port: servers.smtpPort, security: 'starttls', user: anna }),
  imap: JSON.stringify({ host: servers.host, port: servers.imapPort, security: 'tls', user: anna }),
  ...{ smtpSecret: servers.password, imapSecret: servers.password, certificate: servers.certificate },
});

/** Returns when so many messages lie in the inbox of an address. */
async function arrived(
  house: Awaited<ReturnType<typeof aLiveHouse>>,
  servers: DebianMail,
  user: string,
  count: number,
) {
  const { host, imapPort: port, certificate: trustedCertificates, password } = servers;
  const inbox = await house.door.openMailbox({
    ...{ host, port, security: 'tls', trustedCertificates, login: { user, password } },
  });
  try {
    for (;;) {
      const { messages } = await inbox.read('INBOX', { uidValidity: '0', lastUid: 0 }, 50);
      if (messages.length >= count) return messages.map(({ raw }) => new TextDecoder().decode(raw));
      await inbox.waitForMail('INBOX', new AbortController().signal);
    }
  } finally {
    await inbox.close();
  }
}

const headerOf = (mail: string, name: string): string =>
  new RegExp(`^${name}: (.*)$`, 'im').exec(mail.replaceAll(/\r?\n[ \t]+/g, ' '))?.[1]?.trim() ?? '';

describeEachDialect('Debian’s own mail servers', (dialect) => {
  test('take a live campaign’s mail; what comes back and what is answered stops the right people', async () => {
    const servers = await startDebianMail({ mailboxes: [anna, reader], gone: ['firm2.example'] });
    open.push(servers);
    const house = await aLiveHouse(dialect, {
      ...{ smtpPort: servers.smtpPort, people: 2, mailbox: mailboxAt(servers) },
    });
    await house.run();
    house.clock.advance(30 * minuteMs);
    await house.run();
    expect((await house.messages()).map(({ state, recipient }) => [recipient, state]).toSorted()).toEqual([
      [reader, 'SENT'],
      ['p2@firm2.example', 'SENT'],
    ]);
    const [letter = ''] = await arrived(house, servers, reader, 1);
    expect(letter).toContain('List-Unsubscribe: <');
    expect([headerOf(letter, 'From'), headerOf(letter, 'Return-Path')]).toEqual([`Anna Berg <${anna}>`, `<${anna}>`]);
    const answer = ['From: Person 1 <p1@firm1.example>', `To: ${anna}`, `Subject: Re: ${headerOf(letter, 'Subject')}`];
    const about = [`In-Reply-To: ${headerOf(letter, 'Message-ID')}`, 'Message-ID: <yes-1@firm1.example>'];
    await servers.write(reader, anna, [...answer, ...about, '', 'Yes, please call me on Tuesday.'].join('\r\n'));
    await arrived(house, servers, anna, 2);
    await house.cam.inbound.readDue();
    expect((await house.messages()).find(({ recipient }) => recipient === 'p2@firm2.example')?.state).toBe('BOUNCED');
    const kinds = (await house.cam.inbound.newest({}, 10)).map(({ kind, permanent }) => [kind, permanent]);
    expect(kinds.toSorted()).toEqual([
      ['BOUNCE', true],
      ['POSITIVE', false],
    ]);
    const ways = await house.handle.in().selectFrom('camEnrolment').select('status').execute();
    expect(ways.map(({ status }) => status)).toEqual(['STOPPED', 'STOPPED']);
    house.clock.advance(14 * dayMs);
    await house.run();
    expect((await house.messages()).filter(({ state }) => state === 'SENT')).toHaveLength(1);
  });

  test('a wrong password and a recipient whom they do not know are told as they say it', async () => {
    const servers = await startDebianMail({ mailboxes: [anna], gone: [] });
    open.push(servers);
    const wrong = { ...mailboxAt(servers), smtpSecret: 'not-it' };
    const house = await aLiveHouse(dialect, { smtpPort: servers.smtpPort, people: 1, mailbox: wrong });
    await house.run();
    const [locked] = await house.messages();
    expect(locked?.state).toBe('RETRY_SCHEDULED');
    expect(JSON.stringify(await house.cam.mailboxes.list(null))).toContain('password');
    const right = mailboxAt(servers);
    await house.handle
      .in()
      .updateTable('camMailbox')
      .set({ ...right, status: 'ACTIVE', statusReason: '' })
      .execute();
    house.clock.advance(60 * minuteMs);
    await house.run();
    expect((await house.messages()).map(({ state }) => state)).toEqual(['FAILED']);
  });
});
