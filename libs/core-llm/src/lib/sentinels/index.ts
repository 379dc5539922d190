import type { Sentinel } from '@aicmo/core-kernel';
import type { Variables } from '../gate/llm-settings.ts';
import { llmGateSentinel } from './llm-gate.sentinel.ts';

/** core-llm's checks; `variables` are `process.env` by default. */
export const llmSentinels = (variables?: Variables): readonly Sentinel[] => [llmGateSentinel(variables)];
