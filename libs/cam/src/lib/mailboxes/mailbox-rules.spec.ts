import { expect, test } from '@jest/globals';
import { defaultMailboxLimits, type MailServer, type MailboxDraft } from '../../contract/mailbox.ts';
import { mailPresets } from '../../contract/mail-presets.ts';
import { checkedMailbox, rampedCap, withoutSecrets } from './mailbox-rules.ts';

const server = (over: Partial<MailServer> = {}): MailServer => ({
  ...{ host: 'mail.example.com', port: 465, security: 'tls', user: 'anna' },
  ...over,
});
const aDraft = (over: Partial<MailboxDraft> = {}): MailboxDraft => ({
  ...{ address: 'anna@nordlicht.example', senderName: 'Anna Berg', replyTo: '', signature: 'Anna', postalAddress: '' },
  ...{ providerId: null, smtp: server(), imap: server(), certificate: '', limits: defaultMailboxLimits },
  ...over,
});
const limits = (over: Partial<typeof defaultMailboxLimits>) => ({ limits: { ...defaultMailboxLimits, ...over } });

const refused: readonly (readonly [Partial<MailboxDraft>, string])[] = [
  [{ address: 'anna' }, 'address'],
  [{ senderName: ' ' }, 'senderName'],
  [{ senderName: 'Anna\nBcc: x@y.example' }, 'senderName'],
  [{ replyTo: 'a@b.example, c@d.example' }, 'replyTo'],
  [{ signature: 'x'.repeat(2001) }, 'signature'],
  [{ smtp: server({ host: 'https://mail.example' }) }, 'smtpHost'],
  [{ smtp: server({ port: 0 }) }, 'smtpPort'],
  [{ smtp: server({ security: 'none' }) }, 'smtpSecurity'],
  [{ smtp: server({ user: '' }) }, 'smtpUser'],
  [{ imap: server({ host: 'localhost', security: 'none', user: '' }) }, 'imapUser'],
  [{ smtp: server({ proxy: 'proxy.example:3128' }) }, 'smtpProxy'],
  [{ smtp: server({ proxy: 'https://proxy.example:3128' }) }, 'smtpProxy'],
  [{ imap: server({ proxy: 'socks5://anna:secret@proxy.example' }) }, 'imapProxy'],
  [{ smtp: server({ host: 'localhost', security: 'none', proxy: 'http://proxy.example:3128' }) }, 'smtpSecurity'],
  [{ certificate: 'abc' }, 'certificate'],
  [limits({ perDay: 201 }), 'perDay'],
  [limits({ rampStart: 0 }), 'rampStart'],
  [limits({ rampStep: 51 }), 'rampStep'],
  [limits({ gapFrom: 30 }), 'gap'],
  [limits({ window: { days: [], spans: [] } }), 'window'],
  [limits({ window: { days: [1], spans: [{ from: '17:00', to: '09:00' }] } }), 'window'],
];

test.each(refused)('%j is refused at its field', (over, field) => {
  expect(() => checkedMailbox(aDraft(over))).toThrow(expect.objectContaining({ kind: 'invalid', details: { field } }));
});

test('a proxy is kept as its address alone, and none is none', () => {
  const { smtp, imap } = checkedMailbox(
    aDraft({ smtp: server({ proxy: ' http://Proxy.example:3128/ ' }), imap: server({ proxy: '' }) }),
  );
  expect([smtp.proxy, imap && 'proxy' in imap]).toEqual(['http://proxy.example:3128', false]);
});

test('every preset is a mailbox that can be kept, and says where and when it was read', () => {
  for (const { smtp, imap, source, asOf, id } of mailPresets) {
    const user = 'anna@nordlicht.example';
    const draft = aDraft({ providerId: id, smtp: { ...smtp, user }, imap: { ...imap, user } });
    expect(checkedMailbox(draft)).toMatchObject({ smtp, imap });
    expect([source.startsWith('https://'), /^20\d\d-\d\d-\d\d$/.test(asOf)]).toEqual([true, true]);
  }
});

test('the cap grows by five a day from ten to thirty', () => {
  expect([0, 1, 3, 4, 9].map((day) => rampedCap(defaultMailboxLimits, day))).toEqual([10, 15, 25, 30, 30]);
});

test('what a server says is shown without a password that it repeats, in clear or in base64', () => {
  const secret = 'canary-91';
  const said = `535 no ${secret} ${Buffer.from(secret).toString('base64')} here`;
  expect(withoutSecrets(said, [secret, ''])).toBe('535 no ••• ••• here');
});
