import type { Database } from '@aicmo/core-db';
import { defineSentinel, type Sentinel } from '@aicmo/core-kernel';
import type { CamTables } from '../db/cam-tables.ts';

/** Whether every enrolment still has its lead, campaign and sequence: nothing is ever deleted, so one without is a fault. */
export const orphansSentinel = (db: Database): Sentinel =>
  defineSentinel({
    id: 'cam-orphans',
    title: 'Everybody in sequence has a lead, a campaign and a sequence',
    severity: 'error',
    reasons: {
      'cam-orphans': {
        cause: 'A lead, a campaign or a sequence was removed by hand while somebody was in sequence.',
        cure: 'Restore the latest backup of the database.',
      },
    },
    run: async () => {
      const handle = db.handle<CamTables>('cam');
      const found = await handle
        .in()
        .selectFrom('camEnrolment as e')
        .leftJoin('camLead as l', 'l.id', 'e.leadId')
        .leftJoin('camCampaign as k', 'k.id', 'e.campaignId')
        .leftJoin('camSequence as s', 's.id', 'e.sequenceId')
        .where((is) => is.or([is('l.id', 'is', null), is('k.id', 'is', null), is('s.id', 'is', null)]))
        .select(({ fn }) => fn.countAll().as('count'))
        .executeTakeFirstOrThrow();
      const orphans = Number(found.count);
      if (orphans === 0)
        return { verdict: 'pass', summary: 'Nobody in sequence has lost anything.', evidence: { orphans } };
      return {
        verdict: 'fail',
        reason: 'cam-orphans',
        summary: `${orphans} in sequence without lead, campaign or sequence.`,
        evidence: { orphans },
        remedy: {
          text: 'Rows were removed by hand. Restore the latest backup of the database.',
          commands: ['npx aicmo db restore --help'],
        },
      };
    },
  });
