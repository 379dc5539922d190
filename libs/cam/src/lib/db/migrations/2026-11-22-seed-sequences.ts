import type { Migration } from '@aicmo/core-db';
import { builtInSequenceId, builtInStepId } from '../../sequences/default-sequence.ts';
import { defaultSequences } from '../../sequences/defaults/index.ts';

const at = '2026-11-22T00:00:00.000Z';

/** The four sequences that every workspace begins with. A later change of their texts is a migration of its own. */
export const seedSequences: Migration = {
  name: '2026-11-22-seed-sequences',
  up: async ({ run }) => {
    const { sql } = await import('kysely');
    for (const { key, name, goal, tier, steps } of defaultSequences) {
      const id = builtInSequenceId(key);
      await run(sql`insert into cam_sequence (id, client_id, key, name, goal, tier, version, created_at, updated_at, archived_at)
        values (${id}, null, ${key}, ${name}, ${goal}, ${tier}, 1, ${at}, ${at}, null)`);
      for (const [index, step] of steps.entries()) {
        const position = index + 1;
        await run(sql`insert into cam_sequence_step (id, sequence_id, position, day, channel, subject_template, body_template)
          values (${builtInStepId(key, position)}, ${id}, ${position}, ${step.day}, 'email', ${step.subject}, ${step.body})`);
      }
    }
  },
};
