import { conflict, invalid, type Instant, type Platform } from '@aicmo/core-kernel';
import type { Post, PostState } from '../../contract/post.ts';

/** Every legal move of a post. DOMAIN section 3; nothing else moves it. */
export const postMoves: Readonly<Record<PostState, readonly PostState[]>> = {
  DRAFT: ['SCHEDULED'],
  SCHEDULED: ['PUBLISHING', 'MISSED', 'CANCELLED', 'SIMULATED', 'PROOFED'],
  PUBLISHING: ['PUBLISHED', 'FAILED', 'UNCERTAIN'],
  UNCERTAIN: ['PUBLISHED', 'FAILED'],
  PUBLISHED: [],
  FAILED: [],
  MISSED: [],
  CANCELLED: [],
  SIMULATED: [],
  PROOFED: [],
};

const words: Readonly<Record<PostState, string>> = {
  DRAFT: 'a draft',
  SCHEDULED: 'scheduled',
  PUBLISHING: 'being published',
  PUBLISHED: 'published',
  FAILED: 'failed',
  MISSED: 'missed',
  CANCELLED: 'cancelled',
  SIMULATED: 'simulated',
  PROOFED: 'proofed',
  UNCERTAIN: 'uncertain',
};

/** Refuses an illegal move by name: `conflict` (`post-move`). */
export function checkMove(from: PostState, to: PostState): void {
  if (postMoves[from].includes(to)) return;
  const allowed = postMoves[from].map((state) => words[state]);
  throw conflict({
    code: 'post-move',
    message: `The post is ${words[from]} and cannot become ${words[to]}; it can become ${allowed.join(', ') || 'nothing else'}. Copy it to start again.`,
    details: { from, to },
  });
}

/** A post may be edited until it has left its queue; an approval given before no longer fits what was changed. */
export function checkEditable(post: Post): void {
  if (post.state === 'DRAFT' || post.state === 'SCHEDULED') return;
  throw conflict({
    code: 'post-closed',
    message: `The post is ${words[post.state]} and cannot be changed any more. Copy it to start again.`,
  });
}

/** What a person may say about a post. */
export interface PostContent {
  readonly platform: Platform;
  readonly account: string;
  readonly text: string;
  readonly links: readonly string[];
  readonly media: readonly { readonly digest: string; readonly alt: string }[];
}

/** Refuses what no post can have: `invalid` (`post-account`, `post-link`). Its length is a matter of checks, not of this. */
export function checkContent({ account, links }: Pick<PostContent, 'account' | 'links'>): void {
  if (account.trim() === '') {
    throw invalid({ code: 'post-account', message: 'Say for which account the post is, for example @northwind.' });
  }
  const wrong = links.find((link) => !/^https?:$/.test(URL.parse(link)?.protocol ?? ''));
  if (wrong !== undefined) {
    throw invalid({ code: 'post-link', message: `Found "${wrong.slice(0, 80)}" as a link; expected a web address.` });
  }
}

/** The web addresses in a text, each once, in order. */
export function linksIn(text: string): readonly string[] {
  return [...new Set(text.match(/https?:\/\/[^\s<>"“”]*[^\s<>"“”.,:;!?'()[\]]/giu) ?? [])];
}

/** A post that is due this long ago and still has not gone is missed. Our choice: a day late is no longer that post. */
export const missedAfterMs = 24 * 3_600_000;

/** Refuses a plan without a future moment: `invalid` (`post-past`). */
export function checkPlan(plannedAt: Instant, now: Instant): void {
  if (plannedAt > now) return;
  throw invalid({ code: 'post-past', message: 'The time chosen is over. Choose one that is still to come.' });
}
