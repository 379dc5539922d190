import { expect, test } from '@jest/globals';
import type { IdentityKey } from '../leads/lead-store.ts';
import { choosePerson, haveOtherNames, type KnownPerson } from './choose-person.ts';

const maja: KnownPerson = { personId: 'maja', emailKey: 'maja@k.example', linkedinKey: 'maja' };
const jonas: KnownPerson = { personId: 'jonas', emailKey: null, linkedinKey: null };
const known: Readonly<Record<string, KnownPerson>> = {
  'email maja@k.example': maja,
  'linkedin maja': maja,
  'phone +4930901820': maja,
  'phone +4940112233': jonas,
};
const personOf = (...identities: readonly IdentityKey[]): string | null =>
  choosePerson(identities, ({ kind, value }) => known[`${kind} ${value}`]);

test('somebody is the person whose address or profile it is, whatever the order in which they are told', () => {
  expect(personOf({ kind: 'email', value: 'maja@k.example' })).toBe('maja');
  expect(personOf({ kind: 'linkedin', value: 'maja' }, { kind: 'email', value: 'maja@private.example' })).toBe('maja');
  expect(personOf({ kind: 'phone', value: '+4940112233' }, { kind: 'linkedin', value: 'maja' })).toBe('maja');
});

test('a phone number makes somebody the same person only where no address and no profile speaks against it', () => {
  expect(personOf({ kind: 'phone', value: '+4930901820' })).toBe('maja');
  expect(personOf({ kind: 'phone', value: '+4930901820' }, { kind: 'email', value: 'jo@k.example' })).toBeNull();
  expect(personOf({ kind: 'phone', value: '+4940112233' }, { kind: 'email', value: 'jo@k.example' })).toBe('jonas');
  expect(personOf({ kind: 'email', value: 'nobody@k.example' })).toBeNull();
  const switchboard: IdentityKey = { kind: 'phone', value: '+4940112233' };
  const knownBy = (): KnownPerson => ({ ...jonas, firstName: 'Jonas', lastName: 'Berg' });
  expect(choosePerson([switchboard], knownBy, { firstName: 'Jonas', lastName: 'Berg' })).toBe('jonas');
  expect(choosePerson([switchboard], knownBy, { firstName: 'Maja', lastName: 'Lindqvist' })).toBeNull();
});

test('who shares a firm’s number under another name is somebody else; accents, slips and a second last name are not', () => {
  const name = (text: string) => {
    const [firstName = '', lastName = ''] = text.split('|');
    return { firstName, lastName };
  };
  const maja = name('Maja|Lindqvist');
  const same = ['Maja|LINDQVIST', 'M.|Lindqvíst', 'Maja|Lindqvist-Berg', 'Lindqvist|Maja', 'Maja|Lindqivst', 'Maja|'];
  expect(same.filter((other) => haveOtherNames(maja, name(other)))).toEqual([]);
  expect(['Jonas|Berg', 'Maja|Schmidt'].filter((other) => haveOtherNames(maja, name(other)))).toHaveLength(2);
});
