import { seeded } from './fill-leads.ts';
import * as words from './person-words.ts';

/** One lead as a list tells of it. */
export interface BenchPerson {
  readonly first: string;
  readonly last: string;
  readonly company: string;
  readonly email: string;
  readonly phone: string;
  readonly country: string;
}

/** People of whom it is known who is who. */
export interface LabelledPeople {
  readonly people: readonly BenchPerson[];
  /** Places of two leads that are one person, and in which way the second is told differently. */
  readonly same: readonly { readonly one: number; readonly other: number; readonly variant: string }[];
  /** Places of two leads that look alike and are two people. */
  readonly different: readonly { readonly one: number; readonly other: number; readonly variant: string }[];
}

type Random = () => number;

/**
 * Makes `count` leads. Names are taken as unevenly as real ones are, six people work at a firm on average, and among them
 * are pairs whose truth is known: `labelled` who are one person, told in another way each time, and as many who are two
 * people and look like one. Made up by us, so it says how the rules do on what we thought of, no more.
 */
export function labelledPeople(count: number, labelled: number, seed: number): LabelledPeople {
  const random = seeded(seed);
  const firms = Array.from({ length: Math.ceil(count / 6) }, (_unused, index) => aFirm(random, index));
  const people: BenchPerson[] = [];
  const same: { one: number; other: number; variant: string }[] = [];
  const different: { one: number; other: number; variant: string }[] = [];
  const known = new Set<string>();
  const add = (person: BenchPerson): number => people.push(person) - 1;
  const isFresh = (person: BenchPerson): boolean => {
    const key = `${mailPart(person.first + person.last)} ${mailPart(person.company)}`;
    return !known.has(key) && !known.has(person.email) && Boolean(known.add(key).add(person.email || key));
  };
  const addPair = (make: Make): readonly [number, number] | undefined => {
    const [one, other] = make(aPerson(random, pick(random, firms)), random, pick(random, firms)) ?? [];
    if (!one || !other || !isFresh(one) || (other.email !== '' && known.has(other.email))) return undefined;
    known.add(other.email);
    return [add(one), add(other)];
  };
  while (same.length < labelled) {
    const [variant, make] = pick(random, variants);
    const [one, other] = addPair(make) ?? [];
    if (one !== undefined && other !== undefined) same.push({ one, other, variant });
  }
  while (different.length < labelled) {
    const [variant, make] = pick(random, strangers);
    const [one, other] = addPair(make) ?? [];
    if (one !== undefined && other !== undefined) different.push({ one, other, variant });
  }
  while (people.length < count) {
    const person = aPerson(random, pick(random, firms));
    if (isFresh(person)) add(person);
  }
  return { people, same, different };
}

interface Firm {
  readonly name: string;
  readonly domain: string;
  readonly country: string;
  readonly switchboard: string;
}

const pick = <Item>(random: Random, items: readonly Item[]): Item => {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new Error('Nothing to pick from.');
  return item;
};
/** The first ones more often. */
const pickUnevenly = (random: Random, items: readonly string[]): string =>
  items[Math.floor(random() ** 2 * items.length)] ?? '';

const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll('ß', 'ss')
    .replaceAll('ł', 'l')
    .replaceAll('Ł', 'L')
    .replaceAll('ø', 'o')
    .replaceAll('Ø', 'O')
    .replaceAll('ı', 'i');
const mailPart = (text: string): string =>
  plain(text)
    .toLowerCase()
    .replaceAll(/[^a-z]/g, '');

function aFirm(random: Random, index: number): Firm {
  const name = `${pick(random, words.companyBeginnings)}${pick(random, words.companyEndings)}`;
  const full =
    index % 3 === 0
      ? `${name} ${pick(random, words.familyBeginnings)}`
      : `${name} ${pick(random, words.companyBeginnings)}`;
  return {
    name: `${full} ${pick(random, words.legalForms)}`.trim(),
    domain: `${mailPart(full)}${index}.example`,
    country: pick(random, ['Germany', 'Germany', 'Austria', 'Switzerland', 'France', 'United Kingdom', '']),
    switchboard: `+4930${String(1_000_000 + index)}`,
  };
}

function familyName(random: Random): string {
  if (random() < 0.55) return pickUnevenly(random, words.familyNames);
  return pick(random, words.familyBeginnings) + pick(random, words.familyEndings);
}

function aPerson(random: Random, firm: Firm): BenchPerson {
  const first = pickUnevenly(random, words.givenNames);
  const last = familyName(random);
  return {
    ...{ first, last, company: random() < 0.93 ? firm.name : '', country: firm.country },
    email: mailOf(first, last, firm.domain, random),
    phone: random() < 0.3 ? firm.switchboard : mobile(random),
  };
}

const mobile = (random: Random): string => `+49170${String(Math.floor(random() * 10_000_000)).padStart(7, '0')}`;

function mailOf(first: string, last: string, domain: string, random: Random): string {
  const [one, two] = [mailPart(first), mailPart(last)];
  const roll = random();
  if (roll < 0.12) return '';
  if (roll < 0.22) return `${one}.${two}${Math.floor(random() * 900) + 10}@gmail.com`;
  return `${pick(random, [`${one}.${two}`, `${one}.${two}`, `${one.charAt(0)}${two}`, one, `${one}_${two}`])}@${domain}`;
}

type Make = (person: BenchPerson, random: Random, firm: Firm) => readonly [BenchPerson, BenchPerson] | undefined;

/** The same person in another list: another mailbox, and the name or firm as somebody else wrote it. */
const retold =
  (change: (person: BenchPerson, random: Random) => Partial<BenchPerson> | undefined): Make =>
  (person, random) => {
    const told = change(person, random);
    return told && [person, { ...elsewhere(person, random), ...told }];
  };

const variants: readonly (readonly [string, Make])[] = [
  ['accents left out', retold(({ first, last }) => ({ first: plain(first), last: plain(last) }))],
  ['umlauts written out', retold(({ first, last }) => ({ first: spelledOut(first), last: spelledOut(last) }))],
  ['short name', (person, random) => retold(({ first }) => shortOf(first))(named(person, random), random, noFirm)],
  ['slip in the last name', retold(({ last }, random) => ({ last: slip(last, random) }))],
  ['slip in the first name', retold(({ first }, random) => ({ first: slip(first, random) }))],
  ['only an initial', retold(({ first, company }) => (company ? { first: `${first.charAt(0)}.` } : undefined))],
  ['married', retold(({ last, company }, random) => (company ? { last: `${last}-${familyName(random)}` } : undefined))],
  ['second given name', retold(({ first }, random) => ({ first: `${first} ${pick(random, words.givenNames)}` }))],
  ['names swapped', retold(({ first, last }) => ({ first: last, last: first }))],
  ['look-alike letters', retold(({ first, last }) => ({ first: disguised(first), last: disguised(last) }))],
  ['legal form left out', retold(({ company }) => ({ company: withoutForm(company) }))],
  ['capitals', retold(({ company, last }) => ({ company: company.toUpperCase(), last: last.toUpperCase() }))],
  ['slip in the firm', retold(({ company }, random) => (company ? { company: slip(company, random) } : undefined))],
  ['firm not told', retold(() => ({ company: '' }))],
  ['new firm, same phone', moved],
];

const noFirm: Firm = { name: '', domain: '', country: '', switchboard: '' };

const shortOf = (first: string): Partial<BenchPerson> | undefined => {
  const short = words.shortForms[first];
  return short === undefined ? undefined : { first: short };
};

/** Somebody whose name has a short form. */
const named = (person: BenchPerson, random: Random): BenchPerson => {
  const first = pick(random, Object.keys(words.shortForms));
  return { ...person, first, email: person.email.replace(mailPart(person.first), mailPart(first)) };
};

function moved(person: BenchPerson, random: Random, firm: Firm) {
  const phone = mobile(random);
  const names = { first: person.first, last: person.last };
  const email = mailOf(person.first, person.last, firm.domain, random);
  return [
    { ...person, phone },
    { ...aPerson(random, firm), ...names, company: firm.name, phone, email },
  ] as const;
}

/** Another mailbox than before, because who has the same one is known already. */
function elsewhere(person: BenchPerson, random: Random): BenchPerson {
  const [one, two] = [mailPart(person.first), mailPart(person.last)];
  const domain = person.email.endsWith('.example') ? person.email.slice(person.email.indexOf('@') + 1) : '';
  const others = [
    ...(domain ? [`${one}@${domain}`, `${one.charAt(0)}.${two}@${domain}`, `${two}@${domain}`] : []),
    ...[`${one}.${two}@gmx.de`, `${one}${two}${Math.floor(random() * 99)}@outlook.com`],
  ].filter((address) => address !== person.email);
  const email = random() < 0.15 && person.email !== '' ? '' : pick(random, others);
  return { ...person, email, phone: random() < 0.5 ? person.phone : '' };
}

/** Two people: what they share is a coincidence. */
const strangers: readonly (readonly [string, Make])[] = [
  [
    'same name at another firm',
    (person, random, firm) => [person, { ...aPerson(random, firm), ...namesake(person, firm) }],
  ],
  ['sister or brother', (person, random) => colleagues(person, { first: pick(random, words.givenNames) }, random)],
  ['Daniel and Daniela', (person, random) => couple(person, random)],
  [
    'nearly the same last name',
    (person, random) => colleagues(person, { last: pick(random, nearNames(person.last)) }, random),
  ],
  ['same first name at the firm', (person, random) => colleagues(person, { last: familyName(random) }, random)],
  [
    'same mailbox elsewhere',
    (person, random, firm) => [
      person,
      { ...aPerson(random, firm), first: person.first, email: `${mailPart(person.first)}@${firm.domain}` },
    ],
  ],
];

const namesake = ({ first, last }: BenchPerson, firm: Firm): Partial<BenchPerson> => ({
  ...{ first, last, company: firm.name, country: firm.country },
  email: `${mailPart(first)}.${mailPart(last)}@${firm.domain}`,
});

function couple(person: BenchPerson, random: Random) {
  const [first = '', other = ''] = pick(random, words.pairsOfNames);
  return colleagues({ ...person, first }, { first: other }, random);
}

/** Two people of one firm, whose addresses are made of their own names as the firm does it. */
function colleagues(person: BenchPerson, change: Partial<BenchPerson>, random: Random) {
  const other = { ...person, ...change };
  const isSame = mailPart(other.first) === mailPart(person.first) && mailPart(other.last) === mailPart(person.last);
  if (isSame || person.company === '' || !person.email.endsWith('.example')) return undefined;
  const domain = person.email.slice(person.email.indexOf('@') + 1);
  const atFirm = (each: BenchPerson) => ({
    ...each,
    email: `${mailPart(each.first)}.${mailPart(each.last)}@${domain}`,
  });
  return [atFirm(person), { ...atFirm(other), phone: random() < 0.5 ? person.phone : mobile(random) }] as const;
}

const nearNames = (last: string): readonly string[] =>
  last.endsWith('er') ? [last.slice(0, -2), `${last}s`] : [`${last}er`, `${last}mann`, `${last}s`];

const spelledOut = (text: string): string =>
  text.replaceAll('ä', 'ae').replaceAll('ö', 'oe').replaceAll('ü', 'ue').replaceAll('Ö', 'Oe').replaceAll('ß', 'ss');

const disguised = (text: string): string =>
  text.replace(/[aeo]/, (letter) => ({ a: '\u0430', e: '\u0435', o: '\u043e' })[letter] ?? letter);

const withoutForm = (company: string): string =>
  company.replace(/ (?:GmbH & Co\. KG|GmbH|AG|Inc\.|Ltd|LLC|SE|S\.A\.|S\.r\.l\.|B\.V\.)$/, '');

/** One slip of the fingers behind the first letter: two letters swapped, one lost, doubled or hit beside. */
function slip(text: string, random: Random): string {
  const at = 1 + Math.floor(random() * Math.max(1, text.length - 2));
  const [before, letter, after] = [text.slice(0, at), text.charAt(at), text.slice(at + 1)];
  const roll = Math.floor(random() * 4);
  if (roll === 0) return before + after.charAt(0) + letter + after.slice(1);
  if (roll === 1) return before + after;
  if (roll === 2) return before + letter + letter + after;
  return before + pick(random, [...'aeinrst']) + after;
}
