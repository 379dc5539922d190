import { createCircuits } from '../calls/circuits.ts';
import { createSlots } from '../calls/slots.ts';
import { readLlmSettings } from '../gate/llm-settings.ts';
import type { Llm, LlmDeps } from '../llm.ts';
import { systemTimers } from '../ports/llm-timers.ts';
import { mostReplyBytes } from '../provider/bounded-fetch.ts';
import { callTools } from './call-tools.ts';
import { embed } from './embed.ts';
import { generateObject, generateText } from './generate.ts';
import type { EngineParts } from './parts.ts';
import { streamText } from './stream-text.ts';

/** What stands behind `createLlm` from the first question on: the package, and the state that calls share. */
export function createEngine(deps: LlmDeps & Required<Pick<LlmDeps, 'clock' | 'record'>>): Omit<Llm, 'usedToday'> {
  const { door, clock, record, variables, prices } = deps;
  const parts: EngineParts = {
    ...{ door, clock, record, variables, prices },
    timers: deps.timers ?? systemTimers,
    slots: createSlots(() => readLlmSettings(variables).atOnce),
    circuits: createCircuits(clock),
    mostReplyBytes: deps.mostReplyBytes ?? mostReplyBytes,
    withoutStructure: new Set(),
  };
  return {
    generateText: (prompt, request) => generateText(parts, prompt, request),
    generateObject: (prompt, request) => generateObject(parts, prompt, request),
    streamText: (prompt, request) => streamText(parts, prompt, request),
    callTools: (prompt, request) => callTools(parts, prompt, request),
    embed: (request) => embed(parts, request),
  };
}
