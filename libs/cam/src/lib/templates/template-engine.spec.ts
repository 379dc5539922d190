import { beforeAll, describe, expect, test } from '@jest/globals';
import { templateVariables } from '../../contract/template-variable.ts';
import { nearestName } from './nearest-name.ts';
import { openTemplateEngine, type TemplateEngine } from './template-engine.ts';

const values = { 'lead.firstName': 'Mara', 'lead.company': 'Fjord', 'lead.name': 'Mara L', 'lead.title': '' };

describe('templates', () => {
  let engine: TemplateEngine;
  beforeAll(async () => {
    engine = await openTemplateEngine();
  });
  const problemOf = (source: string): string => {
    const made = engine.render(source, values);
    return made.ok ? '' : made.problems.map((problem) => `${problem.kind}: ${problem.text}`).join(' ');
  };

  test.each([
    ['Hi {{ lead.firstName }}', 'Hi Mara'],
    ['{{ lead.title | default: "there" }}', 'there'],
    ['{% if lead.title %}as {{ lead.title }}{% else %}at {{ lead.company }}{% endif %}', 'at Fjord'],
    ['{% unless lead.country %}anywhere{% endunless %}', 'anywhere'],
    ['{{ lead.company | upcase }}', 'FJORD'],
  ])('fills %s', (source, text) => {
    expect(engine.render(source, values)).toEqual({ ok: true, text });
  });

  test('an unknown variable is refused with its name, the nearest known one and all known ones', () => {
    const [problem] = engine.check('Hi {{ lead.frstName }}');
    expect(problem).toMatchObject({ kind: 'unknown-variable', variable: 'lead.frstName' });
    expect(problem?.text).toContain('"lead.frstName". Did you mean "lead.firstName"?');
    for (const { name } of templateVariables) expect(problem?.text).toContain(name);
  });

  test('an unknown variable is found where this lead would never reach it', () => {
    expect(engine.check('{% if lead.company == "x" %}{{ lead.nope }}{% endif %}')).toHaveLength(1);
    expect(engine.check('{{ "a" | append: wrong.name }}')).toHaveLength(1);
  });

  test('a value that this lead lacks stops the message and names the lead and the field', () => {
    expect(problemOf('Hello {{ lead.title }}')).toContain('missing-value: Mara L has no "Job title"');
  });

  test.each([
    '{% include "secret" %}',
    '{% render "secret" %}',
    '{% layout "secret" %}',
    '{% for i in (1..1000000000) %}x{% endfor %}',
    '{% assign x = lead.name %}{{ x }}',
    '{% raw %}{{ lead.firstName }}{% endraw %}',
    '{{ lead.firstName | nofilter }}',
    '{{ lead.firstName',
    '{% if lead.firstName %}open',
    `{{ lead.firstName }}${'x'.repeat(20_001)}`,
  ])('refuses %.40s', (source) => {
    expect(engine.check(source)[0]?.kind).toBe('template-broken');
  });

  test.each([
    ['Hi\n{{ lead.firstName,\nCLICK', 'The template cannot be read in line 2: “{{ lead.firstName,” is not closed.'],
    ['{% if lead.firstName %}open', 'The template cannot be read in line 1: “{% if lead.firstName %}” is not closed.'],
    ['{{ lead.firstName | no }}', 'The template cannot be read in line 1: there is no filter called “no”.'],
    ['{% foo %}', 'The template cannot be read in line 1: “{% foo %}” is not known here.'],
  ])('says in plain words what is wrong with %.40s', (source, text) => {
    expect(engine.check(source)[0]?.text).toBe(text);
  });

  test.each(['constructor', 'lead.constructor', 'lead.__proto__', 'lead.firstName.constructor'])(
    'never reaches %s',
    (name) => {
      expect(engine.check(`{{ ${name} }}`)[0]?.kind).toBe('unknown-variable');
    },
  );

  test.each([
    ['lead.first_name', 'lead.firstName'],
    ['firstname', 'lead.firstName'],
    ['company', 'lead.company'],
    ['campaign.calltoaction', 'campaign.callToAction'],
    ['zzzzzzzzzz', undefined],
  ])('%s was meant to be %s', (found, meant) => {
    expect(
      nearestName(
        found,
        templateVariables.map((variable) => variable.name),
      ),
    ).toBe(meant);
  });
});
