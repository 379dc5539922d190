import { composed, told, type LayerRule } from './layer.ts';
import { say } from './quote.ts';

/** Layer 3: who decides, what hurts, and whom they believe. */
export const audienceLayer: LayerRule = {
  id: 'audience',
  title: 'Audience psychology',
  fields: [
    told('audience.who', 'Who decides', ['audience'], 'Which group of people buys this?'),
    told(
      'audience.awareness',
      'What they know already',
      ['awareness'],
      'What do most of them know before they hear of us?',
    ),
    told('audience.pains', 'What hurts', ['pains'], 'What hurts, in their own words?'),
    told('audience.outcomes', 'What they want instead', ['outcomes'], 'What is true on a good day?'),
    told('audience.objections', 'Objections, strongest first', ['objections'], 'What do they object before they buy?'),
    composed(
      'audience.first-answer',
      'The objection to answer first',
      ['objections', 'differentiators'],
      'Which objection decides, and what answers it?',
      (objection, answer) => say`“${objection}.” What we can set against it: ${answer}.`,
    ),
    told('audience.trust', 'Whose trust can be borrowed', ['trusted'], 'Whom do they already believe?'),
  ],
};
