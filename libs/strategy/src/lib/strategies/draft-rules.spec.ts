import { describe, expect, test } from '@jest/globals';
import type { BriefContent } from '../../contract/brief-content.ts';
import { briefField } from '../../contract/brief-fields.ts';
import { openQuestions, type Statement, type StrategyLayer } from '../../contract/strategy.ts';
import { aBrief } from '../../testing/a-brief.ts';
import { answerLayers, answersIn, completenessOf, draftLayers } from './draft-rules.ts';

const fieldsOf = (layers: readonly StrategyLayer[]) => layers.flatMap((layer) => layer.fields);
const field = (layers: readonly StrategyLayer[], id: string) => fieldsOf(layers).find((one) => one.id === id);
const texts = (layers: readonly StrategyLayer[], id: string) => field(layers, id)?.statements.map(({ text }) => text);

/** Numbers in [0, 1) from a seed (mulberry32), so that a failing case can be repeated. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function anyBrief(seed: number): BriefContent {
  const next = seeded(seed);
  const word = () =>
    Array.from(
      { length: 3 + Math.floor(next() * 8) },
      () => 'abcdefghijklmnopqrstuvwxyzäéø'[Math.floor(next() * 29)],
    ).join('');
  const text = () => Array.from({ length: 1 + Math.floor(next() * 6) }, word).join(' ');
  const lines = () => Array.from({ length: 1 + Math.floor(next() * 4) }, text);
  const some = <T>(value: T, nothing: T): T => (next() < 0.6 ? value : nothing);
  return aBrief({
    ...{ company: text(), offer: text(), audience: text(), objective: text() },
    ...{ pains: lines(), outcomes: lines(), differentiators: lines() },
    ...{ objections: some(lines(), []), proof: some(lines(), []), channels: some(lines(), []), goal: some(text(), '') },
    ...{ pricing: some(text(), ''), tone: some(text(), ''), belief: some(text(), ''), gap: some(text(), '') },
    ...{ bottleneck: some('TRUST' as const, null), reviewEvery: some('WEEK' as const, null) },
  });
}

function saidInBrief(brief: BriefContent, { sources }: Statement): boolean {
  return sources.every((source) => {
    if (source.kind !== 'brief') return false;
    const value = brief[source.field as keyof BriefContent]; // a source that names no field finds nothing below
    const written = Array.isArray(value) ? value[source.item ?? -1] : value;
    const choice = briefField(source.field)?.choices?.find((option) => option.value === value)?.label;
    return (choice ?? written ?? '').startsWith(source.words);
  });
}

describe('the draft of a strategy', () => {
  test('has the eight layers in their order', () => {
    expect(draftLayers(aBrief()).map((layer) => layer.title)).toEqual([
      'Business reality',
      'Market truth',
      'Audience psychology',
      'Value',
      'Narrative',
      'Channels',
      'Constraints',
      'Measurement',
    ]);
  });

  test('speaks in the words of the brief', () => {
    const layers = draftLayers(aBrief());
    expect(texts(layers, 'value.promise')).toEqual([
      'The promise to independent cafés in Lisbon: The same cup every morning.',
    ]);
    expect(texts(layers, 'audience.pains')).toEqual([
      'Beans arrive weeks after roasting',
      'Every bag tastes different',
    ]);
    expect(texts(layers, 'business.bottleneck')).toEqual(['Trust: they know it and do not believe it']);
  });

  test('says of any brief only what the brief says, and names the field of every word that is not ours', () => {
    for (let seed = 1; seed <= 300; seed += 1) {
      const brief = anyBrief(seed);
      for (const statement of fieldsOf(draftLayers(brief)).flatMap((one) => one.statements)) {
        expect({ seed, statement, isSaid: saidInBrief(brief, statement) }).toMatchObject({ isSaid: true });
        expect(statement.sources.every((source) => statement.text.includes(source.words))).toBe(true);
      }
    }
  });

  test('asks exactly where it has nothing to say', () => {
    for (let seed = 1; seed <= 100; seed += 1) {
      for (const { statements, question } of fieldsOf(draftLayers(anyBrief(seed)))) {
        expect(statements.length > 0).toBe(question === null);
      }
    }
  });

  test('leaves every judgement to a person, however much the brief says', () => {
    const asked = openQuestions({ layers: draftLayers(aBrief({ gap: 'beans by the day', belief: 'fresh is dear' })) });
    expect(asked.map((question) => question.field)).toEqual(
      expect.arrayContaining(['market.vectors', 'value.difference-kind', 'channels.stop', 'measurement.decisions']),
    );
  });

  test('never repeats a placeholder', () => {
    const layers = draftLayers(aBrief({ proof: ['TBD', '4.9 stars'], goal: '[goal]' }));
    expect(texts(layers, 'value.proof')).toEqual(['4.9 stars']);
    expect(field(layers, 'measurement.lagging')?.question).toMatch(/by which date/);
  });

  test('is the same for the same brief', () => {
    expect(draftLayers(anyBrief(7))).toEqual(draftLayers(anyBrief(7)));
  });
});

describe('an answer of a person', () => {
  const answer: Statement = {
    text: 'Structural',
    sources: [{ kind: 'person', by: 'Ana', at: 'now', words: 'Structural' }],
  };

  test('closes the question and raises the count of answered fields by one', () => {
    const before = draftLayers(aBrief());
    const after = answerLayers(before, { 'value.difference-kind': [answer] });
    expect(field(after, 'value.difference-kind')).toMatchObject({ question: null, statements: [answer] });
    expect(completenessOf(after).answered).toBe(completenessOf(before).answered + 1);
  });

  test('replaces an earlier answer to the same field, and never the words of the brief', () => {
    const first = answerLayers(draftLayers(aBrief()), { 'value.proof': [{ ...answer, text: 'First' }] });
    const second = answerLayers(first, { 'value.proof': [answer] });
    expect(texts(second, 'value.proof')).toEqual(['4.9 stars from 310 reviews', 'Structural']);
  });

  test('is kept when the strategy is drafted again', () => {
    const answered = answersIn(answerLayers(draftLayers(aBrief()), { 'channels.stop': [answer] }));
    expect(texts(draftLayers(aBrief({ tone: 'dry' }), answered), 'channels.stop')).toEqual(['Structural']);
  });
});
