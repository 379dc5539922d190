// A server that speaks the protocol, also badly
export { aModelServer } from './model-server.ts';
export type { ModelServer } from './model-server.ts';
export { modelReplies } from './model-replies.ts';
export { aModelHouse } from './a-model-house.ts';
export type { ModelHouse } from './a-model-house.ts';
// A model without a network
export { scriptedLlm } from './scripted-llm.ts';
export { recordingDoor, replayingDoor } from './conversations.ts';
// What createLlm needs
export { openDoor } from './open-door.ts';
export { fakeTimers } from './fake-timers.ts';
export { memoryLlmRecord } from '../lib/budget/memory-record.ts';
export { llmRecordContract } from './llm-record-contract.ts';
// Prompts
export { promptProblems } from './prompt-problems.ts';
