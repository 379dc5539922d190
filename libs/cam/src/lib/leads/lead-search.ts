import type { TextIndex } from '@aicmo/core-db';

/** Where the search of leads looks: `searchText`, folded as here, with a space at both ends. */
export const leadText: TextIndex = { name: 'cam_lead_text', table: 'cam_lead', column: 'search_text' };

/** Words beyond these narrow nothing any more that one could see. */
const mostWords = 8;

/**
 * What is looked for, part by part. A word may stand anywhere in a name, company, title or address; one of one or two
 * signs (Bo, Li) is the beginning of a word, for it stands in the middle of nearly every text.
 */
export function searchParts(search: string | undefined): readonly string[] {
  const words = foldSearch(search ?? '')
    .split(/\s+/)
    .filter((word) => word !== '');
  return [...new Set(words)].slice(0, mostWords).map((word) => ([...word].length < 3 ? ` ${word}` : word));
}

/** The one way in which the text and what is looked for in it are folded. */
export const foldSearch = (text: string): string => text.normalize('NFC').toLowerCase();
