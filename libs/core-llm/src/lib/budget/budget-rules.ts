import type { BudgetLimit } from '../gate/llm-settings.ts';
import type { BudgetExcess, Spend } from '../ports/llm-record.ts';

/** Cents to millionths of a dollar. */
const microUsdPerCent = 10_000;

/** The first budget that a call would exceed; null when it fits. An unknown price cannot exceed a limit of money. */
export function excessOf(
  whose: BudgetExcess['whose'],
  limit: BudgetLimit,
  used: { readonly tokens: number; readonly microUsd: number },
  wanted: Spend,
): BudgetExcess | null {
  if (limit.tokens !== null && used.tokens + wanted.tokens > limit.tokens) {
    return { whose, unit: 'tokens', limit: limit.tokens, used: used.tokens, wanted: wanted.tokens };
  }
  const most = limit.cents === null ? null : limit.cents * microUsdPerCent;
  if (most !== null && wanted.microUsd !== null && used.microUsd + wanted.microUsd > most) {
    return { whose, unit: 'microUsd', limit: most, used: used.microUsd, wanted: wanted.microUsd };
  }
  return null;
}

/** An excess for a person: how much there is, how much is gone, and what the call would take at most. */
export function excessInWords({ whose, unit, limit, used, wanted }: BudgetExcess): string {
  const figure = unit === 'tokens' ? inTokens : inDollars;
  const budget = whose === 'day' ? "Today's budget for the language model" : "This client's budget of today";
  const variable = variables[whose][unit];
  return `${budget} is ${figure(limit)}; ${figure(used)} are used or reserved, and this request could take ${figure(wanted)} more. It is free again at midnight UTC; to raise it, set ${variable} and start again.`;
}

const variables = {
  day: { tokens: 'AICMO_LLM_DAY_TOKENS', microUsd: 'AICMO_LLM_DAY_CENTS' },
  client: { tokens: 'AICMO_LLM_CLIENT_TOKENS', microUsd: 'AICMO_LLM_CLIENT_CENTS' },
} as const;

const inTokens = (tokens: number): string => `${tokens.toLocaleString('en')} tokens`;

/** Dollars with the digits that tell something: a cent's fractions only below a cent. */
export const inDollars = (microUsd: number): string =>
  `$${(microUsd / 1e6).toFixed(microUsd !== 0 && Math.abs(microUsd) < 10_000 ? 4 : 2)}`;
