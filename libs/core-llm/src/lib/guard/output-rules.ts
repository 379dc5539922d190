import { claimWords } from './claim-words.ts';
import { keyIn, withoutKeys } from '../provider/redact.ts';

/** What an answer is held against before anybody may use it. */
export interface OutputRules {
  /** Words that must not appear, in any letter case, as whole words. */
  readonly bannedWords?: readonly string[];
  /** Texts that prove a claim besides the input itself. */
  readonly proof?: readonly string[];
  /** Addresses that may appear besides those of the input. */
  readonly links?: readonly string[];
}

/** Something in an answer that keeps it from being used. */
export interface OutputProblem {
  readonly kind: 'BANNED_WORD' | 'UNPROVEN_CLAIM' | 'SECRET' | 'FOREIGN_LINK' | 'PLACEHOLDER';
  /** The words in question, cut; of a secret only its beginning. */
  readonly found: string;
  /** One plain sentence. */
  readonly text: string;
}

/** In whatever language the answer is: nobody says beforehand which one it will be. */
const claims = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:${Object.values(claimWords).flat().join('|')})(?![\\p{L}\\p{N}])`,
  'giu',
);
const figures =
  /(?:[$€£]\s?)?\d[\d.,]*(?:\s?(?:%|percent|prozent|pour cent|por ciento|per cento|por cento|procent|x\b|times\b))?/giu;
const links =
  /\b(?:https?:\/\/|www\.)[^\s<>"')\]]+|\b[\p{L}0-9-]+(?:\.[\p{L}0-9-]+)*\.(?:com|net|org|io|co|ai|app|dev|de|at|ch|eu|uk|fr|info|biz|xyz|shop|online|site|example)\b(?:\/[^\s<>"')\]]*)?/giu;
const placeholders =
  /\b(?:TBD|TODO|lorem ipsum)\b|\[(?:insert|your|company|name|link)[^\]]*\]|\{\{[^}]*\}\}|<your [^>]*>/giu;

/**
 * Everything that keeps an answer from being used: banned words, figures and promises that stand nowhere in the input,
 * keys, addresses that were not in the input, leftover placeholders. Pure; empty when there is nothing.
 * @param input everything that the model was given.
 */
export function outputProblems(output: string, input: string, rules: OutputRules = {}): readonly OutputProblem[] {
  const given = [input, ...(rules.proof ?? [])].join('\n').toLowerCase();
  return [
    ...bannedWords(output, rules.bannedWords ?? []),
    ...unproven(output, given),
    ...secrets(output),
    ...foreignLinks(output, [given, ...(rules.links ?? [])].join('\n').toLowerCase()),
    ...distinct(output.match(placeholders) ?? []).map((found) =>
      problem('PLACEHOLDER', found, `"${found}" was left where words should stand.`),
    ),
  ];
}

function bannedWords(output: string, words: readonly string[]): OutputProblem[] {
  return words.flatMap((word) => {
    if (word.trim() === '') return [];
    const escaped = word
      .trim()
      .normalize('NFC')
      .replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
      .replace(/\s+/g, '\\s+');
    const isThere = new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, 'iu').test(output.normalize('NFC'));
    return isThere ? [problem('BANNED_WORD', word.trim(), `"${word.trim()}" is among the banned words.`)] : [];
  });
}

function unproven(output: string, given: string): OutputProblem[] {
  const prose = withoutKeys(output).replace(links, ' ');
  const found = [...(prose.match(claims) ?? []), ...(prose.match(figures) ?? []).map(bareFigure)];
  return distinct(found)
    .filter((claim) => claim !== '' && !stands(claim.toLowerCase(), given))
    .map((claim) => problem('UNPROVEN_CLAIM', claim, `Nothing that was given says "${claim}".`));
}

/** Single digits count and order ("3 reasons"); from two digits on, or with a unit, it is a figure. */
function bareFigure(figure: string): string {
  const trimmed = figure.replace(/[.,]+$/, '').trim();
  return /^\d$/.test(trimmed) ? '' : trimmed;
}

/** As words of their own: 25 does not stand in 125. */
function stands(claim: string, given: string): boolean {
  const escaped = claim.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&').replace(/\s+/g, '\\s*');
  return new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, 'u').test(given);
}

function secrets(output: string): OutputProblem[] {
  const found = keyIn(output);
  return found === undefined ? [] : [problem('SECRET', found, 'There is something in it that looks like a key.')];
}

function foreignLinks(output: string, given: string): OutputProblem[] {
  const known = new Set((given.match(links) ?? []).map(bareLink));
  return distinct((output.match(links) ?? []).map(bareLink))
    .filter((link) => !known.has(link))
    .map((link) => problem('FOREIGN_LINK', link, `The address ${link} was not in what was given.`));
}

const bareLink = (link: string): string =>
  link
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/^www\./, '')
    .replace(/[.,;:!?)/]+$/, '');

const distinct = (all: readonly string[]): readonly string[] => [...new Set(all)];

const problem = (kind: OutputProblem['kind'], found: string, text: string): OutputProblem => ({
  ...{ kind, found: found.slice(0, 80), text },
});
