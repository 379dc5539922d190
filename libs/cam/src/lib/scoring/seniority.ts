import type { LeadFacts } from './lead-facts.ts';
import { wholeWords } from './whole-words.ts';

interface Rank {
  readonly value: number;
  readonly name: string;
  /** Lower-case words or word sequences; a title has the rank when it contains one of them as whole words. */
  readonly words: readonly string[];
}

/** Highest first: the first that matches decides. DOMAIN section 4 has the numbers' place; words, never substrings. */
const ranks: readonly Rank[] = [
  {
    value: 1,
    name: 'leads the company',
    words: [
      ...['ceo', 'cto', 'cfo', 'coo', 'cmo', 'cio', 'cro', 'cpo', 'cdo', 'ciso', 'chief', 'founder', 'cofounder'],
      ...[
        'co founder',
        'owner',
        'co owner',
        'managing director',
        'managing partner',
        'geschäftsführer',
        'geschäftsführerin',
      ],
      ...['geschäftsführender', 'gründer', 'gründerin', 'inhaber', 'inhaberin', 'vorstand', 'pdg', 'gérant', 'gérante'],
      ...['fondateur', 'fondatrice', 'fundador', 'fundadora', 'director general', 'directora general', 'titolare'],
    ],
  },
  {
    value: 0.95,
    name: 'is in the top management',
    words: [
      'vp',
      'svp',
      'evp',
      'avp',
      'vice president',
      'president',
      'executive',
      'partner',
      'prokurist',
      'prokuristin',
      'président',
      'présidente',
    ],
  },
  {
    value: 0.9,
    name: 'heads a department',
    words: [
      'director',
      'head',
      'direktor',
      'direktorin',
      'directeur',
      'directrice',
      'directora',
      'direttore',
      'direttrice',
      'leiter',
      'leiterin',
    ],
  },
  {
    value: 0.7,
    name: 'manages a team',
    words: ['manager', 'managerin', 'supervisor', 'responsable', 'gerente', 'jefe', 'jefa'],
  },
  {
    value: 0.65,
    name: 'leads a team',
    words: ['lead', 'teamlead', 'team leader', 'teamleiter', 'teamleiterin', 'principal'],
  },
  { value: 0.6, name: 'is senior', words: ['senior', 'sr', 'staff', 'expert'] },
];

/** An "assistant to the CEO" is not the CEO. */
const supports =
  /\b(assistant|assistentin?|secretary|sekretärin?|intern|praktikantin?|trainee|student|werkstudentin?)\b/u;

interface RankedPhrase {
  readonly phrase: string;
  readonly rank: Rank;
  /** Its place among all phrases: the first that a title contains decides. */
  readonly place: number;
}

/** Every phrase by its first word, so that a title is looked up word by word instead of tried against all of them. */
const byFirstWord = Map.groupBy(
  ranks
    .flatMap((rank) => rank.words.map((phrase) => ({ phrase, rank })))
    .map((each, place): RankedPhrase => ({ ...each, place })),
  ({ phrase }) => phrase.split(' ', 1)[0] ?? phrase,
);

/** How high in the company somebody stands, by the words of the title; undefined when no word says so. */
export function seniorityOf(title: LeadFacts['title']): { readonly value: number; readonly why: string } | undefined {
  const words = wholeWords(title);
  if (supports.test(words)) return { value: 0.5, why: `“${title}” supports somebody else; counted as middle.` };
  const first = words
    .trim()
    .split(' ')
    .flatMap((word) => byFirstWord.get(word) ?? [])
    .filter(({ phrase }) => words.includes(` ${phrase} `))
    .reduce<RankedPhrase | undefined>((best, each) => (best && best.place < each.place ? best : each), undefined);
  return first && { value: first.rank.value, why: `“${first.phrase}” in the title: ${first.rank.name}.` };
}
