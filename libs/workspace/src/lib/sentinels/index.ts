import type { Sentinel } from '@aicmo/core-kernel';
import { mailSentinel } from './mail.sentinel.ts';

/** The checks of what several libraries do together. */
export const workspaceSentinels: readonly Sentinel[] = [mailSentinel];
