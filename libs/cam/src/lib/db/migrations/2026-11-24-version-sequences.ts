import type { Migration, MigrationContext } from '@aicmo/core-db';

/**
 * Sequences are kept version by version, each message in one or more wordings, and whoever is in sequence knows its
 * version. What was there becomes the version that it was, with one wording for each message.
 */
export const versionSequences: Migration = {
  name: '2026-11-24-version-sequences',
  up: async (m) => {
    await createTables(m);
    await takeOver(m);
    const { sql } = await import('kysely');
    await m.schema
      .createIndex('cam_enrolment_by_sequence')
      .on('cam_enrolment')
      .columns(['sequence_id', 'sequence_version'])
      .where(sql<boolean>`status in ('ACTIVE', 'PAUSED')`)
      .execute();
    await m.schema
      .createIndex('cam_outreach_attempt_by_variant')
      .on('cam_outreach_attempt')
      .columns(['variant_id', 'mode', 'status'])
      .where(sql<boolean>`variant_id is not null`)
      .execute();
  },
};

async function createTables({ schema, columns }: MigrationContext): Promise<void> {
  await schema
    .createTable('cam_sequence_version')
    .addColumn('sequence_id', columns.id, (column) => column.notNull())
    .addColumn('version', columns.integer, (column) => column.notNull())
    .addColumn('steps', columns.integer, (column) => column.notNull())
    .addColumn('shape', columns.text, (column) => column.notNull())
    .addColumn('carried_to', columns.integer)
    .addColumn('saved_by', columns.text, (column) => column.notNull())
    .addColumn('saved_at', columns.instant, (column) => column.notNull())
    .addPrimaryKeyConstraint('cam_sequence_version_key', ['sequence_id', 'version'])
    .execute();
  await schema
    .createTable('cam_step_variant')
    .addColumn('sequence_id', columns.id, (column) => column.notNull())
    .addColumn('version', columns.integer, (column) => column.notNull())
    .addColumn('position', columns.integer, (column) => column.notNull())
    .addColumn('variant', columns.integer, (column) => column.notNull())
    .addColumn('day', columns.integer, (column) => column.notNull())
    .addColumn('channel', columns.text, (column) => column.notNull())
    .addColumn('subject_template', columns.text, (column) => column.notNull())
    .addColumn('body_template', columns.text, (column) => column.notNull())
    .addColumn('html_template', columns.text)
    .addColumn('weight', columns.integer, (column) => column.notNull())
    .addPrimaryKeyConstraint('cam_step_variant_key', ['sequence_id', 'version', 'position', 'variant'])
    .execute();
}

async function takeOver({ schema, columns, run }: MigrationContext): Promise<void> {
  const { sql } = await import('kysely');
  // Only mails could be saved until now, so the number of messages is the shape: "email " for each.
  await run(sql`
    insert into cam_sequence_version (sequence_id, version, steps, shape, carried_to, saved_by, saved_at)
    select s.id, s.version, count(p.id), replace(substr('00000000000000000000', 1, cast(count(p.id) as integer)), '0', 'email '),
      null, '', s.updated_at
    from cam_sequence s left join cam_sequence_step p on p.sequence_id = s.id
    group by s.id, s.version, s.updated_at`);
  await run(sql`
    insert into cam_step_variant
      (sequence_id, version, position, variant, day, channel, subject_template, body_template, html_template, weight)
    select p.sequence_id, s.version, p.position, 1, p.day, p.channel, p.subject_template, p.body_template, null, 1
    from cam_sequence_step p join cam_sequence s on s.id = p.sequence_id`);
  await schema.dropTable('cam_sequence_step').execute();
  await schema.alterTable('cam_enrolment').addColumn('sequence_version', columns.integer).execute();
  await run(sql`
    update cam_enrolment
    set sequence_version = (select version from cam_sequence where cam_sequence.id = cam_enrolment.sequence_id)`);
}
