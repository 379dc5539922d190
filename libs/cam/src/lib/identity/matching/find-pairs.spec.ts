import { expect, test } from '@jest/globals';
import { countNames, findPairs } from './find-pairs.ts';
import { profileOf, type Profile } from './profile.ts';

const aProfile = (id: number, firstName: string, lastName: string, company: string, email: string): Profile =>
  profileOf({
    ...{ id: String(id), clientId: 'c', personId: String(id), firstName, lastName, fullName: '', company },
    ...{ companyDomain: '', country: '', emailKey: email, linkedinKey: null, phoneKey: null },
  });

/** Words that are not alike. */
function word(seed: number): string {
  let state = seed + 1;
  let text = '';
  while (text.length < 9) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    text += String.fromCharCode(97 + ((state >>> 16) % 26));
  }
  return text;
}

test('thousands in one block are compared with their neighbours only, and those who are one are found all the same', async () => {
  const others = Array.from({ length: 3000 }, (_unused, index) =>
    aProfile(index, word(index), `Berg${word(index + 9000)}`, 'Kurier Nord', `x${index}@kurier.example`),
  );
  const maja = aProfile(3000, 'Maja', 'Bergnamensen', 'Kurier Nord', 'maja@kurier.example');
  const again = aProfile(3001, 'Maja', 'Bergnammensen', 'Kurier Nord AG', 'maja.b@gmx.de');
  const people = [...others, maja, again];
  const steps: number[] = [];
  const onStep = async (share: number): Promise<void> => void steps.push(share);
  const { pairs, compared } = await findPairs(people, countNames(people), { onStep });
  expect(pairs.map(({ left, right }) => [left.id, right.id])).toEqual([['3000', '3001']]);
  expect(compared).toBeLessThan(20 * people.length);
  expect(steps.at(-1)).toBe(1);
});

test('whom nobody wants to compare is not compared', async () => {
  const one = aProfile(1, 'Maja', 'Lindqvist', 'Kurier', 'maja@kurier.example');
  const other = aProfile(2, 'Maja', 'Lindqvist', 'Kurier', 'm.l@kurier.example');
  const counts = countNames([one, other]);
  expect((await findPairs([one, other], counts)).pairs).toHaveLength(1);
  expect(await findPairs([one, other], counts, { wants: () => false })).toEqual({ pairs: [], compared: 0 });
});
