/** By what a person can be recognised in a text that somebody typed. */
export interface PersonValues {
  readonly emails: readonly string[];
  /** The last part of a profile's address. */
  readonly linkedinSlugs: readonly string[];
  /** E.164. */
  readonly phones: readonly string[];
  /** First and last name; one word alone is too common to be taken out of texts. */
  readonly names: readonly string[];
}

/** Finds a person in texts. */
export interface MentionFinder {
  /** By an address or profile: nobody else has it. A number may be the switchboard of a company, a name a namesake's. */
  readonly surely: RegExp | null;
  /** By these or the whole name. */
  readonly byName: RegExp | null;
  /** By all of these or a number. */
  readonly anyWay: RegExp | null;
}

/** What stands in a text where a person stood. */
const erasedWord = '(erased)';

/** How finely a number is compared: its last digits, whatever separates them. */
const comparedDigits = 8;

/** Builds the patterns; null where there is nothing to look for. */
export function mentionFinder(values: PersonValues): MentionFinder {
  const sure = [...unique(values.emails).map(emailPattern), ...unique(values.linkedinSlugs).map(slugPattern)];
  const names = unique(values.names)
    .filter((name) => name.includes(' '))
    .map(namePattern);
  const phones = unique(values.phones).flatMap(phonePattern);
  return {
    surely: toPattern(sure),
    byName: toPattern([...sure, ...names]),
    anyWay: toPattern([...sure, ...names, ...phones]),
  };
}

/** Whether a text mentions the person. */
export const mentions = (pattern: RegExp | null, text: string): boolean =>
  pattern !== null && text.normalize('NFC').search(pattern) >= 0;

/** The text without the person. */
export const withoutMentions = (pattern: RegExp | null, text: string): string =>
  pattern === null ? text : text.normalize('NFC').replace(pattern, erasedWord);

const unique = (texts: readonly string[]): readonly string[] => [
  ...new Set(texts.map((text) => text.normalize('NFC').trim()).filter((text) => text !== '')),
];

const toPattern = (parts: readonly string[]): RegExp | null =>
  parts.length === 0 ? null : new RegExp(parts.join('|'), 'giu');

const escaped = (text: string): string => text.replaceAll(/[$()*+./?[\\\]^{|}]/g, String.raw`\$&`);

/** `a@b.example` is no part of `maja@b.example`, nor of `a@b.example.org`. */
const emailPattern = (email: string): string =>
  String.raw`(?<![\p{L}\p{N}._%+\-])${escaped(email)}(?![\p{L}\p{N}_\-]|\.[\p{L}\p{N}])`;

/** With all of its address, and percent-encoded too. */
const slugPattern = (slug: string): string => {
  const forms = [...new Set([slug, encodeURIComponent(slug)])].map(escaped).join('|');
  return String.raw`(?:https?:\/\/)?(?:[a-z0-9\-]+\.)?linkedin\.com\/in\/(?:${forms})(?![\p{L}\p{N}\-_%])\/?`;
};

/** Numbers are typed with spaces, brackets and strokes, with and without their country. */
function phonePattern(phone: string): readonly string[] {
  const digits = phone.replaceAll(/\D/g, '').slice(-comparedDigits);
  if (digits.length < comparedDigits) return [];
  return [String.raw`\+?(?:\d[\s()./\-]*){0,7}${[...digits].join(String.raw`[\s()./\-]*`)}(?!\d)`];
}

const namePattern = (name: string): string =>
  String.raw`(?<![\p{L}\p{N}])${name
    .split(/\s+/)
    .map(escaped)
    .join(String.raw`\s+`)}(?![\p{L}\p{N}])`;
