import { composed, judgement, told, type LayerRule } from './layer.ts';
import { say } from './quote.ts';

/** Layer 4: the promise, and what entitles the company to make it. */
export const valueLayer: LayerRule = {
  id: 'value',
  title: 'Value',
  fields: [
    composed(
      'value.promise',
      'Core promise',
      ['audience', 'outcomes'],
      'Which one sentence is promised to the buyer?',
      (audience, outcome) => say`The promise to ${audience}: ${outcome}.`,
    ),
    told('value.difference', 'Differentiation', ['differentiators'], 'What could no rival say?'),
    judgement(
      'value.difference-kind',
      'Structural or cosmetic',
      'Could a rival copy this difference within three months? If so it is cosmetic: what is structural?',
    ),
    told('value.proof', 'Proof', ['proof'], 'Which results, names or numbers may be quoted?'),
    told('value.sacrifice', 'What the buyer gives up', ['sacrifice'], 'What does the buyer give up besides money?'),
  ],
};
