import type { Sentinel } from '@aicmo/core-kernel';
import { mailSentinel } from './mail.sentinel.ts';
import { publicPagesSentinel, type PublicPagesLook } from './public-pages.sentinel.ts';

/** The checks of what several libraries do together. */
export const workspaceSentinels = (look: PublicPagesLook): readonly Sentinel[] => [
  mailSentinel,
  publicPagesSentinel(look),
];
