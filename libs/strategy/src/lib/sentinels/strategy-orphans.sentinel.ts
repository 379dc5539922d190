import { defineSentinel, type Sentinel } from '@aicmo/core-kernel';
import type { Database } from '@aicmo/core-db';
import type { StrategyTables } from '../db/strategy-tables.ts';

/** Whether every version of a strategy still has the version of the brief that its words come from. */
export const strategyOrphansSentinel = ({ db }: { readonly db: Database }): Sentinel =>
  defineSentinel({
    id: 'strategy-orphans',
    title: 'Every strategy has the brief that it quotes',
    severity: 'error',
    reasons: {
      'strategy-brief-gone': {
        cause: 'A version of a brief that a strategy quotes was removed beside AICMO.',
        cure: 'Restore the latest backup: no part of the product deletes a version of a brief.',
      },
    },
    run: async () => {
      const { all, orphans } = await count(db);
      const evidence = { 'versions of strategies': all, 'without their brief': orphans };
      return orphans === 0
        ? { verdict: 'pass', summary: `Versions of strategies: ${all}; each has its brief.`, evidence }
        : {
            ...{ verdict: 'fail', summary: `${orphans} of ${all} versions of strategies quote a brief that is gone.` },
            reason: 'strategy-brief-gone',
            evidence,
            remedy: {
              text: 'Restore the latest backup: no part of the product deletes a version of a brief.',
              commands: ['npx aicmo db restore --help'],
            },
          };
    },
  });

async function count(db: Database): Promise<{ all: number; orphans: number }> {
  const rows = db.handle<StrategyTables>('strategy').in();
  const { all } = await rows
    .selectFrom('strategyDocumentVersion')
    .select((e) => e.fn.countAll<number>().as('all'))
    .executeTakeFirstOrThrow();
  const { kept } = await rows
    .selectFrom('strategyDocumentVersion as made')
    .innerJoin('strategyDocument as document', 'document.id', 'made.strategyId')
    .innerJoin('strategyBriefVersion as brief', (join) =>
      join.onRef('brief.briefId', '=', 'document.briefId').onRef('brief.version', '=', 'made.briefVersion'),
    )
    .select((e) => e.fn.countAll<number>().as('kept'))
    .executeTakeFirstOrThrow();
  return { all: Number(all), orphans: Number(all) - Number(kept) };
}
