import type { Migration } from '@aicmo/core-db';

/**
 * Two who write at the same moment: there is one saved view of a name, and whoever makes a lead of a person takes the
 * turn of `cam_people_turn` first, so that nobody else makes another one of the same person meanwhile.
 */
export const guardWriters: Migration = {
  name: '2026-11-24-guard-writers',
  up: async ({ schema, columns, run }) => {
    const { sql } = await import('kysely');
    await schema
      .createTable('cam_people_turn')
      .addColumn('id', columns.id, (column) => column.primaryKey())
      .execute();
    await run(sql`insert into cam_people_turn (id) values ('people')`);
    // Of those with one name, the newest: an id begins with the time of its making.
    await run(sql`
      delete from cam_saved_view where exists (
        select 1 from cam_saved_view as newer where newer.name = cam_saved_view.name and newer.id > cam_saved_view.id
          and coalesce(newer.client_id, '') = coalesce(cam_saved_view.client_id, ''))`);
    await run(sql`create unique index cam_saved_view_by_name on cam_saved_view (coalesce(client_id, ''), name)`);
  },
};
