import { dayMs, parseInstant, plusMs } from '@aicmo/core-kernel';
import { whatStopsPost } from '../flows/publish-posts.flow.ts';
import type { NeedsYou, NeedsYouSource } from './needs-you.ts';

/** Posts that are planned within a day, or are due, and that a person has to let go: each with the first reason. */
export const postsSource: NeedsYouSource = {
  part: 'Posts',
  tab: 'publishing',
  find: async (workspace) => {
    const [{ posts }, { platformRules }] = [await workspace.social(), await import('@aicmo/social')];
    const now = workspace.clock.now();
    const soon = plusMs(now, dayMs);
    const found: NeedsYou[] = [];
    for (const post of await posts.list({ states: ['SCHEDULED'] })) {
      if (post.plannedAt === null || post.plannedAt > soon) continue;
      const refusals = await whatStopsPost(workspace, post);
      const [reason] = refusals.filter(({ liftedBy }) => liftedBy === 'person');
      if (!reason) continue;
      found.push({
        id: `post-${post.id}`,
        urgency: post.plannedAt <= now ? 'now' : 'soon',
        sentence: `A post for ${platformRules[post.platform].name} cannot go: ${reason.text}`,
        clientId: post.clientId,
        since: parseInstant(post.updatedAt),
        action: { label: 'Open the post', tab: 'publishing', open: post.id },
      });
    }
    return found;
  },
};
