import type { LintFinding } from '../../../contract/message-lint.ts';
import { bulkPhrases } from './bulk-phrases.data.ts';
import { findTokens } from './find-tokens.ts';

/** A message as it would be read, before the end that every mail has. */
export interface LintedMessage {
  /** Empty: it continues a thread, whose subject was looked at before. */
  readonly subject: string;
  readonly text: string;
  /** Null: plain text alone. */
  readonly html: string | null;
  /** What cleaning left out of the HTML. */
  readonly leftOut: readonly string[];
  /** What was filled in for this lead: a company that writes itself in capitals does not shout. */
  readonly values: readonly string[];
}

/** Our numbers. DOMAIN names them in section 4 of issue 6: longer subjects are cut on phones, longer texts are not read. */
const most = { subject: 60, words: 200, links: 2 } as const;

/** What could be better in a message, each with what stands there and what could. Pure; nothing of it stops it. */
export function lintMessage(message: LintedMessage): readonly LintFinding[] {
  return [
    ...longSubject(message),
    ...longText(message),
    ...manyLinks(message),
    ...shouting(message),
    ...bulkWords(message),
    ...findTokens(`${message.subject}\n${message.text}`),
    ...message.leftOut.map((what): LintFinding => ({
      ...{ rule: 'left-out', before: what, after: '', isExact: false },
      text: `“${what}” is left out of the HTML: mail programs block it, or nobody should be sent it.`,
    })),
  ];
}

function longSubject({ subject }: LintedMessage): readonly LintFinding[] {
  const signs = [...subject];
  if (signs.length <= most.subject) return [];
  const cut = signs.slice(0, most.subject + 1).join('');
  const after = cut.slice(0, Math.max(cut.lastIndexOf(' '), 1)).replace(/[\s,;:–—-]+$/u, '');
  const text = `The subject has ${signs.length} characters; phones show about ${most.subject}.`;
  return [{ rule: 'long-subject', text, before: subject, after, isExact: true }];
}

const wordsOf = (text: string): number => text.match(/\S*[\p{L}\p{N}]\S*/gu)?.length ?? 0;

function longText({ text }: LintedMessage): readonly LintFinding[] {
  const words = wordsOf(text);
  if (words <= most.words) return [];
  return [
    {
      ...{ rule: 'long-text', before: `${words} words`, after: `${most.words} words`, isExact: false },
      text: `The text has ${words} words; above ${most.words}, few strangers read to the end.`,
    },
  ];
}

const webAddress = /https?:\/\/[^\s<>"')\]]+/gi;

function manyLinks({ text, html }: LintedMessage): readonly LintFinding[] {
  const inHtml = [...(html ?? '').matchAll(/href="(https?:[^"]*)"/gi)].map(([, address = '']) => address);
  const inText = text.match(webAddress) ?? [];
  const links = inHtml.length > inText.length ? inHtml : inText;
  if (links.length <= most.links) return [];
  return [
    {
      ...{ rule: 'many-links', before: links.join(' · '), after: links.slice(0, most.links).join(' · ') },
      ...{
        isExact: false,
        text: `It has ${links.length} links; above ${most.links}, filters take a letter for an advertisement.`,
      },
    },
  ];
}

/** Two and more words in capitals one after the other, or one long one: short ones alone are abbreviations. */
const capitals =
  /(?<![\p{L}\p{N}])(?:\p{Lu}{2,}(?:[ \t]+\p{Lu}+)*[ \t]+\p{Lu}{3,}|\p{Lu}{3,}[ \t]+\p{Lu}{2,}|\p{Lu}{7,})(?![\p{L}\p{N}])/gu;

function shouting({ subject, text, values }: LintedMessage): readonly LintFinding[] {
  const own = values.flatMap((value) => value.match(capitals) ?? []);
  const found = [...new Set(`${subject}\n${text}`.match(capitals))].filter((words) => !own.includes(words));
  const marks = /[!?]*!{2,}[!?]*|!\?[!?]*|\?!+/.exec(`${subject}\n${text}`)?.[0] ?? /!/.exec(subject)?.[0];
  return [
    ...found.map((before): LintFinding => {
      const after = before.charAt(0) + before.slice(1).toLowerCase();
      return { rule: 'shouting', text: `“${before}” reads as shouting.`, before, after, isExact: true };
    }),
    ...(marks === undefined
      ? []
      : [
          {
            ...{ rule: 'shouting' as const, before: marks, after: marks.includes('?') ? '?' : '.', isExact: true },
            text:
              marks === '!'
                ? 'An exclamation mark in a subject reads as advertising.'
                : `“${marks}” reads as shouting.`,
          },
        ]),
  ];
}

const pattern = (phrase: string): RegExp =>
  new RegExp(
    `(?<![\\p{L}\\p{N}])${phrase
      .replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
      .replaceAll(/\s+/g, String.raw`\s+`)
      .replaceAll('’', "[’']")}(?![\\p{L}\\p{N}])`,
    'iu',
  );
let patterns: readonly (readonly [RegExp, string])[] | undefined;

function bulkWords({ subject, text }: LintedMessage): readonly LintFinding[] {
  patterns ??= [...new Map(Object.values(bulkPhrases).flat())].map(([phrase, instead]) => [pattern(phrase), instead]);
  const whole = `${subject}\n${text}`.normalize('NFC');
  return patterns.flatMap(([each, instead]): readonly LintFinding[] => {
    const before = each.exec(whole)?.[0];
    if (before === undefined) return [];
    const advice = instead === '' ? 'Leave it out.' : `Write instead: ${instead}.`;
    return [
      {
        ...{ rule: 'bulk-phrase', before, after: instead, isExact: instead === '' },
        text: `“${before.replaceAll(/\s+/g, ' ')}” is what mass mail says. ${advice}`,
      },
    ];
  });
}
