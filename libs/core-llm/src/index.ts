// The gate
export { llmEnabled, requireLlm, safeLlmStatus } from './lib/gate/llm-gate.ts';
export type { LlmStatus } from './lib/gate/llm-gate.ts';
// The model
export { createLlm } from './lib/llm.ts';
export type { Llm, LlmAsk, LlmDeps, LlmDoor, TextRequest } from './lib/llm.ts';
// Checks
export { llmSentinels } from './lib/sentinels/index.ts';
