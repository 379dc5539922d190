import { defineSentinel, type Sentinel } from '@aicmo/core-kernel';
import type { Database } from '@aicmo/core-db';
import type { CreativeDirection, Phrase } from '../../contract/direction.ts';
import { createDirectionStore } from '../directions/direction-store.ts';

/** Whether every stored phrase really has the words in it that it names as its source. */
export const creativeUnsourcedSentinel = ({ db }: { readonly db: Database }): Sentinel =>
  defineSentinel({
    id: 'creative-unsourced',
    title: 'Every phrase of a direction names words that stand in it',
    severity: 'warning',
    reasons: {
      'creative-unsourced': {
        cause: 'A stored phrase does not contain the words that it names as its source: it was changed beside AICMO.',
        cure: 'Compose these directions again on the Creatives page.',
      },
    },
    run: async () => {
      const sets = await createDirectionStore(db).list({});
      const phrases = sets.flatMap((set) => set.directions.flatMap(({ direction }) => phrasesOf(direction)));
      const unsourced = phrases.filter(
        ({ text, sources }) => !sources.every(({ words }) => text.includes(words)),
      ).length;
      const evidence = { phrases: phrases.length, 'without their source': unsourced };
      return unsourced === 0
        ? { verdict: 'pass', summary: `Phrases: ${phrases.length}; each has its source in it.`, evidence }
        : {
            ...{ verdict: 'fail', summary: `${unsourced} of ${phrases.length} phrases do not contain their source.` },
            reason: 'creative-unsourced',
            evidence,
            remedy: { text: 'Compose these directions again on the Creatives page.', commands: [] },
          };
    },
  });

const phrasesOf = (direction: CreativeDirection): Phrase[] => [
  ...[direction.name, direction.tagline, direction.idea, direction.visualStyle, direction.tone],
  ...direction.pillars.flatMap(({ title, about }) => [title, about]),
  ...direction.hooks,
  ...direction.samplePosts.map((post) => post.text),
];
