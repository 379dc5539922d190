import type { QcRule } from '../qc-input.ts';
import { altTexts } from './alt-texts.ts';
import { bannedWords } from './banned-words.ts';
import { disclaimers } from './disclaimers.ts';
import { links } from './links.ts';
import { placeholders } from './placeholders.ts';
import { platformLimits } from './platform-limits.ts';
import { shouting } from './shouting.ts';

/** Every check, in the order in which they are shown. */
export const qcChecks: readonly QcRule[] = [
  placeholders,
  bannedWords,
  disclaimers,
  platformLimits,
  links,
  altTexts,
  shouting,
];
