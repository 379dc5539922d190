import { afterEach, describe, expect, test } from '@jest/globals';
import {
  localCertificate,
  makeCertificate,
  smtpReply,
  startRudeServer,
  startSmtpServer,
  type RudeManners,
  type SmtpServerBehaviour,
} from '@aicmo/core-effects/testing';
import { openSmtpLine, type SmtpLine } from './smtp-line.ts';
import type { SmtpOutcome, SmtpSettings } from './smtp-settings.ts';

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.close();
});
const kept = <Thing extends { close(): unknown }>(thing: Thing): Thing => {
  open.push(thing);
  return thing;
};

const envelope = { from: 'anna@nordlicht.example', to: 'maja@kurier-nord.example' };
const message = new TextEncoder().encode('Subject: Ten vans\r\n\r\nHello Maja\r\n.a line that begins with a dot\r\n');
const yes = (): Promise<boolean> => Promise.resolve(true);
const login = { user: 'anna', password: 'secret-8f3a' };

/** Timeouts of a test: short, and long enough for a slow machine where an answer is expected. */
const patient = { connect: 20_000, greeting: 20_000, silence: 20_000 };
const impatient = { connect: 20_000, greeting: 300, silence: 300 };

async function aServer(behaviour: SmtpServerBehaviour = {}) {
  const server = kept(await startSmtpServer(behaviour));
  const settings: SmtpSettings = {
    ...{ host: server.host, port: server.port, security: behaviour.security ?? 'none', timeouts: patient },
    ...{ login: behaviour.login ?? null, trustedCertificates: server.certificate },
  };
  return { server, settings };
}

async function aLine(settings: SmtpSettings): Promise<SmtpLine> {
  const opened = await openSmtpLine(settings);
  if (opened.ok) return kept(opened.line);
  throw new Error(`expected a line, found ${JSON.stringify(opened.failure)}`);
}

async function sendOnce(settings: SmtpSettings): Promise<SmtpOutcome> {
  const opened = await openSmtpLine(settings);
  return opened.ok ? kept(opened.line).send(envelope, message, yes) : opened.failure;
}

describe('a line to a mail server', () => {
  test.each([
    ['TLS from the first byte', 'tls'],
    ['STARTTLS', 'starttls'],
    ['the clear, on this machine', 'none'],
  ] as const)('sends over %s, after logging in', async (_what, security) => {
    const { server, settings } = await aServer({ security, login });
    const sent = await sendOnce(settings);
    expect(sent).toMatchObject({ outcome: 'accepted', response: expect.stringMatching(/^250/) });
    expect(server.messages).toMatchObject([
      { from: envelope.from, to: [envelope.to], user: 'anna', isEncrypted: security !== 'none' },
    ]);
    expect(server.messages[0]?.raw).toContain('\r\n.a line that begins with a dot');
    expect(JSON.stringify(sent)).not.toContain(login.password);
    expect(JSON.stringify(sent)).not.toContain(Buffer.from(`\0anna\0${login.password}`).toString('base64'));
  });

  test('is used for several messages, one after the other, also after a refusal', async () => {
    const { server, settings } = await aServer({
      onRecipient: (address) => {
        if (address.startsWith('nobody')) throw smtpReply(550, '5.1.1 No such user');
      },
    });
    const line = await aLine(settings);
    await line.send(envelope, message, yes);
    expect(await line.send({ ...envelope, to: 'nobody@kurier-nord.example' }, message, yes)).toMatchObject({
      ...{ outcome: 'refused', stage: 'recipient', code: 550, status: '5.1.1', isTemporary: false },
    });
    expect(line.isOpen).toBe(true);
    await line.send(envelope, message, yes);
    expect(server.messages).toHaveLength(2);
    expect(server.connections).toBe(1);
  });

  test.each(['tls', 'starttls', 'none'] as const)(
    'is held before DATA, and the server never hears it: %s',
    async (security) => {
      const { server, settings } = await aServer({ security });
      const line = await aLine(settings);
      const held = await line.send(envelope, message, () => Promise.resolve(false));
      expect(held.outcome).toBe('held');
      expect(held.transcript.filter((said) => said.startsWith('C: DATA'))).toEqual([]);
      expect(line.isOpen).toBe(false);
      expect(server.messages).toEqual([]);
    },
  );

  test('asks for leave only after the server has taken sender and recipient', async () => {
    const rude = kept(await startRudeServer({}));
    const line = await aLine({ host: rude.host, port: rude.port, security: 'none', login: null });
    const heard: string[] = [];
    await line.send(envelope, message, () => {
      heard.push(...rude.heard.map((command) => command.slice(0, 4)));
      return Promise.resolve(true);
    });
    expect(heard).toEqual(['EHLO', 'MAIL', 'RCPT']);
    expect(rude.heard.map((command) => command.slice(0, 4))).toEqual(['EHLO', 'MAIL', 'RCPT', 'DATA']);
  });

  test('counts a gate that fails as closed', async () => {
    const { server, settings } = await aServer();
    const line = await aLine(settings);
    expect(await line.send(envelope, message, () => Promise.reject(new Error('database gone')))).toMatchObject({
      outcome: 'held',
    });
    expect(server.messages).toEqual([]);
  });
});

describe('a server that says no', () => {
  test.each([
    ['421 at the sender', { mail: '421 4.3.2 Shutting down' }, 'sender', 421, true],
    ['450 at the recipient', { rcpt: '450 4.2.1 Mailbox busy' }, 'recipient', 450, true],
    ['451 at DATA', { data: '451 4.7.1 Greylisted' }, 'data', 451, true],
    ['452 after the message', { end: '452 4.2.2 Mailbox full' }, 'message', 452, true],
    ['550 at the recipient', { rcpt: '550 5.1.1 No such user' }, 'recipient', 550, false],
    ['552 after the message', { end: '552 5.2.2 Over quota' }, 'message', 552, false],
    ['554 after the message', { end: '554 5.7.1 Spam' }, 'message', 554, false],
    ['554 as a greeting', { greeting: '554 5.7.1 Not you' }, 'connect', 554, false],
  ] as const)('is told with its code and stage: %s', async (_what, manners, stage, code, isTemporary) => {
    const rude = kept(await startRudeServer(manners));
    const sent = await sendOnce({ host: rude.host, port: rude.port, security: 'none', login: null, timeouts: patient });
    expect(sent).toMatchObject({ outcome: 'refused', stage, code, isTemporary });
  });

  test('a wrong password is told without the password', async () => {
    const { settings } = await aServer({ login });
    const sent = await sendOnce({ ...settings, login: { user: 'anna', password: 'wrong-71bc' } });
    expect(sent).toMatchObject({ outcome: 'refused', stage: 'login', code: 535, isTemporary: false });
    expect(JSON.stringify(sent)).not.toContain('wrong-71bc');
  });

  test('a message that is larger than the server takes is not begun', async () => {
    const { server, settings } = await aServer({ size: 20 });
    expect(await sendOnce(settings)).toMatchObject({ outcome: 'failed', stage: 'sender', isTemporary: false });
    expect(server.messages).toEqual([]);
  });
});

describe('a server that breaks off or says nothing', () => {
  const stages: readonly (readonly [keyof RudeManners, 'failed' | 'unknown', string])[] = [
    ['greeting', 'failed', 'connect'],
    ['ehlo', 'failed', 'greeting'],
    ['mail', 'failed', 'sender'],
    ['rcpt', 'failed', 'recipient'],
    ['data', 'failed', 'data'],
    ['end', 'unknown', 'message'],
  ];
  const manners = stages.flatMap((stage) => [[...stage, 'close'] as const, [...stage, 'hang'] as const]);

  test.each([...manners, ['message', 'unknown', 'message', 'close'] as const])(
    'at %s leaves it %s, at the stage “%s”: %s',
    async (point, outcome, stage, manner) => {
      const rude = kept(await startRudeServer({ [point]: manner }));
      const timeouts = manner === 'hang' ? impatient : patient;
      const sent = await sendOnce({ host: rude.host, port: rude.port, security: 'none', login: null, timeouts });
      const known = { outcome, stage, isTemporary: true, why: expect.stringMatching(/^[A-Z].*\.$/) };
      expect(sent).toMatchObject(outcome === 'failed' ? known : { outcome });
    },
  );

  test.each([
    ['ehlo', 'failed'],
    ['rcpt', 'failed'],
    ['end', 'unknown'],
  ] as const)('that trickles its answer to %s without an end is given up: %s', async (point, outcome) => {
    const rude = kept(await startRudeServer({ [point]: 'trickle' }));
    const timeouts = { ...patient, opening: 300, message: 300 };
    const sent = await sendOnce({ host: rude.host, port: rude.port, security: 'none', login: null, timeouts });
    expect(sent).toMatchObject(outcome === 'failed' ? { outcome, isTemporary: true } : { outcome });
  });

  test('is not there at all', async () => {
    const gone = await startRudeServer({});
    await gone.close();
    expect(await sendOnce({ host: gone.host, port: gone.port, security: 'none', login: null })).toMatchObject({
      ...{ outcome: 'failed', stage: 'connect', why: 'Nothing answers at this server and port.', isTemporary: true },
    });
  });
});

describe('a server that cannot be trusted', () => {
  test('has a certificate that nobody vouches for', async () => {
    const { server, settings } = await aServer({ security: 'tls' });
    const { certificate } = await makeCertificate('localhost');
    const sent = await sendOnce({ ...settings, trustedCertificates: certificate });
    expect(sent).toMatchObject({ outcome: 'failed', stage: 'tls', isTemporary: false });
    expect(server.messages).toEqual([]);
  });

  test('offers no STARTTLS where it is wanted, and hears neither user nor password', async () => {
    const { settings } = await aServer({ login });
    const sent = await sendOnce({ ...settings, security: 'starttls' });
    expect(sent).toMatchObject({ outcome: expect.stringMatching(/^(?:failed|refused)$/), isTemporary: false });
    expect(sent.transcript.filter((said) => said.startsWith('C: AUTH'))).toEqual([]);
  });

  test('speaks in the clear where TLS is wanted', async () => {
    const { settings } = await aServer();
    expect(await sendOnce({ ...settings, security: 'tls' })).toMatchObject({ outcome: 'failed', stage: 'tls' });
  });

  test('is trusted by the certificate that was given for it', async () => {
    const { settings } = await aServer({ security: 'tls' });
    const { certificate } = await localCertificate();
    expect(await sendOnce({ ...settings, trustedCertificates: certificate })).toMatchObject({ outcome: 'accepted' });
  });
});
