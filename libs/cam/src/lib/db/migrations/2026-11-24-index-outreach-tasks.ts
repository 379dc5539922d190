import type { Migration } from '@aicmo/core-db';

/** Messages that are tasks of people: few among very many, and each run looks for those whose sequence has ended. */
export const indexOutreachTasks: Migration = {
  name: '2026-11-24-index-outreach-tasks',
  up: async ({ schema }) => {
    const { sql } = await import('kysely');
    await schema
      .createIndex('cam_outreach_attempt_by_task')
      .on('cam_outreach_attempt')
      .columns(['campaign_id', 'status'])
      .where(sql<boolean>`task_id is not null`)
      .execute();
  },
};
