import { textOfMailHtml } from '../templates/mail-html-text.ts';
import type { ContentProblem } from './outreach-facts.ts';

/** What must never be left over in a finished text. DOMAIN, "copy is never padded". */
const leftovers: readonly RegExp[] = [
  /\{\{|\}\}|\{%|%\}/,
  /\[(?:insert|your|name|first ?name|last ?name|company|title|link|date|placeholder)[^\]]*\]/i,
  /<(?:insert|your|name|first ?name|company|placeholder)[^>]*>/i,
  // What other tools would fill: *|FNAME|*, %FIRST_NAME%, {first_name}, <<company>>.
  /\*\|[\w: ]+\|\*/,
  /%%?[A-Z][A-Z_]{2,30}%/,
  /(?<!\{)\{(?:first|last|full)?[ _-]?(?:name|company|title|city|email)\}/i,
  /<<[\p{L} _-]{2,30}>>/u,
  /\b(?:TBD|TODO|FIXME|XXX)\b/,
  /lorem ipsum/i,
];

/** A message as it would leave. */
export interface MessageText {
  readonly subject: string;
  readonly body: string;
}

/** Placeholders that were left over, one for each way of writing them. */
export const placeholdersIn = (text: string): readonly string[] =>
  leftovers.flatMap((pattern) => pattern.exec(text)?.[0] ?? []);

/** Leftover placeholders and words that the client never uses; empty when the text may leave. */
export function leftoversIn(
  message: MessageText,
  bannedWords: readonly string[],
  html: string | null = null,
): readonly ContentProblem[] {
  const text = `${message.subject}\n${message.body}${html === null ? '' : `\n${textOfMailHtml(html)}`}`;
  const placeholders = placeholdersIn(text).map((found): ContentProblem => ({
    kind: 'placeholder',
    text: `The message still contains "${found}".`,
  }));
  const lower = ` ${text.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, ' ')} `;
  const banned = bannedWords.flatMap((word): ContentProblem[] => {
    const plain = word
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
      .trim();
    return plain !== '' && lower.includes(` ${plain} `)
      ? [{ kind: 'banned-word', text: `The message uses "${word}", which this client never says.` }]
      : [];
  });
  return [...placeholders, ...banned];
}
