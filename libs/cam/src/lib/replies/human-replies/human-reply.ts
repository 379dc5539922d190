/** The ten languages in which people answer (and opt out). */
export type ReplyLanguage = 'en' | 'de' | 'fr' | 'es' | 'it' | 'pt' | 'nl' | 'pl' | 'sv' | 'da';

/** What a person's answer means. DOMAIN section 3, "Reply". */
export type HumanKind = 'POSITIVE' | 'NEGATIVE' | 'NEUTRAL' | 'UNSUBSCRIBE';

/** An invented answer of a person to a first mail of ours. */
export interface HumanReply {
  readonly language: ReplyLanguage;
  readonly kind: HumanKind;
  /** What the person wrote, without anything quoted and without a signature. */
  readonly text: string;
  /** What stands around the words, when something does. */
  readonly quoting?: ReplyQuoting;
}

/** How the old mail is quoted. */
export type QuoteStyle =
  | ('MARKS' | 'GMAIL' | 'THUNDERBIRD' | 'PHONE' | 'OUTLOOK' | 'OUTLOOK_BARS' | 'TOP' | 'INLINE')
  | ('HTML_GMAIL' | 'HTML_OUTLOOK' | 'HTML_APPLE');

/** What stands around the words of an answer. */
export interface ReplyQuoting {
  readonly style: QuoteStyle;
  /** Our own first mail (with its opt-out line), a delivery failure, or somebody's absence. */
  readonly of: 'OURS' | 'BOUNCE' | 'ABSENCE';
  /** Lines under the words: a name block, or what a telephone adds. */
  readonly signature?: string;
}

/** Rows of one language, in the order given. */
export const repliesIn = (
  language: ReplyLanguage,
  texts: Readonly<Record<HumanKind, readonly string[]>>,
): readonly HumanReply[] =>
  (['POSITIVE', 'NEGATIVE', 'NEUTRAL', 'UNSUBSCRIBE'] as const).flatMap((kind) =>
    texts[kind].map((text) => ({ language, kind, text })),
  );
