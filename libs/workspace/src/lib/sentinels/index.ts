import type { Sentinel } from '@aicmo/core-kernel';
import { publicPagesSentinel, type PublicPagesLook } from './public-pages.sentinel.ts';

/** The checks of what several libraries do together. */
export const workspaceSentinels = (look: PublicPagesLook): readonly Sentinel[] => [publicPagesSentinel(look)];
