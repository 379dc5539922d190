import { expect, test } from '@jest/globals';
import { postStates } from '../../contract/post.ts';
import { checkMove, linksIn, postMoves } from './post-rules.ts';

test('a post moves only as its table says, and a refusal names both states in words', () => {
  for (const from of postStates) {
    for (const to of postStates) {
      const move = () => checkMove(from, to);
      if (postMoves[from].includes(to)) expect(move).not.toThrow();
      else expect(move).toThrow(expect.objectContaining({ code: 'post-move', details: { from, to } }));
    }
  }
  expect(() => checkMove('CANCELLED', 'SCHEDULED')).toThrow('The post is cancelled and cannot become scheduled');
});

test('every state can be reached from a draft, and the ends have no way on', () => {
  const reached = new Set<string>(['DRAFT']);
  for (let round = 0; round < postStates.length; round += 1) {
    for (const from of postStates) if (reached.has(from)) for (const to of postMoves[from]) reached.add(to);
  }
  expect([...reached].sort()).toEqual([...postStates].sort());
  expect(postStates.filter((state) => postMoves[state].length === 0)).toEqual([
    ...['PUBLISHED', 'FAILED', 'MISSED', 'CANCELLED', 'SIMULATED', 'PROOFED'],
  ]);
});

test('links of a text are each found once, without the marks that end a sentence', () => {
  expect(linksIn('See https://a.example/x, (https://b.example) and https://a.example/x!')).toEqual([
    'https://a.example/x',
    'https://b.example',
  ]);
  expect(linksIn('No link: example.com')).toEqual([]);
});
