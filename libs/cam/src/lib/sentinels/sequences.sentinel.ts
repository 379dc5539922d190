import type { Database } from '@aicmo/core-db';
import { defineSentinel, type Sentinel } from '@aicmo/core-kernel';
import { Tier } from '../../contract/lead.ts';
import type { CamTables } from '../db/cam-tables.ts';

/** Whether every tier has a sequence with messages: without one, its leads could not be put in sequence. */
export const sequencesSentinel = (db: Database): Sentinel =>
  defineSentinel({
    id: 'cam-sequences',
    title: 'Every tier has a sequence',
    severity: 'error',
    reasons: {
      'cam-sequence-missing': {
        cause: 'A tier of leads has no sequence with messages: the starting ones were archived or removed.',
        cure: 'Bring the schema up to date; if that changes nothing, restore the latest backup.',
      },
    },
    run: async () => {
      const rows = await db
        .handle<CamTables>('cam')
        .in()
        .selectFrom('camSequence as s')
        .innerJoin('camStepVariant as p', (join) =>
          join.onRef('p.sequenceId', '=', 's.id').onRef('p.version', '=', 's.version'),
        )
        .select('s.tier')
        .distinct()
        .where('s.clientId', 'is', null)
        .where('s.archivedAt', 'is', null)
        .execute();
      const missing = Tier.options.filter((tier) => !rows.some((row) => row.tier === tier));
      const evidence = { tiers: Tier.options.length, missing: missing.length };
      if (missing.length === 0) return { verdict: 'pass', summary: 'All four tiers have a sequence.', evidence };
      return {
        verdict: 'fail',
        reason: 'cam-sequence-missing',
        summary: `No sequence for ${missing.map((tier) => tier.toLowerCase()).join(', ')} leads.`,
        evidence,
        remedy: {
          text: 'Bring the schema up to date. If that changes nothing, restore the latest backup.',
          commands: ['npx aicmo db bootstrap'],
        },
      };
    },
  });
