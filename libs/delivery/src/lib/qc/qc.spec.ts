import { describe, expect, test } from '@jest/globals';
import type { QcCheck } from '../../contract/qc.ts';
import { findPlaceholders } from './checks/placeholders.ts';
import type { QcInput } from './qc-input.ts';
import { qcScore, qcVerdict } from './qc-rules.ts';
import { runChecks } from './run-checks.ts';

const input: QcInput = {
  text: 'Rye from the stone oven, Saturday from seven.',
  ...{ links: [], media: [], bannedWords: [], requiredDisclaimers: [], platformProblems: [] },
};
const outcome = (id: string, over: Partial<QcInput>): string | undefined =>
  runChecks({ ...input, ...over }).find((check) => check.id === id)?.outcome;
const check = (result: QcCheck['outcome'], severity: QcCheck['severity']): QcCheck => ({
  ...{ id: 'x', title: 'X', outcome: result, severity, why: '', found: [] },
});

test('a clean text passes every check with a hundred points', () => {
  const checks = runChecks(input);
  expect(checks.filter((each) => each.outcome !== 'PASS')).toEqual([]);
  expect([qcScore(checks), qcVerdict(checks)]).toEqual([100, 'PASS']);
});

describe('a leftover is found', () => {
  test.each([
    ['TBD', 'Opens TBD'],
    ['TODO', 'TODO price'],
    ['lorem ipsum dolor', 'So lorem ipsum dolor. End'],
    ['{{ lead.name }}', 'Dear {{ lead.name }},'],
    ['[insert price]', 'Only [insert price] today'],
    ['[Your Company]', 'At [Your Company] we bake'],
    ['Pillar 1', 'Pillar 1: quality'],
    ['XXX', 'Call XXX now'],
    ['_____', 'Name: _____'],
    ['sample text', 'This is sample text'],
  ])('%s', (found, text) => {
    expect(findPlaceholders(text)).toEqual([found]);
  });

  test.each([
    'Our to-do list is short, and todo es posible.',
    'We won at Pillar 1 Church Street.',
    'See [our menu](https://northwind-bakery.com) and the note [1].',
    'Option 1 or option 2 of the day',
    'Version 2.0 of the oven <3',
  ])('but not in an honest text: %s', (text) => {
    expect(findPlaceholders(text)).toEqual([]);
  });
});

describe('the checks', () => {
  test('find a banned word as a whole word in any case, and not inside another', () => {
    expect(outcome('banned-words', { bannedWords: ['Cheap'], text: 'Never CHEAP.' })).toBe('FAIL');
    expect(outcome('banned-words', { bannedWords: ['cheap'], text: 'Cheaply made' })).toBe('PASS');
    expect(outcome('banned-words', { bannedWords: ['best in  town'], text: 'The best in town' })).toBe('FAIL');
    expect(outcome('banned-words', { bannedWords: ['c++ (new)'], text: 'We use C++ (new)' })).toBe('FAIL');
    expect(outcome('banned-words', { bannedWords: ['über'], text: 'Wir sind Über uns' })).toBe('FAIL');
  });

  test('ask for every required disclaimer, however its spaces and capitals are', () => {
    const requiredDisclaimers = ['Contains gluten.'];
    expect(outcome('disclaimers', { requiredDisclaimers })).toBe('FAIL');
    expect(outcome('disclaimers', { requiredDisclaimers, text: 'Rye.\nCONTAINS  gluten.' })).toBe('PASS');
  });

  test('fail a link that nobody outside can open and warn of one that hides or is open to all', () => {
    for (const dead of [
      'https://localhost/x',
      'https://bakery.example',
      'ftp://a.de',
      'bread',
      'https://10.0.0.1/x',
      'https://shop',
    ]) {
      expect(outcome('links', { links: [dead] })).toBe('FAIL');
    }
    for (const weak of ['http://northwind-bakery.com', 'https://bit.ly/3x'])
      expect(outcome('links', { links: [weak] })).toBe('WARN');
    expect(outcome('links', { links: ['https://northwind-bakery.com/rye'] })).toBe('PASS');
  });

  test('tell what a platform refuses from what it only spoils', () => {
    expect(outcome('platform-limits', { platformProblems: [{ text: 'Too long.', effect: 'stops' }] })).toBe('FAIL');
    expect(outcome('platform-limits', { platformProblems: [{ text: 'Dead link.', effect: 'weakens' }] })).toBe('WARN');
  });

  test('want each picture described, and a text that does not shout', () => {
    expect(outcome('alt-texts', { media: [{ digest: 'a', alt: ' ' }] })).toBe('FAIL');
    expect(outcome('shouting', { text: 'Rye today!!!' })).toBe('WARN');
    expect(outcome('shouting', { text: 'BREAD FROM NORTHWIND BAKERY' })).toBe('WARN');
    expect(outcome('shouting', { text: 'Open on NATO road!' })).toBe('PASS');
  });
});

describe('the score', () => {
  test.each([
    [[], 100, 'PASS'],
    [[check('PASS', 'BLOCKER')], 100, 'PASS'],
    [[check('WARN', 'BLOCKER')], 95, 'WARN'],
    [[check('FAIL', 'MINOR')], 97, 'WARN'],
    [[check('FAIL', 'MAJOR'), check('WARN', 'MINOR')], 85, 'WARN'],
    [[check('FAIL', 'BLOCKER'), check('FAIL', 'MAJOR'), check('FAIL', 'MINOR')], 57, 'FAIL'],
    [Array.from({ length: 5 }, () => check('FAIL', 'BLOCKER')), 0, 'FAIL'],
  ] as const)('of %j is %i and %s', (checks, score, verdict) => {
    expect([qcScore(checks), qcVerdict(checks)]).toEqual([score, verdict]);
  });

  test('never rises when a check gets worse', () => {
    const steps = ['PASS', 'WARN', 'FAIL'] as const;
    for (const severity of ['BLOCKER', 'MAJOR'] as const) {
      const scores = steps.map((step) => qcScore([check(step, severity), check('WARN', 'MINOR')]));
      expect(scores).toEqual([...scores].sort((one, other) => other - one));
    }
  });
});
