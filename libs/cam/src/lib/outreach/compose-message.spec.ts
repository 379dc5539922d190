import { beforeAll, describe, expect, test } from '@jest/globals';
import { defaultSequences } from '../sequences/defaults/index.ts';
import { openTemplateEngine, type TemplateEngine } from '../templates/template-engine.ts';
import { composeMessage, type ComposedMessage, type MessageParties, type MessageRequest } from './compose-message.ts';
import { leftoversIn } from './content-rules.ts';
import { threadOf } from './thread-of.ts';

const parties: MessageParties = {
  client: {
    id: 'c',
    name: 'Northwind',
    isAgency: false,
    timeZone: 'Europe/Berlin',
    senderName: 'Anna Weber',
    senderAddress: 'anna@northwind.example',
    postalAddress: 'Hafenstr. 1\n20459 Hamburg',
    brandKit: { voice: '', bannedWords: ['synergy'], disclaimers: ['Northwind is a fictional company.'] },
    createdAt: '',
    updatedAt: '',
    archivedAt: null,
  },
  campaign: { name: 'Spring', callToAction: '', reasonForContact: '', senderName: null, senderAddress: null },
  lead: {
    ...{ firstName: '', lastName: '', name: 'Fjord', title: '', company: '', industry: '', location: '' },
    ...{ country: '', language: '' },
  },
};

const request = (subject: string, body: string, change: Partial<MessageRequest> = {}): MessageRequest => ({
  ...{ channel: 'email', texts: { subject, body, html: null }, variantId: null },
  ...{ threadSubject: null, earlierSubject: '' },
  ...change,
});

describe('a composed message', () => {
  let engine: TemplateEngine;
  beforeAll(async () => {
    engine = await openTemplateEngine();
  });
  const compose = (from: MessageRequest, change: Partial<MessageParties> = {}): ComposedMessage =>
    composeMessage(engine, from, { ...parties, ...change });

  test('ends by saying who writes, from where, and how to stop it', () => {
    const { text, html, problems } = compose(request('S', 'Text'));
    expect({ html, problems }).toEqual({ html: null, problems: [] });
    expect(text).toBe(
      'Text\n\n--\nNorthwind · Hafenstr. 1 · 20459 Hamburg\nNorthwind is a fictional company.\n' +
        'If you do not want to hear from us again, reply "unsubscribe".\n',
    );
  });

  test('without the sender’s particulars it says which are missing', () => {
    const client = { ...parties.client, postalAddress: ' ', senderAddress: '' };
    expect(compose(request('S', 'Text'), { client }).problems.map(({ kind }) => kind)).toEqual([
      'unsubscribe',
      'postal-address',
    ]);
  });

  test('from a mailbox it carries the mailbox’s name, signature and postal address, and says no line twice', () => {
    const sender = {
      ...{ name: 'Ben Ott', address: 'ben@northwind.example', postalAddress: 'Kai 9, 20457 Hamburg' },
      signature: 'Ben Ott\nNorthwind, +49 40 1234',
    };
    const { text } = compose(request('S', 'Hello\n\n{{ sender.name }}'), { sender });
    expect(text).toContain('Hello\n\nBen Ott\n\nNorthwind, +49 40 1234\n\n--\nNorthwind · Kai 9, 20457 Hamburg\n');
  });

  test('a follow-up without a subject continues the thread that the lead has, and pretends none where nothing left', () => {
    const followUp = request(' ', 'T', { earlierSubject: 'A question for {{ lead.company | default: "you" }}' });
    expect(compose({ ...followUp, threadSubject: 'What Mara read' })).toMatchObject({
      ...{ subject: 'Re: What Mara read', continuesThread: true },
    });
    expect(compose(followUp)).toMatchObject({ subject: 'A question for you', continuesThread: false });
    const attempts = [
      { step: 1, status: 'SIMULATED', channel: 'email', subject: 'First' },
      { step: 2, status: 'SIMULATED', channel: 'email', subject: 'Re: First' },
      { step: 3, status: 'CANCELLED', channel: 'email', subject: 'Never read' },
    ];
    expect([threadOf(attempts, 4), threadOf(attempts, 1), threadOf([], 2)]).toEqual(['First', null, null]);
  });

  test('the HTML part says the same, holds nothing that acts, and values in it stay text', () => {
    const html =
      '<p onclick="steal()">Hello {{ lead.firstName }}</p><script>alert(1)</script><img src="https://x.example/1.gif">' +
      '<p>See <a href="https://n.example/a?b=1&amp;c=2">our page</a> or <a href="javascript:x()">this</a>.</p>' +
      '<ul><li style="color:red;position:fixed">One</li><li>Two</li></ul>';
    const lead = { ...parties.lead, firstName: '<b>Mara</b> & Co' };
    const texts = { subject: 'S', body: '', html };
    const made = compose(request('S', '', { texts }), { lead, unsubscribeUrl: 'https://forms.example/u/T' });
    expect(made.problems).toEqual([]);
    expect(made.html).toContain('<p>Hello &lt;b&gt;Mara&lt;/b&gt; &amp; Co</p>');
    expect(made.html).toContain('<li style="color:red">One</li>');
    expect(made.html).not.toMatch(/script|onclick|<img|position/);
    expect(made.html).toContain('<a href="https://forms.example/u/T">https://forms.example/u/T</a> (or reply');
    expect(made.text).toContain(
      'Hello <b>Mara</b> & Co\n\nSee our page (https://n.example/a?b=1&c=2) or this.\n\n- One\n- Two\n\n--\nNorthwind',
    );
  });

  test.each([
    ['<scr<script>ipt>alert(1)</script>', /<script/],
    ['<p><svg onload="x()"><b>T</b></svg></p>', /svg|onload/],
    ['<a href="{{ lead.company }}">T</a>', /javascript/],
    ['<a href="https://a.example" title="{{ lead.title }}">T</a>', /onclick="/],
    ['<a href="java&#10;script:x()">T</a>', /script:/i],
    ['<a href="//evil.example">T</a>', /evil/],
    ['<p style="background:url(https://x.example/p.gif);color:red">T</p>', /url/],
    ['<iframe src="https://x.example"></iframe><form action="/x"><input></form><p>T</p>', /iframe|form|input/],
    ['<!--[if mso]><p>hidden</p><![endif]--><p>T</p>', /mso|hidden/],
    [`${'<div>'.repeat(1500)}T${'</div>'.repeat(1500)}`, /<div><\/div>/],
  ])('of hostile HTML (%#) nothing is left that acts or loads', (html, bad) => {
    const lead = { ...parties.lead, company: 'javascript:alert(1)', title: '" onclick="x()' };
    const made = compose(request('S', '', { texts: { subject: 'S', body: '', html } }), { lead });
    expect(made.html?.split('<hr>')[0]).not.toMatch(bad);
  });

  test('a value that only the HTML lacks stops the message as well, and escaping cannot be switched off', () => {
    const texts = { subject: 'S', body: 'T', html: '<p>{{ lead.title }}</p>' };
    expect(compose(request('S', '', { texts })).problems).toMatchObject([
      { kind: 'missing-value', text: expect.stringContaining('"Job title"') },
    ]);
    const raw = { ...texts, html: '<p>{{ lead.name | raw }}</p>' };
    expect(compose(request('S', '', { texts: raw })).problems).toMatchObject([{ kind: 'template-broken' }]);
  });

  test('what is no mail has neither a subject nor the end of a mail', () => {
    const { subject, text, problems } = compose(request('S', 'Hello {{ lead.name }}', { channel: 'linkedin' }));
    expect({ subject, text, problems }).toEqual({ subject: '', text: 'Hello Fjord', problems: [] });
  });

  test('a line break in a lead’s name never begins another header', () => {
    const lead = { ...parties.lead, firstName: 'Mara\r\nBcc: all@x.example' };
    expect(compose(request('{{ lead.firstName }}', 'T'), { lead }).subject).toBe('Mara Bcc: all@x.example');
  });

  test('what could not be filled is named once, and stays readable as written', () => {
    const made = compose(request('{{ lead.title }}', 'T {{ lead.title }}'));
    expect(made.subject).toBe('{{ lead.title }}');
    expect(made.problems.map((problem) => problem.kind)).toEqual(['missing-value']);
  });

  test.each([
    ['Hello {{ name }}', 'placeholder'],
    ['Dear [First name]', 'placeholder'],
    ['Dear <your name>', 'placeholder'],
    ['price TBD', 'placeholder'],
    ['Lorem ipsum dolor', 'placeholder'],
    ['Dear *|FNAME|*', 'placeholder'],
    ['Dear %FIRST_NAME%', 'placeholder'],
    ['Dear {first_name}', 'placeholder'],
    ['Dear <<Vorname>>', 'placeholder'],
    ['real synergy!', 'banned-word'],
  ])('"%s" does not leave', (body, kind) => {
    expect(leftoversIn({ subject: '', body }, ['synergy']).map((problem) => problem.kind)).toEqual([kind]);
  });

  test.each(['See [1] and a < b', 'the todo list', 'synergyless', '100% UP, 50% off {really}'])(
    '"%s" may leave',
    (body) => {
      expect(leftoversIn({ subject: '', body }, ['synergy'])).toEqual([]);
    },
  );
});

describe('the four built-in sequences', () => {
  test('serve one tier each, on the days that the house has agreed on', () => {
    expect(defaultSequences.map(({ key, tier, steps }) => [key, tier, steps.map((step) => step.day)])).toEqual([
      ['aggressive_close', 'HOT', [0, 2, 5]],
      ['regular_nurture', 'WARM', [0, 3, 7, 10]],
      ['long_term_nurture', 'COOL', [0, 5, 10, 15, 20, 25]],
      ['cold_outreach', 'COLD', [0, 7, 14, 21, 28, 35, 42, 49]],
    ]);
  });

  const full = {
    firstName: 'Mara',
    lastName: 'L',
    name: 'Mara L',
    title: 'CTO',
    company: 'Fjord',
    industry: 'freight',
    location: 'Bergen',
    country: 'Norway',
    language: '',
  };
  const steps = defaultSequences.flatMap(({ key, steps: list }) =>
    list.map((step, index) => [key, index + 1, step, list[0]?.subject ?? ''] as const),
  );
  test.each(steps)('%s, message %i reads well for a bare and for a full lead', async (_, __, step, firstSubject) => {
    const open = await openTemplateEngine();
    for (const lead of [parties.lead, full]) {
      const { subject, text, problems } = composeMessage(
        open,
        request(step.subject, step.body, { earlierSubject: firstSubject }),
        { ...parties, lead },
      );
      expect(problems).toEqual([]);
      expect(subject.length).toBeGreaterThan(4);
      expect(subject.length).toBeLessThanOrEqual(60);
      expect(text.split(/\s+/).length).toBeLessThanOrEqual(200);
      expect(text).toContain('Anna Weber');
    }
  });
});
