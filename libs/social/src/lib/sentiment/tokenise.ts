/** One word, emoticon, emoji or end of a clause of a text. */
export interface Token {
  /** As it stands in the text. */
  readonly text: string;
  /** What the word list is asked for. */
  readonly key: string;
  /** The key with letters that are drawn out written twice ("loooove": "loove"), and once ("love"). */
  readonly doubled: string;
  readonly plain: string;
  /** A word, not an emoticon, an emoji or a mark. */
  readonly isWord: boolean;
  /** Written in capitals, with at least two letters. */
  readonly shouted: boolean;
  /** A mark after which negation and degree no longer reach: a full stop, a comma, a colon. */
  readonly closes: boolean;
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };
const left = /https?:\/\/\S+|www\.\S+|@\w+/giu;
const endsThere = String.raw`(?![\p{L}\p{N}])`;
const face = String.raw`[:;=8xX][-'^o]?[)(\][dDpPoO/\\|*3}{@#$sScCbB><]+${endsThere}`;
const mirroredFace = String.raw`[)(\][dD/\\|*}{<>]+[-'^o]?[:;=]${endsThere}`;
const heart = String.raw`<\/?3+`;
const eyes = String.raw`\^[_.-]?\^|[-=T><oO0u][_.]+[-=T><oO0u]`;
const emoji = String.raw`\p{Extended_Pictographic}(?:\p{Emoji_Modifier}|\u{FE0F})*`;
const word = String.raw`[\p{L}\p{N}]+(?:['’*-][\p{L}\p{N}]+)*`;
const marks = String.raw`[.,:;!?()…]+`;
const pieces = new RegExp([heart, face, mirroredFace, eyes, emoji, word, marks].join('|'), 'gu');
const wordOnly = new RegExp(`^(?:${word})$`, 'u');
const faceOnly = new RegExp(`^(?:${face})$`, 'u');

/** Splits a text into {@link Token}s. Links and @names are left out; of a hashtag its word stays. */
export function tokenise(text: string): readonly Token[] {
  const plain = text.replace(/&(\w+);/g, (whole, name: string) => entities[name] ?? whole).replace(left, ' ');
  return (plain.match(pieces) ?? []).map((piece) => {
    const isWord = wordOnly.test(piece) && !faceOnly.test(piece);
    const key = piece
      .replaceAll('’', "'")
      .replace(/\u{FE0F}/gu, '')
      .toLowerCase();
    return {
      text: piece,
      key,
      doubled: key.replace(/(.)\1{2,}/gu, '$1$1'),
      plain: key.replace(/(.)\1{2,}/gu, '$1'),
      isWord,
      shouted: isWord && /\p{Lu}.*\p{Lu}/u.test(piece) && piece === piece.toUpperCase(),
      closes: /^[.,:;!?()…]+$/.test(piece) && !/^[:;][()]+$/.test(piece),
    };
  });
}
