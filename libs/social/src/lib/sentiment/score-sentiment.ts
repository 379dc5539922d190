import type { Sentiment, SentimentWord } from '../../contract/sentiment.ts';
import { lexicon } from './lexicon.ts';
import { tokenise } from './tokenise.ts';
import { weighWords } from './weigh-words.ts';

/* How single weights become one score; measured like the weights in weigh-words.ts. */
const exclamationAdds = 0.45;
const exclamationsCounted = 4;
const linkFades = 0.8;
const lengthFades = 0.2;
const softening = 8;
/** Below this, either way, a text is neutral. */
const leansFrom = 0.1;

/**
 * The sentiment of an English text, from −1 to 1, with the words that decided and what each counted for. A rule over
 * a word list: negation turns a word round, degree words and capitals strengthen it, what stands before "but" counts
 * less than what follows, emoticons and emoji count like words, many other words and a link dilute. A text whose
 * words the list does not know (another language, say) scores 0 and says so.
 */
export function scoreSentiment(text: string): Sentiment {
  const tokens = tokenise(text);
  const words = weighWords(tokens, lexicon());
  const sum = words.reduce((total, { weight }) => total + weight, 0);
  const loud = Math.min(exclamationsCounted, text.split('!').length - 1) * exclamationAdds;
  const diluted = (sum + Math.sign(sum) * loud) / Math.max(tokens.length, 4) ** lengthFades;
  const linked = /https?:\/\//i.test(text) ? diluted * linkFades : diluted;
  const score = Math.round((linked / Math.sqrt(linked * linked + softening)) * 1000) / 1000;
  const label = score >= leansFrom ? 'positive' : score <= -leansFrom ? 'negative' : 'neutral';
  return { score, label, words, because: because(label, words) };
}

function because(label: Sentiment['label'], words: readonly SentimentWord[]): string {
  if (words.length === 0) return 'Neutral: the word list knows none of its words.';
  const strongest = [...words].sort((one, other) => Math.abs(other.weight) - Math.abs(one.weight)).slice(0, 3);
  const said = strongest.map(
    ({ word, weight, why }) => `"${word}" ${signed(weight)}${why[0] ? ` (${why.join(', ')})` : ''}`,
  );
  const verdict = { positive: 'Leans positive', negative: 'Leans negative', neutral: 'Neutral, in balance' }[label];
  return `${verdict}: ${said.join(', ')}.`;
}

const signed = (weight: number): string => (weight < 0 ? '−' : '+') + Math.abs(weight).toFixed(1);
