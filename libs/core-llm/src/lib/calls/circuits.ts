import { epochMs, plusMs, type Clock, type Instant } from '@aicmo/core-kernel';

/** A circuit for each provider and model: after failures in a row nobody is asked for a while, then one may try. */
export interface Circuits {
  /** Null when one may ask; else when one may again. The first who comes after that may try alone. */
  restingUntil(key: string): Instant | null;
  succeeded(key: string): void;
  /** Only for what the other side, or the way to it, did wrong. */
  failed(key: string): void;
  /** Gives a try back that came to nothing either way. */
  undecided(key: string): void;
}

const failuresToOpen = 5;
const firstRestMs = 30_000;
const longestRestMs = 300_000;

interface Circuit {
  failures: number;
  restMs: number;
  until: Instant | null;
  isTrying: boolean;
}

/** Opens after five failures in a row, for 30 s, then twice as long each time a try fails, at most 5 minutes. */
export function createCircuits(clock: Clock): Circuits {
  const circuits = new Map<string, Circuit>();
  const of = (key: string): Circuit => {
    const circuit = circuits.get(key) ?? { failures: 0, restMs: firstRestMs, until: null, isTrying: false };
    circuits.set(key, circuit);
    return circuit;
  };
  return {
    restingUntil: (key) => {
      const circuit = of(key);
      if (circuit.until === null) return null;
      if (circuit.isTrying || epochMs(clock.now()) < epochMs(circuit.until)) return circuit.until;
      circuit.isTrying = true;
      return null;
    },
    succeeded: (key) => void circuits.delete(key),
    failed: (key) => {
      const circuit = of(key);
      circuit.failures += 1;
      if (circuit.until !== null && !circuit.isTrying) return;
      if (circuit.isTrying) circuit.restMs = Math.min(circuit.restMs * 2, longestRestMs);
      else if (circuit.failures < failuresToOpen) return;
      circuit.until = plusMs(clock.now(), circuit.restMs);
      circuit.isTrying = false;
    },
    undecided: (key) => {
      of(key).isTrying = false;
    },
  };
}
