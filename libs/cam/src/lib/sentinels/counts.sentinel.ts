import type { Database } from '@aicmo/core-db';
import { defineSentinel, type Sentinel } from '@aicmo/core-kernel';
import type { CamTables } from '../db/cam-tables.ts';

/** Whether the counts that stand over the lists are those of the leads. */
export const countsSentinel = (db: Database): Sentinel =>
  defineSentinel({
    id: 'cam-counts',
    title: 'The lists of leads count right',
    severity: 'warning',
    reasons: {
      'cam-counts-wrong': {
        cause: 'Leads were written by something that did not tell the counts: a script, or a fault of ours.',
        cure: 'Count all leads again with: npx aicmo leads recount.',
      },
    },
    run: async () => {
      const rows = db.handle<CamTables>('cam').in();
      const { leads } = await rows
        .selectFrom('camLead')
        .where('mergedInto', 'is', null)
        .select(({ fn }) => fn.countAll<number>().as('leads'))
        .executeTakeFirstOrThrow();
      const { counted } = await rows
        .selectFrom('camLeadCount')
        .select(({ fn }) => fn.sum<number | null>('leads').as('counted'))
        .executeTakeFirstOrThrow();
      const { shown } = await rows
        .selectFrom('camLeadSum')
        .select(({ fn }) => fn.sum<number | null>('leads').as('shown'))
        .executeTakeFirstOrThrow();
      const evidence = { leads: Number(leads), counted: Number(counted ?? 0), shown: Number(shown ?? 0) };
      if (evidence.counted === evidence.leads && evidence.shown === evidence.leads) {
        return { verdict: 'pass', summary: `${evidence.leads} leads, all of them counted.`, evidence };
      }
      return {
        verdict: 'fail',
        reason: 'cam-counts-wrong',
        summary: `There are ${evidence.leads} leads; the lists count ${evidence.shown}.`,
        evidence,
        remedy: { text: 'Count all leads again.', commands: ['npx aicmo leads recount'] },
      };
    },
  });
