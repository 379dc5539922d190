import type { Clock } from '@aicmo/core-kernel';
import type { ModelPrice } from '../budget/prices.ts';
import type { Circuits } from '../calls/circuits.ts';
import type { Slots } from '../calls/slots.ts';
import type { Variables } from '../gate/llm-settings.ts';
import type { LlmDoor } from '../ports/llm-door.ts';
import type { LlmRecord } from '../ports/llm-record.ts';
import type { LlmTimers } from '../ports/llm-timers.ts';

/** What every call is made with; one for each `createLlm`. */
export interface EngineParts {
  readonly door: LlmDoor;
  readonly record: LlmRecord;
  readonly clock: Clock;
  readonly timers: LlmTimers;
  readonly slots: Slots;
  readonly circuits: Circuits;
  readonly variables: Variables | undefined;
  readonly prices: readonly ModelPrice[] | undefined;
  readonly mostReplyBytes: number;
  /** Provider and model of those that turned structured output down: they are told the shape in words. */
  readonly withoutStructure: Set<string>;
}
