import { materialLabels, type Angle, type Phrase, type Swatch } from '@aicmo/creative/contract';
import type { NamedSource } from '../../components/sourced-text.tsx';

/** What the screen calls the side that a direction tells the story from. */
export const angleWords: Readonly<Record<Angle, string>> = {
  PROBLEM: 'Starts with the problem',
  PROOF: 'Starts with the proof',
  METHOD: 'Starts with the work',
  CHANGE: 'Starts with the change',
};

/** What the screen calls the part a colour plays. */
export const swatchWords: Readonly<Record<Swatch['role'], string>> = {
  GROUND: 'Ground',
  QUIET_GROUND: 'Quiet ground',
  TEXT: 'Text',
  ACCENT: 'Accent',
  TEXT_ON_ACCENT: 'Text on accent',
};

/** The sources of a phrase as a person calls them: "What hurts, line 1". */
export const namedSources = ({ sources }: Phrase): NamedSource[] =>
  sources.map(({ field, item, words }) => ({
    words,
    label: `${labels.get(field) ?? 'the strategy'}${item === undefined ? '' : `, line ${item + 1}`}`,
  }));

const labels = new Map(Object.entries(materialLabels));
