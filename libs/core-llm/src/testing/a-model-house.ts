import { fakeClock, type FakeClock } from '@aicmo/core-kernel/testing';
import { memoryLlmRecord, type RememberedCall } from '../lib/budget/memory-record.ts';
import type { Variables } from '../lib/gate/llm-settings.ts';
import { createLlm, type Llm, type LlmDeps } from '../lib/llm.ts';
import type { LlmRecord } from '../lib/ports/llm-record.ts';
import { fakeTimers, type FakeTimers } from './fake-timers.ts';
import { aModelServer, type ModelServer } from './model-server.ts';
import { openDoor, type PassedAsk } from './open-door.ts';

/** A model with everything around it, whose service is a server of this machine and whose time stands still. */
export interface ModelHouse {
  readonly llm: Llm;
  readonly server: ModelServer;
  readonly clock: FakeClock;
  readonly timers: FakeTimers;
  readonly record: LlmRecord & { readonly calls: () => readonly RememberedCall[] };
  /** Everything that the door let out. */
  readonly passed: () => readonly PassedAsk[];
  close(): Promise<void>;
}

/** Starts the server and makes the model. `variables` are added to the server's own. */
export async function aModelHouse(
  over: Partial<LlmDeps> & { readonly variables?: Variables } = {},
): Promise<ModelHouse> {
  const server = await aModelServer();
  const clock = fakeClock();
  const timers = fakeTimers(clock);
  const record = memoryLlmRecord();
  const door = openDoor();
  const variables = { ...server.variables, ...over.variables };
  return {
    ...{ server, clock, timers, record, passed: door.passed, close: server.close },
    llm: createLlm({ door, record, clock, timers, ...over, variables }),
  };
}
