import type { Database } from '@aicmo/core-db';
import { defineSentinel, type Sentinel } from '@aicmo/core-kernel';
import type { CampaignOpsTables } from '../db/campaign-ops-tables.ts';

/** Whether each published post has its two follow-up tasks: they are opened in the same transaction, so one short is a fault. */
export const followUpsSentinel = (db: Database): Sentinel =>
  defineSentinel({
    id: 'campaign-ops-follow-ups',
    title: 'Published posts have their follow-ups',
    severity: 'error',
    reasons: {
      'campaign-ops-follow-ups-missing': {
        cause:
          'A published post lacks one of the tasks that are opened with it in one transaction: rows were removed beside AICMO.',
        cure: 'Restore the latest backup, or write the missing tasks down by hand in Campaign Ops.',
      },
    },
    run: async () => {
      const handle = db.handle<CampaignOpsTables>('campaign-ops');
      const posts = await handle
        .in()
        .selectFrom('campaignOpsTask as post')
        .leftJoin('campaignOpsTask as followUp', (join) =>
          join.onRef('followUp.followsTaskId', '=', 'post.id').on('followUp.kind', '=', 'ENGAGE'),
        )
        .select((of) => ['post.id', of.fn.count<number>('followUp.id').as('followUps')])
        .where('post.kind', '=', 'POST')
        .where('post.state', '=', 'DONE')
        .groupBy('post.id')
        .execute();
      const short = posts.filter((post) => Number(post.followUps) < 2).length;
      const evidence = { published: posts.length, withoutFollowUps: short };
      if (short === 0)
        return { verdict: 'pass', summary: `Published posts: ${posts.length}; none lacks a follow-up.`, evidence };
      return {
        verdict: 'fail',
        reason: 'campaign-ops-follow-ups-missing',
        summary: `${short} of ${posts.length} published posts lack a follow-up task.`,
        evidence,
        remedy: {
          text: 'Restore the latest backup of the database, or write the missing tasks down by hand in Campaign Ops.',
          commands: ['npx aicmo db restore --help'],
        },
      };
    },
  });
