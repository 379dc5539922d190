import { defineSentinel, type Sentinel } from '@aicmo/core-kernel';
import type { Database } from '@aicmo/core-db';
import { createSourceStore } from '../sources/source-store.ts';

/** Whether the sources that we listen to could be read the last time. */
export const socialSourcesSentinel = ({ db }: { readonly db: Database }): Sentinel =>
  defineSentinel({
    id: 'social-sources',
    title: 'Every source that we listen to can be read',
    severity: 'warning',
    reasons: {
      'social-nothing-yet': {
        cause: 'No source to listen to was entered yet.',
        cure: 'Nothing is to be done; sources are entered in Monitoring.',
      },
      'social-source-failed': {
        cause:
          'A feed or document could not be read the last time: its address is wrong, its server is down, or it is no feed.',
        cure: 'Open Monitoring, read why, then correct the address or hand the document in.',
      },
    },
    run: async () => {
      const sources = await createSourceStore(db).list(undefined);
      if (sources.length === 0) {
        return { verdict: 'skipped', reason: 'social-nothing-yet', summary: 'There is no source to listen to.' };
      }
      const failed = sources.filter(({ status }) => status === 'failed');
      const evidence = { sources: sources.length, failed: failed.length };
      if (failed.length === 0) {
        return {
          verdict: 'pass',
          summary: sources.length === 1 ? 'The one source was read.' : `All ${sources.length} sources were read.`,
          evidence,
        };
      }
      return {
        verdict: 'fail',
        reason: 'social-source-failed',
        summary: `${failed.length} of ${sources.length} sources failed: ${failed.map(({ name }) => name).join(', ')}.`,
        evidence,
        remedy: {
          text: 'Open Monitoring, read why, then correct the address or hand the document in.',
          commands: [],
        },
      };
    },
  });
