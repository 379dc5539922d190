import { describe, expect, test } from '@jest/globals';
import { classifyInboundMail } from './classify-inbound-mail.ts';

/** A message out of its headers and lines. */
const mail = (headers: readonly string[], ...lines: readonly string[]): string =>
  [...headers, '', ...lines].join('\r\n');

const fromDaemon = (subject: string): readonly string[] => [
  'From: Mail Delivery Subsystem <MAILER-DAEMON@mx.sender.example>',
  'To: anna@nordlicht.example',
  `Subject: ${subject}`,
  'Date: Mon, 2 Mar 2026 10:00:00 +0000',
];

/** A delivery status notification as Postfix and its like write one. RFC 3464, RFC 6522. */
const report = (given: { action?: string; status: string; diagnostic: string; said?: string }): string =>
  mail(
    [
      ...fromDaemon('Undelivered Mail Returned to Sender'),
      'Content-Type: multipart/report; report-type=delivery-status; boundary="b1"',
      'MIME-Version: 1.0',
    ],
    '--b1',
    'Content-Type: text/plain; charset=utf-8',
    '',
    given.said ?? 'Your message could not be delivered to one or more recipients.',
    '',
    '--b1',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.sender.example',
    '',
    'Original-Recipient: rfc822;Maja@Kurier-Nord.example',
    'Final-Recipient: rfc822; maja.l@kurier-nord.example',
    `Action: ${given.action ?? 'failed'}`,
    `Status: ${given.status}`,
    `Diagnostic-Code: smtp; ${given.diagnostic}`,
    '',
    '--b1',
    'Content-Type: message/rfc822',
    '',
    'From: Anna Berg <anna@nordlicht.example>',
    'To: maja@kurier-nord.example',
    'Message-ID: <attempt-1@nordlicht.example>',
    'Subject: Ten vans',
    '',
    'Hello Maja',
    '--b1--',
    '',
  );

describe('a message that came back with a delivery status', () => {
  test.each([
    [
      'an address that is not there',
      '5.1.1',
      '550 5.1.1 <maja@kurier-nord.example>: User unknown',
      true,
      'unknown-user',
    ],
    ['a domain that is not there', '5.1.2', 'Host or domain name not found. Name service error', true, 'unknown-host'],
    ['a domain that takes no mail', '5.1.10', '556 5.1.10 Recipient domain has a null MX', true, 'accepts-no-mail'],
    ['somebody who moved', '5.1.6', '551 5.1.6 Recipient has moved, see the new address', true, 'moved'],
    ['a full mailbox, although the code is permanent', '5.2.2', '552 5.2.2 Mailbox full', false, 'mailbox-full'],
    ['a mailbox that was switched off', '5.2.1', '550 5.2.1 The account is disabled', false, 'disabled'],
    ['a message that is too large', '5.3.4', '552 5.3.4 Message size exceeds fixed limit', false, 'too-large'],
    ['a failed authentication', '5.7.26', '550-5.7.26 Unauthenticated mail is refused: DMARC', false, 'authentication'],
    ['a block list', '5.7.1', '554 5.7.1 Client host [192.0.2.1] blocked using a list', false, 'blocked'],
    ['a spam filter', '5.7.1', '550 5.7.1 Message rejected as spam', false, 'spam'],
    ['no relaying', '5.7.1', '554 5.7.1 Relay access denied', false, 'relay-refused'],
    ['a virus', '5.7.0', '552 5.7.0 Your message contains a virus', false, 'virus'],
    ['too many messages at once', '5.7.1', '550 5.7.1 Too many messages from your address today', false, 'too-many'],
    ['nobody at all, said by the code alone', '5.1.1', '550 no', true, 'unknown-user'],
    [
      'nobody, said only after the message was taken',
      '5.0.0',
      '550 User unknown (in reply to end of DATA)',
      false,
      'filtered',
    ],
  ])('tells %s', async (_what, status, diagnostic, permanent, reason) => {
    const found = await classifyInboundMail(report({ status, diagnostic }));
    expect(found).toMatchObject({ kind: 'BOUNCE', permanent, reason, status });
    expect(found).toMatchObject({
      recipient: 'maja@kurier-nord.example',
      originalMessageId: 'attempt-1@nordlicht.example',
    });
    expect(found.confidence).toBeGreaterThanOrEqual(0.85);
    expect(found.evidence.join(' ')).toContain(diagnostic.slice(0, 20));
  });

  test('that is only late is no lost address', async () => {
    const found = await classifyInboundMail(
      report({ action: 'delayed', status: '4.4.1', diagnostic: '451 4.4.1 connection timed out: user unknown yet' }),
    );
    expect(found).toMatchObject({ kind: 'BOUNCE', permanent: false });
  });

  test.each(['delivered', 'relayed', 'expanded'])('that was %s is a notice of delivery', async (action) => {
    const found = await classifyInboundMail(report({ action, status: '2.1.5', diagnostic: '250 2.1.5 OK' }));
    expect(found).toMatchObject({ kind: 'DELIVERED', permanent: false, recipient: 'maja@kurier-nord.example' });
  });
});

describe('a message that came back in words alone', () => {
  test.each([
    [
      'qmail',
      'failure notice',
      [
        'Hi. This is the qmail-send program at mx.example.',
        "I'm afraid I wasn't able to deliver your message to the following addresses.",
        '',
        '<maja@kurier-nord.example>:',
        'Remote host said: 550 5.1.1 No such user here',
      ],
      true,
    ],
    [
      'Exim',
      'Mail delivery failed: returning message to sender',
      [
        'This message was created automatically by mail delivery software.',
        '',
        '  maja@kurier-nord.example',
        '    Unrouteable address',
      ],
      true,
    ],
    [
      'Sendmail',
      'Returned mail: see transcript for details',
      [
        '   ----- The following addresses had permanent fatal errors -----',
        '<maja@kurier-nord.example>',
        '    (reason: 550 5.1.1 <maja@kurier-nord.example>... User unknown)',
      ],
      true,
    ],
    [
      'a German server',
      'Unzustellbar: Zehn Lieferwagen',
      ['Ihre Nachricht konnte nicht zugestellt werden.', '<maja@kurier-nord.example>: 552 5.2.2 Postfach voll'],
      false,
    ],
    [
      'a French server',
      'Échec de la remise',
      ["Votre message n'a pas pu être remis.", '<maja@kurier-nord.example>: 550 5.1.1 Destinataire inconnu'],
      true,
    ],
    [
      'a warning that it is late',
      'Warning: could not send message for past 4 hours',
      [
        'THIS IS A WARNING MESSAGE ONLY. You do not need to resend your message.',
        'maja@kurier-nord.example: connection timed out',
      ],
      false,
    ],
  ])('is recognised from %s', async (_server, subject, lines, permanent) => {
    const found = await classifyInboundMail(mail(fromDaemon(subject), ...lines));
    expect(found).toMatchObject({ kind: 'BOUNCE', permanent, recipient: 'maja@kurier-nord.example' });
  });

  test('also when its parts cannot be read as MIME', async () => {
    const broken = mail(
      [...fromDaemon('Returned mail: User unknown'), 'Content-Type: multipart/mixed; boundary=-=_x'],
      '---=_y',
      'Content-Type: text/plain',
      '',
      'maja@kurier-nord.example [User unknown]',
    );
    expect(await classifyInboundMail(broken)).toMatchObject({ kind: 'BOUNCE', permanent: true });
  });

  test('is not made of a person who writes about one', async () => {
    const person = mail(
      [
        'From: Maja <maja@kurier-nord.example>',
        'Subject: Re: Undelivered Mail Returned to Sender',
        'In-Reply-To: <attempt-1@nordlicht.example>',
      ],
      'Hi Anna, your mail reached me all the same. Sounds interesting, please call me.',
      '',
      'On Mon, 2 Mar 2026 at 10:00, Mail Delivery Subsystem <mailer-daemon@mx.example> wrote:',
      '> Delivery has failed. 550 5.1.1 User unknown',
    );
    expect(await classifyInboundMail(person)).toMatchObject({ kind: 'POSITIVE', permanent: false });
  });

  test('is not made of a postmaster who answers as a person', async () => {
    const person = mail(
      [
        'From: Piet <postmaster@kurier-nord.example>',
        'Subject: Re: Ten vans',
        'In-Reply-To: <attempt-1@nordlicht.example>',
      ],
      'Hello Anna, thanks, but we already have a supplier for our vans.',
    );
    expect(await classifyInboundMail(person)).toMatchObject({ kind: 'NEGATIVE' });
  });
});

describe('a complaint', () => {
  const complaint = (type: string): string =>
    mail(
      [
        'From: fbl@provider.example',
        'Subject: FW: Ten vans',
        'Content-Type: multipart/report; report-type=feedback-report; boundary="b1"',
      ],
      '--b1',
      'Content-Type: text/plain',
      '',
      'This is an abuse report.',
      '--b1',
      'Content-Type: message/feedback-report',
      '',
      `Feedback-Type: ${type}`,
      'User-Agent: Provider/1.0',
      'Version: 1',
      'Original-Rcpt-To: <maja@kurier-nord.example>',
      '',
      '--b1',
      'Content-Type: message/rfc822',
      '',
      'Message-ID: <attempt-1@nordlicht.example>',
      'To: maja@kurier-nord.example',
      '',
      'Hello',
      '--b1--',
    );

  test('names the message and the person that it is about', async () => {
    expect(await classifyInboundMail(complaint('abuse'))).toMatchObject({
      ...{ kind: 'COMPLAINT', recipient: 'maja@kurier-nord.example' },
      originalMessageId: 'attempt-1@nordlicht.example',
    });
  });

  test('is not what says that a message was no spam', async () => {
    expect((await classifyInboundMail(complaint('not-spam'))).kind).not.toBe('COMPLAINT');
  });
});

describe('an automatic answer', () => {
  const answer = (headers: readonly string[], ...lines: readonly string[]) =>
    classifyInboundMail(
      mail(['From: Maja <maja@kurier-nord.example>', 'Date: Mon, 2 Mar 2026 10:00:00 +0000', ...headers], ...lines),
    );
  const auto = 'Auto-Submitted: auto-replied';

  test.each([
    ['English', 'Out of office', 'I am out of the office until 16 March and will read your mail then.', '2026-03-16'],
    [
      'English with a range',
      'Automatic reply: Ten vans',
      'I will be travelling July 10-31 with limited access to email.',
      '2026-07-31',
    ],
    ['German', 'Abwesenheitsnotiz', 'Ich bin im Urlaub und ab dem 9. März wieder im Büro.', '2026-03-09'],
    ['French', 'Réponse automatique', 'Je suis absente du bureau, de retour le 12 mars 2026.', '2026-03-12'],
    ['Spanish', 'Respuesta automática', 'Estoy de vacaciones hasta el 20/03/2026.', '2026-03-20'],
    ['Italian', 'Risposta automatica', 'Sono in ferie fino al 15 marzo.', '2026-03-15'],
    ['Portuguese', 'Resposta automática', 'Estou de férias até 18 de março.', '2026-03-18'],
    ['Dutch', 'Automatisch antwoord', 'Ik ben afwezig tot en met 13 maart.', '2026-03-13'],
    ['Polish', 'Odpowiedź automatyczna', 'Jestem na urlopie, wracam 23 marca.', '2026-03-23'],
    ['Swedish', 'Autosvar', 'Jag är på semester och är tillbaka 30 mars.', '2026-03-30'],
    ['Danish', 'Autosvar', 'Jeg er på ferie og er tilbage den 6. april.', '2026-04-06'],
    ['without a date', 'Automatic reply', 'I am on parental leave.', null],
  ])('says who is away and when they are back: %s', async (_language, subject, text, returnsOn) => {
    expect(await answer([auto, `Subject: ${subject}`], text)).toMatchObject({ kind: 'OUT_OF_OFFICE', returnsOn });
  });

  test.each([
    ['a ticket system', [auto, 'Subject: We received your request'], 'Your request has the number 4711.'],
    ['a vacation program of old', ['X-Autoreply: yes', 'Subject: Thank you'], 'We answer within two working days.'],
    ['a precedence', ['Precedence: auto_reply', 'Subject: Received'], 'Thank you for writing to us.'],
  ])('of any other kind is one: %s', async (_what, headers, text) => {
    expect(await answer(headers, text)).toMatchObject({ kind: 'AUTO_REPLY', returnsOn: null });
  });

  test('is not an answer by a person to one', async () => {
    const headers = ['Subject: Re: Automatic reply: Ten vans', 'In-Reply-To: <attempt-1@nordlicht.example>'];
    expect(await answer(headers, 'I am back now and very interested, please call me tomorrow.')).toMatchObject({
      kind: 'POSITIVE',
    });
  });

  test('is not what a person sends from a program that says that nothing was automatic', async () => {
    expect(await answer(['Auto-Submitted: no', 'Subject: Re: Ten vans'], 'No thanks.')).toMatchObject({
      kind: 'NEGATIVE',
    });
  });
});

describe('anything at all', () => {
  test.each([
    ['nothing', ''],
    ['no header', 'just some words'],
    ['bytes that are no text', new Uint8Array([0, 255, 254, 1, 2, 3])],
    ['a message without a body', 'From: a@b.example\r\nSubject: Hello\r\n\r\n'],
    [
      'a part that never ends',
      'Content-Type: multipart/mixed; boundary="x"\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\nhi',
    ],
    ['five thousand nested parts', 'Content-Type: multipart/mixed; boundary="x"\r\n\r\n'.repeat(5000)],
    ['a hundred thousand quotation marks', `From: a@b.example\r\n\r\n${'> '.repeat(100_000)}`],
    ['an unknown character set', 'Content-Type: text/plain; charset=klingon\r\nFrom: a@b.example\r\n\r\nyes please'],
  ])('is classified without an error: %s', async (_what, raw) => {
    const found = await classifyInboundMail(raw);
    expect(['NEUTRAL', 'POSITIVE']).toContain(found.kind);
    expect(found.confidence).toBeLessThan(0.9);
  });
});
