import { dutchPolishReplies } from './human-replies/dutch-polish-replies.data.ts';
import { englishGermanReplies } from './human-replies/english-german-replies.data.ts';
import { frenchSpanishReplies } from './human-replies/french-spanish-replies.data.ts';
import type { HumanReply } from './human-replies/human-reply.ts';
import { italianPortugueseReplies } from './human-replies/italian-portuguese-replies.data.ts';
import { quotingReplies } from './human-replies/quoting-replies.data.ts';
import { swedishDanishReplies } from './human-replies/swedish-danish-replies.data.ts';

/**
 * Invented answers of people in ten languages, written before the words of the rules were read. Rows 1, 3, 5 … are
 * there to improve the rules by; rows 2, 4, 6 … only to measure them, and no word may be taken from those.
 */
export const humanReplies: readonly HumanReply[] = [
  ...englishGermanReplies,
  ...frenchSpanishReplies,
  ...italianPortugueseReplies,
  ...dutchPolishReplies,
  ...swedishDanishReplies,
  ...quotingReplies,
];
