import type { EngineFlags } from '../lib/engine/engine.ts';

/** Flags that a spec sets. */
export function fakeFlags(): EngineFlags & { paused: boolean; killed: boolean } {
  const flags = { paused: false, killed: false };
  return Object.assign(flags, { read: async () => ({ paused: flags.paused, killed: flags.killed }) });
}
