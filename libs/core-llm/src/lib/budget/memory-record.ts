import type { CallClosing, CallOpening, LlmRecord, Spend } from '../ports/llm-record.ts';
import { excessOf } from './budget-rules.ts';

/** A call as the record in memory keeps it; `closing` is null while it is under way. */
export interface RememberedCall {
  readonly opening: CallOpening;
  readonly closing: CallClosing | null;
}

/** A record that lasts as long as its process, for programs without a database and for specs. */
export function memoryLlmRecord(): LlmRecord & { readonly calls: () => readonly RememberedCall[] } {
  const calls = new Map<string, RememberedCall>();
  const sums = new Map<string, { tokens: number; microUsd: number }>();
  const keysOf = ({ at, clientId }: CallOpening): string[] => [
    at.slice(0, 10),
    ...(clientId === null ? [] : [`${at.slice(0, 10)} ${clientId}`]),
  ];
  const used = (key: string) => sums.get(key) ?? { tokens: 0, microUsd: 0 };
  const add = (call: CallOpening, { tokens, microUsd }: Spend, sign: 1 | -1): void => {
    for (const key of keysOf(call)) {
      const sum = used(key);
      sums.set(key, { tokens: sum.tokens + sign * tokens, microUsd: sum.microUsd + sign * (microUsd ?? 0) });
    }
  };
  return {
    calls: () => [...calls.values()],
    used: async (day, clientId) => used(clientId === undefined ? day : `${day} ${clientId}`),
    open: async (call, limits) => {
      const [day = '', client] = keysOf(call);
      const excess =
        excessOf('day', limits.perDay, used(day), call.estimate) ??
        (client === undefined ? null : excessOf('client', limits.perClient, used(client), call.estimate));
      if (excess === null) add(call, call.estimate, 1);
      calls.set(call.id, { opening: call, closing: excess === null ? null : refusedByBudget });
      return excess;
    },
    close: async (callId, closing) => {
      const call = calls.get(callId);
      if (call === undefined || call.closing !== null) return;
      add(call.opening, call.opening.estimate, -1);
      add(call.opening, { tokens: closing.tokensIn + closing.tokensOut, microUsd: closing.microUsd }, 1);
      calls.set(callId, { ...call, closing });
    },
  };
}

/** How a call stands in the record that its budget did not let out. */
const refusedByBudget: CallClosing = {
  ...{ outcome: 'REFUSED', code: 'llm-budget', tokensIn: 0, tokensOut: 0, isEstimated: false },
  ...{ microUsd: 0, latencyMs: 0, attempts: 0, content: null },
};
