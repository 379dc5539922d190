import { describe, expect, test } from '@jest/globals';
import { CreativeDirection, type Phrase } from '../../contract/direction.ts';
import type { CreativeInput, CreativeMaterial } from '../../contract/material.ts';
import { aMaterial } from '../../testing/a-material.ts';
import { aSeededClient, seededNumbers } from '../../testing/seeded-clients.ts';
import { contrast, parseHex } from '../palette/contrast.ts';
import { generateCreativeDirections } from './generate-creative-directions.ts';
import { bannedWordIn, isPlaceholder } from './wording-rules.ts';

const seeds = Array.from({ length: 200 }, (_, index) => index + 1);

function compose(input: CreativeInput): readonly CreativeDirection[] {
  const outcome = generateCreativeDirections(input);
  if (!outcome.ok) throw new Error(outcome.reason);
  return outcome.directions;
}

const phrasesOf = (direction: CreativeDirection): Phrase[] => [
  ...[direction.name, direction.tagline, direction.idea, direction.visualStyle, direction.tone],
  ...direction.pillars.flatMap(({ title, about }) => [title, about]),
  ...direction.hooks,
  ...direction.samplePosts.map((post) => post.text),
];
const headlinesOf = (direction: CreativeDirection): string[] => [
  ...[direction.name, direction.tagline, ...direction.hooks].map((phrase) => phrase.text),
];

/** The phrase with each of the client's words taken out: what is left is ours. */
function fixedWords({ text, sources }: Phrase): string {
  let rest = text;
  let done = '';
  for (const { words } of sources) {
    const at = rest.indexOf(words);
    if (at < 0) throw new Error(`“${words}” does not stand in “${text}”.`);
    done += `${rest.slice(0, at)}_`;
    rest = rest.slice(at + words.length);
  }
  return (done + rest).replaceAll('?', '.');
}

describe('creative directions', () => {
  test('read like this', () => {
    const [problem, proof, change] = compose(aMaterial());
    expect(problem?.tagline.text).toBe('“Beans arrive weeks after roasting”? Harbour Roastery starts there.');
    expect(proof?.hooks[1]?.text).toBe(
      'Harbour Roastery could say a lot here. This is enough: Café Lima threw away 30 % less in a month.',
    );
    expect(change?.tagline.text).toBe('Harbour Roastery. The same cup every morning.');
    expect(change?.idea.text).toContain('the day that independent cafés in Lisbon would rather forget');
  });

  test('are three from three sides, each whole', () => {
    for (const seed of seeds) {
      const directions = compose(aSeededClient(seed));
      expect(directions.map((direction) => CreativeDirection.safeParse(direction).success)).toEqual([true, true, true]);
      expect(new Set(directions.map((direction) => direction.angle)).size).toBe(3);
      expect(new Set(directions.map((direction) => direction.idea.text)).size).toBe(3);
      const headlines = directions.flatMap(headlinesOf);
      expect(new Set(headlines).size).toBe(headlines.length);
    }
  });

  test('are the same for the same material, which stays as it was', () => {
    const material = aSeededClient(5);
    const before = structuredClone(material);
    expect(compose(material)).toEqual(compose(structuredClone(material)));
    expect(material).toEqual(before);
  });

  test('name for every phrase the field, and the line, that its words come from', () => {
    for (const seed of seeds) {
      const material = aSeededClient(seed);
      for (const { sources } of compose(material).flatMap(phrasesOf)) {
        if (sources.length === 0) throw new Error('A phrase without a source.');
        for (const { field, item, words } of sources) {
          const value = material[field as keyof CreativeMaterial]; // a field that does not exist finds nothing
          const written = item === undefined ? value : value[item];
          if (!String(written).toLowerCase().includes(words.toLowerCase())) throw new Error(`${field}: ${words}`);
        }
      }
    }
  });

  test('add nothing to the client’s words but a closed list of ours', () => {
    const ours = (from: number, to: number) =>
      new Set(seeds.slice(from, to).flatMap((seed) => compose(aSeededClient(seed)).flatMap(phrasesOf).map(fixedWords)));
    const [some, all] = [ours(0, 150), ours(0, 200)];
    const invented = [...all].filter((words) => !some.has(words) && !words.includes('\n'));
    expect(invented.filter((words) => !words.includes('From the brief'))).toEqual([]);
  });

  test('share no headline between two clients', () => {
    const owner = new Map<string, number>();
    for (const seed of seeds) {
      for (const headline of compose(aSeededClient(seed)).flatMap(headlinesOf)) {
        if (owner.has(headline)) throw new Error(`Clients ${owner.get(headline)} and ${seed} share “${headline}”.`);
        owner.set(headline, seed);
      }
    }
    expect(owner.size).toBe(seeds.length * 15);
  });

  test('share no headline even between two clients who differ in nothing but their name', () => {
    const [one, other] = ['Harbour Roastery', 'Hill Roastery'].map((company) =>
      compose(aMaterial({ company })).flatMap(headlinesOf),
    );
    expect(one?.filter((headline) => other?.includes(headline))).toEqual([]);
  });

  test('show how it is done instead of proving it while nothing may be quoted', () => {
    const angles = (proof: string[]) => compose(aMaterial({ proof })).map((direction) => direction.angle);
    expect(angles(['4.9 stars from 310 reviews'])).toEqual(['PROBLEM', 'PROOF', 'CHANGE']);
    expect(angles([])).toEqual(['PROBLEM', 'METHOD', 'CHANGE']);
  });

  test('are punctuated as by a careful hand, whatever the ends of the lines', () => {
    const careless = /\.\.|\?\.|\.\?|\s[.,;:?]| {2}|[,;:]\.|^\s|\s$|!|“[^”]*$/;
    const texts = seeds.flatMap((seed) => compose(aSeededClient(seed)).flatMap(phrasesOf)).map(({ text }) => text);
    expect(texts.filter((text) => careless.test(text))).toEqual([]);
  });

  test('begin each sentence with a capital, keep names as they are written, and lower what is no name', () => {
    const texts = (input: CreativeInput) =>
      compose(aMaterial(input))
        .flatMap(phrasesOf)
        .map((phrase) => phrase.text);
    const plain = texts({ company: 'edding', pains: ['losing ink', 'no refill'], audience: 'Owners of studios' });
    expect(plain.filter((text) => /(^|[.?!] )(losing|no refill|owners)/.test(text))).toEqual([]);
    expect(plain.filter((text) => /Edding/.test(text))).toEqual([]);
    expect(plain.some((text) => text.includes('owners of studios'))).toBe(true);
    expect(texts({ audience: 'German dentists' }).some((text) => text.includes('german'))).toBe(false);
  });

  test('end a question of the client with a question mark, and a name like “Acme Inc.” with one stop', () => {
    const texts = compose(aMaterial({ company: 'Acme Inc.', outcomes: ['Why not today?', 'Rest'] })).flatMap(phrasesOf);
    expect(texts.filter(({ text }) => /Why not today\.|Inc\.\./.test(text))).toEqual([]);
  });
});

describe('words never used', () => {
  test('never appear, be they the client’s own or ours', () => {
    for (const seed of seeds) {
      const material = aSeededClient(seed);
      const next = seededNumbers(seed);
      const pool = compose(material)
        .flatMap(phrasesOf)
        .flatMap(({ text }) => text.match(/\p{L}{3,}/gu) ?? []);
      const bannedWords = Array.from({ length: 3 }, () => pool[Math.floor(next() * pool.length)] ?? 'x');
      const outcome = generateCreativeDirections({ ...material, bannedWords });
      const found = bannedWordIn(bannedWords);
      const used = outcome.ok ? outcome.directions.flatMap(phrasesOf).map(({ text }) => found(text)) : [];
      expect({ seed, bannedWords, used: used.filter(Boolean) }).toEqual({ seed, bannedWords, used: [] });
    }
  });

  test('cost nothing when only our own words are banned', () => {
    const bannedWords = 'answer first fact one the what is and says in of to from it begins'.split(' ');
    const material = aMaterial({ bannedWords, audience: 'cafés', offer: 'Fresh beans', tone: 'warm' });
    const outcome = generateCreativeDirections({
      ...material,
      ...{ pains: ['Stale beans', 'Uneven bags'], outcomes: ['Steady cups', 'Less waste'] },
      ...{ differentiators: ['Roasted daily', 'Own roaster'], proof: ['4.9 stars', '310 reviews'], callToAction: '' },
    });
    expect(outcome.ok).toBe(true);
  });

  test.each([
    ['cheap', 'A CHEAP trick', 'cheap'],
    ['cheap', 'cheaper by the dozen', undefined],
    ['zero waste', 'Zero  waste kitchens', 'zero waste'],
    ['c++', 'We write C++ here', 'c++'],
    ['café', 'a cafe\u0301 in Lisbon', 'café'],
  ])('“%s” in “%s” is found: %s', (banned, text, found) => {
    expect(bannedWordIn([banned])(text)).toBe(found);
  });
});

describe('material that is too thin', () => {
  test('is refused with everything that is missing, each by its label', () => {
    const outcome = generateCreativeDirections({
      company: 'Harbour',
      pains: ['TBD', 'Stale beans'],
      outcomes: ['[outcome]'],
    });
    expect(outcome).toMatchObject({ ok: false, reason: expect.stringContaining('too little') });
    expect(outcome.ok ? [] : outcome.missing.map(({ field }) => field)).toEqual([
      ...['offer', 'audience', 'pains', 'outcomes', 'differentiators', 'tone'],
    ]);
    expect(outcome.ok ? '' : outcome.missing[2]?.need).toBe(
      'What hurts: 1 usable; 1 more cannot be used (placeholder, repetition or banned word); at least 2 lines are needed.',
    );
  });

  test('counts a line said twice as one', () => {
    expect(generateCreativeDirections(aMaterial({ pains: ['Stale beans', 'stale beans.'] }))).toMatchObject({
      missing: [{ field: 'pains' }],
    });
  });

  test('is told apart from what is no material at all', () => {
    expect(() => generateCreativeDirections({ pains: 'stale' } as never)).toThrow(
      expect.objectContaining({ code: 'creative-material' }),
    );
  });

  test.each(['TBD', 'todo: TODO', 'Lorem ipsum dolor', '[insert name]', '{{name}}', 'Pillar 1', 'n/a', '…', '-'])(
    'does not become richer by “%s”',
    (text) => expect(isPlaceholder(text)).toBe(true),
  );
});

describe('palettes', () => {
  test('can be read in every pair that carries text, also from any brand colour', () => {
    for (const seed of seeds) {
      for (const { palette } of compose(aSeededClient(seed))) {
        const colour = (role: string) =>
          parseHex(palette.find((swatch) => swatch.role === role)?.hex ?? '') ?? [0, 0, 0];
        const pairs = [
          ['TEXT', 'GROUND'],
          ['TEXT', 'QUIET_GROUND'],
          ['ACCENT', 'GROUND'],
          ['ACCENT', 'QUIET_GROUND'],
          ['TEXT_ON_ACCENT', 'ACCENT'],
        ] as const;
        for (const [text, ground] of pairs) {
          expect({ seed, text, ground, ratio: contrast(colour(text), colour(ground)) >= 4.5 }).toMatchObject({
            ratio: true,
          });
        }
      }
    }
  });

  test('keep a brand colour that can be read, and say so when they had to move it', () => {
    const accents = (brandColours: string[]) =>
      compose(aMaterial({ brandColours })).map(({ palette }) => palette.find((swatch) => swatch.role === 'ACCENT'));
    expect(accents(['Harbour green #0b6e4f'])[1]).toMatchObject({
      hex: '#0b6e4f',
      source: { field: 'brandColours', words: '#0b6e4f' },
    });
    expect(accents(['#ffcc00'])[1]?.why).toBe('From the brand colour, darker so that it can be read');
    expect(accents(['green'])[1]?.source).toMatchObject({ field: 'company' });
  });
});

describe('sample posts', () => {
  test('fit the platform they are for: lines are left out, never cut', () => {
    const long = 'A line that goes on for quite a while because the client had a lot to say about it';
    const [direction] = compose(
      aMaterial({ platforms: ['x', 'linkedin'], offer: long, differentiators: [long, `${long} too`] }),
    );
    const [x, linkedin] = direction?.samplePosts.map((post) => post.text.text) ?? [];
    expect(x?.length).toBeLessThanOrEqual(280);
    expect(linkedin?.length).toBeGreaterThan(0);
    expect(x?.split('\n\n').every((line) => /[.?”]$/.test(line))).toBe(true);
  });

  test('are counted by the platforms’ own rules when those are plugged in', () => {
    const outcome = generateCreativeDirections(aMaterial({ platforms: ['x'] }), {
      postFits: (_, text) => text.length < 100,
    });
    expect(
      outcome.ok &&
        outcome.directions.flatMap(({ samplePosts }) => samplePosts.map((post) => post.text.text.length < 100)),
    ).not.toContain(false);
    expect(generateCreativeDirections(aMaterial(), { postFits: () => false })).toMatchObject({
      ok: false,
      missing: [{ field: 'platforms' }],
    });
  });
});
