// The gate
export { llmEnabled, requireLlm, safeLlmStatus } from './lib/gate/llm-gate.ts';
export type { LlmStatus } from './lib/gate/llm-gate.ts';
export type { BudgetLimit, BudgetLimits } from './lib/gate/llm-settings.ts';
// The model
export { createLlm } from './lib/llm.ts';
export type { Answer, Asker, AskOptions, Llm, LlmDeps, LlmRequest, Provenance } from './lib/llm.ts';
export type { Tool, ToolCall, ToolResult } from './lib/llm.ts';
// What it needs
export type { LlmAsk, LlmDoor, LlmPassage } from './lib/ports/llm-door.ts';
export type { BudgetExcess, CallClosing, CallOpening, LlmRecord, Spend } from './lib/ports/llm-record.ts';
export type { LlmTimers } from './lib/ports/llm-timers.ts';
// Budgets
export type { ModelPrice } from './lib/budget/prices.ts';
// Prompts
export { definePrompt } from './lib/prompts/prompt.ts';
export type { AnyPrompt, FieldValue, OutsideText, Prompt } from './lib/prompts/prompt.ts';
// Guarding
export type { OutputProblem, OutputRules } from './lib/guard/output-rules.ts';
// Checks
export { llmSentinels } from './lib/sentinels/index.ts';
