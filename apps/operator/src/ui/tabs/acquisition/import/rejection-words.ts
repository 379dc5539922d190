import { counted, screenWord } from '../../../words.ts';

/** What the reasons for rejected rows are called when they are counted. */
const words: Readonly<Record<string, string>> = {
  'email-invalid': 'what should be a mail address is none',
  'email-lookalike': 'a domain that only looks like another',
  'no-way-to-reach': 'no way to recognise the person',
  'too-many-cells': 'more cells than the header',
  'text-too-long': 'a value that is too long',
  'too-long': 'longer than any row',
  'control-characters': 'characters that are no text',
  'broken-letters': 'letters that an earlier program lost',
  'opted-out': 'the person has opted out',
  quotes: 'quotes that do not close',
  json: 'no JSON object',
  erased: 'erased on request',
};

/** “12 rows: no way to recognise the person · 3 rows: …” */
export const rejectionWords = (reasons: readonly { readonly code: string; readonly count: number }[]): string =>
  reasons.map(({ code, count }) => `${counted(count, 'row')}: ${words[code] ?? screenWord(code)}`).join(' · ');
