import type { CsvRecord, RecordProblem } from './files/list-file.ts';

/** Why a row becomes no lead. */
export type Why = readonly [code: string, reason: string];

/** Longest value of a place of our own, and of a column that is kept as it is. */
export const longestText = 500;
const longestField = 5000;

const problems: Readonly<Record<RecordProblem, Why>> = {
  quotes: ['quotes', 'A quotation mark opens and does not close where the cell ends.'],
  'too-long': ['too-long', 'It is longer than any row of a list; only its beginning is kept.'],
  characters: ['control-characters', 'It has characters that are no text.'],
  json: ['json', 'It is no JSON object.'],
};

/** What is wrong with a row as a whole, before anybody looks at its values. */
export function damageOf({ cells, raw, problem }: CsvRecord, header: readonly string[]): Why | undefined {
  if (problem) return problems[problem];
  if (/[\u0000-\u0008\u000e-\u001f]/.test(raw)) return problems.characters;
  if (cells.length > header.length && cells.slice(header.length).some((cell) => cell.trim() !== '')) {
    return [
      'too-many-cells',
      `It has ${cells.length} cells where the header has ${header.length}. A separator inside a cell needs quotes around the cell.`,
    ];
  }
  for (let index = 0; index < cells.length; index += 1) {
    if ((cells[index] ?? '').length > longestField) {
      return ['text-too-long', `“${header[index] ?? ''}” has more than ${longestField} characters.`];
    }
  }
  return undefined;
}
