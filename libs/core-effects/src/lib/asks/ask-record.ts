import type { Instant } from '@aicmo/core-kernel';
import type { Database, Tx } from '@aicmo/core-db';
import type { CoreEffectsTables } from '../db/core-effects-tables.ts';
import { createAskStore, type AskStore } from './ask-store.ts';

/** What is known of a question to a language model before it leaves. */
export interface AskOpening {
  readonly id: string;
  /** What it belongs to: repairs and other models are asks of one question. */
  readonly questionId: string;
  readonly at: Instant;
  readonly provider: string;
  readonly model: string;
  readonly prompt: { readonly name: string; readonly version: number } | null;
  /** SHA-256 (hex) of each input, by its name. */
  readonly inputHashes: Readonly<Record<string, string>>;
  readonly by: string;
  readonly purpose: string;
  readonly clientId: string | null;
  /** The most that it can use up. Money in millionths of a US dollar, null where the price is not known. */
  readonly estimate: { readonly tokens: number; readonly microUsd: number | null };
  /** The words, only when its asker wants them kept. */
  readonly content: string | null;
}

/** What became of it. */
export interface AskClosing {
  readonly outcome: 'ANSWERED' | 'FAILED' | 'REFUSED' | 'CANCELLED';
  readonly code: string | null;
  readonly tokensIn: number;
  readonly tokensOut: number;
  readonly isEstimated: boolean;
  readonly microUsd: number | null;
  readonly latencyMs: number;
  readonly attempts: number;
  readonly content: string | null;
}

/** A question as the record gives it back; `closing` is null while it is under way, or after a crash. */
export interface RecordedAsk extends AskOpening {
  readonly closing: AskClosing | null;
}

/** What may be used up in one day; null is no limit. */
interface Limit {
  readonly tokens: number | null;
  readonly cents: number | null;
}

/** A budget that a question would exceed, with the figures. */
export interface AskExcess {
  readonly whose: 'day' | 'client';
  readonly unit: 'tokens' | 'microUsd';
  readonly limit: number;
  readonly used: number;
  readonly wanted: number;
}

/** Every question to a language model with its cost, and the day's budgets: what core-llm states as its record. */
export interface AskRecord {
  /** Writes it and holds its estimate back, in one commit; an excess writes it as REFUSED and holds nothing back. */
  open(ask: AskOpening, limits: { readonly perDay: Limit; readonly perClient: Limit }): Promise<AskExcess | null>;
  /** What it really used takes the place of its estimate. The first closing counts. */
  close(askId: string, closing: AskClosing): Promise<void>;
  /** Used up or held back on a day (`2026-11-22`, UTC), by the house or by one client. */
  used(day: string, clientId?: string): Promise<{ readonly tokens: number; readonly microUsd: number }>;
  /** Newest first. */
  list(limit?: number): Promise<readonly RecordedAsk[]>;
}

/** The record of one database. */
export function createAskRecord(db: Database): AskRecord {
  const store = createAskStore(db.handle<CoreEffectsTables>('core-effects'));
  return {
    used: (day, clientId = '') => store.used(day, clientId),
    list: (limit = 100) => store.list(limit),
    open: (ask, limits) =>
      db.transaction(async (tx) => {
        const excess = await reserve(store, ask, limits, tx);
        await store.insert(ask, excess === null ? null : refusedByBudget, tx);
        return excess;
      }),
    close: (askId, closing) =>
      db.transaction(async (tx) => {
        const ask = await store.close(askId, closing, tx);
        if (ask === undefined) return;
        const change = {
          tokens: closing.tokensIn + closing.tokensOut - ask.estimate.tokens,
          microUsd: (closing.microUsd ?? 0) - (ask.estimate.microUsd ?? 0),
        };
        for (const whose of payersOf(ask))
          await store.spend(dayOf(ask), whose, change, { tokens: null, cents: null }, tx);
      }),
  };
}

/** Takes the estimate from the day first, then from the client; what the day gave is given back when the client has none. */
async function reserve(
  store: AskStore,
  ask: AskOpening,
  { perDay, perClient }: Parameters<AskRecord['open']>[1],
  tx: Tx,
): Promise<AskExcess | null> {
  const [day, wanted] = [dayOf(ask), { tokens: ask.estimate.tokens, microUsd: ask.estimate.microUsd ?? 0 }];
  const take = async (whose: AskExcess['whose'], clientId: string, limit: Limit): Promise<AskExcess | null> => {
    // An unknown price cannot exceed a limit of money.
    const known = ask.estimate.microUsd === null ? { ...limit, cents: null } : limit;
    if (await store.spend(day, clientId, wanted, known, tx)) return null;
    return excessOf(whose, known, await store.used(day, clientId, tx), wanted);
  };
  const ofDay = await take('day', '', perDay);
  if (ofDay !== null || ask.clientId === null) return ofDay;
  const ofClient = await take('client', ask.clientId, perClient);
  if (ofClient !== null) {
    const back = { tokens: -wanted.tokens, microUsd: -wanted.microUsd };
    await store.spend(day, '', back, { tokens: null, cents: null }, tx);
  }
  return ofClient;
}

function excessOf(
  whose: AskExcess['whose'],
  { tokens, cents }: Limit,
  used: { readonly tokens: number; readonly microUsd: number },
  wanted: { readonly tokens: number; readonly microUsd: number },
): AskExcess {
  const isTokens = tokens !== null && used.tokens + wanted.tokens > tokens;
  const unit = isTokens ? 'tokens' : 'microUsd';
  return { whose, unit, limit: isTokens ? tokens : (cents ?? 0) * 10_000, used: used[unit], wanted: wanted[unit] };
}

const dayOf = ({ at }: Pick<AskOpening, 'at'>): string => at.slice(0, 10);

/** Whose budgets a question takes from: the house's, under no client's name, and its client's. */
const payersOf = ({ clientId }: Pick<AskOpening, 'clientId'>): readonly string[] =>
  clientId === null ? [''] : ['', clientId];

const refusedByBudget: AskClosing = {
  ...{ outcome: 'REFUSED', code: 'llm-budget', tokensIn: 0, tokensOut: 0, isEstimated: false },
  ...{ microUsd: 0, latencyMs: 0, attempts: 0, content: null },
};
