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

/** Leftover placeholders and words that the client never uses; empty when the text may leave. */
export function leftoversIn(
  message: MessageText,
  bannedWords: readonly string[],
  html: string | null = null,
): readonly ContentProblem[] {
  const text = `${message.subject}\n${message.body}${html === null ? '' : `\n${textOfMailHtml(html)}`}`;
  const placeholders = leftovers.flatMap((pattern): ContentProblem[] => {
    const found = pattern.exec(text)?.[0];
    return found ? [{ kind: 'placeholder', text: `The message still contains "${found}".` }] : [];
  });
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

/** Who writes, as the end of every mail says it. */
export interface SenderParticulars {
  readonly clientName: string;
  /** Empty: nobody has entered it. */
  readonly postalAddress: string;
  /** Empty: nobody has entered it. */
  readonly address: string;
  readonly disclaimers: readonly string[];
}

/** The end of every mail: who writes, from where, and how to stop it; with what is missing for that. */
export function composeFooter(sender: SenderParticulars): {
  readonly text: string;
  readonly problems: readonly ContentProblem[];
} {
  const { clientName, postalAddress, address, disclaimers } = sender;
  const who = [clientName, ...postalAddress.split(/\r?\n/)].map((line) => line.trim()).filter((line) => line !== '');
  const stop = address
    ? `If you do not want to hear from us again, reply "unsubscribe" or write that to ${address}.`
    : 'If you do not want to hear from us again, reply "unsubscribe".';
  const problems: ContentProblem[] = [];
  if (!address)
    problems.push({
      kind: 'unsubscribe',
      text: `There is no way to unsubscribe yet: enter the sender's mail address of ${clientName}.`,
    });
  if (!postalAddress.trim())
    problems.push({
      kind: 'postal-address',
      text: `The postal address of ${clientName} is missing; enter it with the client.`,
    });
  return { text: ['--', who.join(' · '), ...disclaimers, stop].join('\n'), problems };
}
