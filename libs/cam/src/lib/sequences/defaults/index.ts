import { aggressiveClose } from './aggressive-close.ts';
import { coldOutreach } from './cold-outreach.ts';
import { longTermNurture } from './long-term-nurture.ts';
import { regularNurture } from './regular-nurture.ts';
import type { DefaultSequence } from '../default-sequence.ts';

/** The four sequences that every workspace begins with, the hottest tier first. */
export const defaultSequences: readonly DefaultSequence[] = [
  aggressiveClose,
  regularNurture,
  longTermNurture,
  coldOutreach,
];
