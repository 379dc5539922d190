import { composed, told, type LayerRule } from './layer.ts';
import { say } from './quote.ts';

/** Layer 5: the story that every piece tells a part of. */
export const narrativeLayer: LayerRule = {
  id: 'narrative',
  title: 'Narrative',
  fields: [
    composed(
      'narrative.problem',
      'Problem',
      ['audience', 'pains'],
      'Which problem opens the story?',
      (audience, pain) => say`Said by ${audience}: “${pain}.”`,
    ),
    composed(
      'narrative.tension',
      'Tension',
      ['pains', 'objections'],
      'Why has the problem not been solved long ago?',
      (pain, objection) => say`“${pain}”, and still: “${objection}.”`,
    ),
    composed(
      'narrative.resolution',
      'Resolution',
      ['outcomes', 'differentiators'],
      'What ends the story, and what makes it possible?',
      (outcome, difference) => say`The good end: ${outcome}. What makes it possible: ${difference}.`,
    ),
    told(
      'narrative.enemy',
      'The belief to argue against',
      ['belief'],
      'Which widespread belief is wrong? Never a competitor.',
    ),
    composed(
      'narrative.repetition',
      'What every piece repeats',
      ['company', 'outcomes'],
      'Which sentence does every piece repeat?',
      (company, outcome) => say`${company}: ${outcome}.`,
    ),
  ],
};
