import { defineSentinel, type Sentinel } from '@aicmo/core-kernel';
import type { Database } from '@aicmo/core-db';
import { createArtifactStore } from '../artifacts/artifact-store.ts';
import { contentHash } from '../hash/content-hash.ts';

/** Whether the newest version of every document is still, byte for byte, what was stored. */
export const deliveryHashesSentinel = ({ db }: { readonly db: Database }): Sentinel =>
  defineSentinel({
    id: 'delivery-hashes',
    title: 'No stored document has changed since it was saved',
    severity: 'critical',
    reasons: {
      'delivery-nothing-yet': {
        cause: 'No document was stored yet.',
        cure: 'Nothing is to be done.',
      },
      'delivery-altered': {
        cause:
          'A stored document is no longer what was saved: somebody or something wrote to the database beside AICMO.',
        cure: 'Restore these rows from the latest backup, then find out who wrote to the database.',
      },
    },
    run: async () => {
      const versions = await createArtifactStore(db).newest(undefined);
      if (versions.length === 0) {
        return { verdict: 'skipped', reason: 'delivery-nothing-yet', summary: 'There is no document yet.' };
      }
      const altered = versions.filter(({ payload, hash }) => contentHash(payload).hash !== hash);
      const evidence = { documents: versions.length, altered: altered.length };
      if (altered.length === 0) {
        return { verdict: 'pass', summary: `All ${versions.length} documents are what was saved.`, evidence };
      }
      const names = altered.map(({ name, number }) => `${name}, version ${number}`).join('; ');
      return {
        verdict: 'fail',
        reason: 'delivery-altered',
        summary: `Changed outside of AICMO: ${names}.`,
        evidence,
        remedy: {
          text: 'Restore these rows from the latest backup, then find out who wrote to the database.',
          commands: ['npx aicmo db restore --help'],
        },
      };
    },
  });
