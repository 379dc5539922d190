import { told, type LayerRule } from './layer.ts';

/** Layer 7: what every word and picture has to respect. */
export const constraintLayer: LayerRule = {
  id: 'constraints',
  title: 'Constraints',
  fields: [
    told('constraints.tone', 'Tone', ['tone'], 'How should it sound, in two or three words?'),
    told('constraints.words', 'Words never used', ['bannedWords'], 'Which words are never used?'),
    told('constraints.claims', 'Claims never made', ['claimsToAvoid'], 'Which claims must never be made?'),
    told('constraints.visual', 'How it looks', ['visual', 'brandColours'], 'What must pictures show, and what never?'),
    told(
      'constraints.compliance',
      'What the law and the trade ask',
      ['regulation', 'disclaimers'],
      'Which rules and sentences are obligatory?',
    ),
  ],
};
