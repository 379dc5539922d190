import { beforeAll, describe, expect, test } from '@jest/globals';
import { defaultSequences } from '../sequences/defaults/index.ts';
import { openTemplateEngine, type TemplateEngine } from '../templates/template-engine.ts';
import { composeMessage, type MessageParties } from './compose-message.ts';
import { leftoversIn } from './content-rules.ts';

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
    archivedAt: null,
  },
  campaign: { name: 'Spring', callToAction: '', reasonForContact: '', senderName: null, senderAddress: null },
  lead: { firstName: '', lastName: '', name: 'Fjord', title: '', company: '', industry: '', location: '', country: '' },
};

describe('a composed message', () => {
  let engine: TemplateEngine;
  beforeAll(async () => {
    engine = await openTemplateEngine();
  });

  test('ends by saying who writes, from where, and how to stop it', () => {
    const { body, problems } = composeMessage(engine, { subject: 'S', body: 'Text' }, 'S', parties);
    expect(problems).toEqual([]);
    expect(body).toBe(
      'Text\n\n--\nNorthwind · Hafenstr. 1 · 20459 Hamburg\nNorthwind is a fictional company.\n' +
        'If you do not want to hear from us again, reply "unsubscribe" or write that to anna@northwind.example.\n',
    );
  });

  test('without the sender’s particulars it says which are missing', () => {
    const client = { ...parties.client, postalAddress: ' ', senderAddress: '' };
    const { problems } = composeMessage(engine, { subject: 'S', body: 'Text' }, 'S', { ...parties, client });
    expect(problems.map((problem) => problem.kind)).toEqual(['unsubscribe', 'postal-address']);
  });

  test('a follow-up without a subject continues the thread of the first message', () => {
    const first = 'A question for {{ lead.company | default: "you" }}';
    expect(composeMessage(engine, { subject: ' ', body: 'T' }, first, parties).subject).toBe('Re: A question for you');
  });

  test('a line break in a lead’s name never begins another header', () => {
    const lead = { ...parties.lead, firstName: 'Mara\r\nBcc: all@x.example' };
    const { subject } = composeMessage(engine, { subject: '{{ lead.firstName }}', body: 'T' }, '', {
      ...parties,
      lead,
    });
    expect(subject).toBe('Mara Bcc: all@x.example');
  });

  test('what could not be filled is named once, and stays readable as written', () => {
    const made = composeMessage(engine, { subject: '{{ lead.title }}', body: 'T {{ lead.title }}' }, '', parties);
    expect(made.subject).toBe('{{ lead.title }}');
    expect(made.problems.map((problem) => problem.kind)).toEqual(['missing-value']);
  });

  test.each([
    ['Hello {{ name }}', 'placeholder'],
    ['Dear [First name]', 'placeholder'],
    ['Dear <your name>', 'placeholder'],
    ['price TBD', 'placeholder'],
    ['Lorem ipsum dolor', 'placeholder'],
    ['real synergy!', 'banned-word'],
  ])('"%s" does not leave', (body, kind) => {
    expect(leftoversIn({ subject: '', body }, ['synergy']).map((problem) => problem.kind)).toEqual([kind]);
  });

  test.each(['See [1] and a < b', 'the todo list', 'synergyless'])('"%s" may leave', (body) => {
    expect(leftoversIn({ subject: '', body }, ['synergy'])).toEqual([]);
  });
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
  };
  const steps = defaultSequences.flatMap(({ key, steps: list }) =>
    list.map((step, index) => [key, index + 1, step, list[0]?.subject ?? ''] as const),
  );
  test.each(steps)('%s, message %i reads well for a bare and for a full lead', async (_, __, step, firstSubject) => {
    const open = await openTemplateEngine();
    for (const lead of [parties.lead, full]) {
      const { subject, body, problems } = composeMessage(open, step, firstSubject, { ...parties, lead });
      expect(problems).toEqual([]);
      expect(subject.length).toBeGreaterThan(4);
      expect(subject.length).toBeLessThanOrEqual(60);
      expect(body.split(/\s+/).length).toBeLessThanOrEqual(200);
      expect(body).toContain('Anna Weber');
    }
  });
});
