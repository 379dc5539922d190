import { CreativeMaterial } from '../contract/material.ts';

/** Numbers in [0, 1) from a seed (mulberry32), so that a failing case can be repeated. */
export function seededNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const letters = 'abcdefghijklmnopqrstuvwxyzäéøß';
const ends = ['', '', '', '.', ' ', '…', '?', ' ;'];

/** A client of its own: every word invented from the seed, lines with the ends that people type. */
export function aSeededClient(seed: number): CreativeMaterial {
  const next = seededNumbers(seed);
  const upTo = (count: number): number => Math.floor(next() * count);
  const word = (): string => Array.from({ length: 4 + upTo(7) }, () => letters[upTo(letters.length)]).join('');
  const text = (words: number): string => Array.from({ length: 2 + upTo(words) }, word).join(' ');
  const lines = (): string[] => Array.from({ length: 2 + upTo(3) }, () => text(7) + (ends[upTo(ends.length)] ?? ''));
  return CreativeMaterial.parse({
    ...{ company: `${word()} ${word()}`, offer: text(9), audience: text(4), tone: text(2) },
    ...{ pains: lines(), outcomes: lines(), differentiators: lines(), proof: next() < 0.6 ? lines() : [] },
    ...{ visual: next() < 0.5 ? text(5) : '', callToAction: next() < 0.5 ? text(3) : '' },
    brandColours: next() < 0.5 ? [`#${upTo(0x1000000).toString(16).padStart(6, '0')}`] : [],
  });
}
