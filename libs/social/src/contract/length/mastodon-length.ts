import { countGraphemes } from './graphemes.ts';

/* https://github.com/mastodon/mastodon/blob/main/app/validators/status_length_validator.rb */
const linkPlaceholder = 'x'.repeat(23);

/**
 * What Mastodon counts: graphemes, a link 23 whatever its length (only with http:// or https://), and of
 * @name@server only @name.
 */
export function lengthOnMastodon(text: string): number {
  const shortened = text
    .replace(/(?<![\p{L}\p{N}@#])https?:\/\/[^\s<>"“”]*[^\s<>"“”.,:;!?'()[\]]\/?/giu, linkPlaceholder)
    .replace(/(?<![\p{L}\p{N}_/])@([a-z0-9_]+(?:[a-z0-9_.-]+[a-z0-9_]+)?)@[\p{L}\p{N}.-]+[\p{L}\p{N}]+/giu, '@$1');
  return countGraphemes(shortened);
}
