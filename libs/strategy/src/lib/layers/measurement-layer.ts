import { judgement, told, type LayerRule } from './layer.ts';

/** Layer 8: how anybody will know. */
export const measurementLayer: LayerRule = {
  id: 'measurement',
  title: 'Measurement',
  fields: [
    told('measurement.success', 'What success is', ['objective'], 'What is different when this has worked?'),
    told('measurement.lagging', 'The result', ['goal'], 'Which number, by which date, decides?'),
    told('measurement.leading', 'Early signs', ['leadingSigns'], 'What would move first?'),
    told('measurement.budget', 'What may be spent', ['budget'], 'What may be spent, and on what?'),
    told('measurement.review', 'How often we look', ['reviewEvery'], 'How often does somebody decide what to keep?'),
    judgement(
      'measurement.decisions',
      'What we do then',
      'If the early signs do not move: what is stopped, what is changed, by whom?',
    ),
  ],
};
