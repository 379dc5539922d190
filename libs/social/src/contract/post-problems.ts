import type { Platform } from '@aicmo/core-kernel';
import { countPostLength } from './count-post-length.ts';
import { platformRules } from './platform-rules.ts';

/** One thing that a platform would not take, or would not do, with a post. */
export interface PostProblem {
  /** Stable, kebab-case. Never shown to an operator. */
  readonly code: string;
  readonly text: string;
  /** `stops`: the platform refuses the post. `weakens`: it takes it, with less effect. */
  readonly effect: 'stops' | 'weakens';
}

/** Everything about a text that its platform would refuse or spoil, most serious first; empty when all is well. */
export function postProblems(platform: Platform, text: string, media: readonly unknown[]): readonly PostProblem[] {
  const rule = platformRules[platform];
  const problems: PostProblem[] = [];
  const stop = (code: string, sentence: string) => problems.push({ code, text: sentence, effect: 'stops' });
  if (text.trim() === '') stop('post-empty', 'The post has no text yet.');
  const { length, limit, fits, unit } = countPostLength(platform, text);
  if (!fits) stop('post-too-long', tooLong(rule.name, length, limit, unit));
  const hashtags = text.match(/(?<![\p{L}\p{N}_&/])[#＃][\p{L}\p{N}_]*\p{L}[\p{L}\p{N}_]*/gu)?.length ?? 0;
  if (rule.maxHashtags !== null && hashtags > rule.maxHashtags) {
    stop('post-hashtags', `The post has ${hashtags} hashtags; ${rule.name} takes ${rule.maxHashtags}.`);
  }
  const mentions = text.match(/(?<![\p{L}\p{N}_./])@[\p{L}\p{N}_.]+/gu)?.length ?? 0;
  if (rule.maxMentions !== null && mentions > rule.maxMentions) {
    stop('post-mentions', `The post mentions ${mentions} accounts; ${rule.name} takes ${rule.maxMentions}.`);
  }
  if (rule.maxImages !== null && media.length > rule.maxImages) {
    stop('post-images', `The post has ${media.length} pictures; ${rule.name} takes ${rule.maxImages}.`);
  }
  if (rule.needsMedia && media.length === 0) {
    stop('post-media', `${rule.name} takes no post without a picture or video, and this one has none.`);
  }
  if (!rule.linksWork && /https?:\/\//i.test(text)) {
    problems.push({
      code: 'post-dead-link',
      text: `A link in a text cannot be clicked on ${rule.name}.`,
      effect: 'weakens',
    });
  }
  return problems;
}

function tooLong(name: string, length: number, limit: number | null, unit: string): string {
  if (limit === null || length <= limit) return `The text takes more bytes than ${name} allows.`;
  return `The text measures ${length} (${unit}); ${name} takes ${limit}. Shorten it by ${length - limit}.`;
}
