import type { AnyPrompt } from '@aicmo/core-llm';
import { creativeCopyPrompt } from './creative-copy.prompt.ts';

/** Every prompt of creative. */
export const creativePrompts: readonly AnyPrompt[] = [creativeCopyPrompt];
