import { judgement, told, type LayerRule } from './layer.ts';

/** Layer 2: what is true of the category whoever sells in it. */
export const marketLayer: LayerRule = {
  id: 'market',
  title: 'Market truth',
  fields: [
    told(
      'market.maturity',
      'Category maturity',
      ['categoryMaturity'],
      'Is the category emerging, growing, mature or declining?',
    ),
    told(
      'market.alternatives',
      'What buyers choose instead',
      ['competitors'],
      'What do buyers choose when they do not choose this?',
    ),
    judgement(
      'market.vectors',
      'Where rivals compete',
      'On what do rivals compete here: price, speed, trust, brand, distribution, features or service?',
    ),
    told('market.white-space', 'White space', ['gap'], 'What do buyers ask for that nobody offers?'),
    told('market.avoid', 'What not to do', ['avoid'], 'What was tried and must not be repeated?'),
  ],
};
