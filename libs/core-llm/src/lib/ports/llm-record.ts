import type { Instant } from '@aicmo/core-kernel';
import type { BudgetLimits } from '../gate/llm-settings.ts';

/** Tokens and money: used up, or about to be. */
export interface Spend {
  readonly tokens: number;
  /** Millionths of a US dollar; null where the price is not known. */
  readonly microUsd: number | null;
}

/** What the record knows of a call before it leaves. */
export interface CallOpening {
  readonly id: string;
  /** The question that it belongs to: repairs and other models are calls of one question. */
  readonly questionId: string;
  readonly at: Instant;
  /** The host that is asked. */
  readonly provider: string;
  readonly model: string;
  /** Null for embeddings, which have no prompt. */
  readonly prompt: { readonly name: string; readonly version: number } | null;
  /** SHA-256 (hex) of each input, by its name. */
  readonly inputHashes: Readonly<Record<string, string>>;
  /** Who asked. */
  readonly by: string;
  /** What for. */
  readonly purpose: string;
  readonly clientId: string | null;
  /** The most that it can use up: held back from the budgets until it is closed. */
  readonly estimate: Spend;
  /** The request, only when its asker wants it kept. */
  readonly content: string | null;
}

/** What became of a call. */
export interface CallClosing {
  /** REFUSED never left; CANCELLED was given up by its asker. */
  readonly outcome: 'ANSWERED' | 'FAILED' | 'REFUSED' | 'CANCELLED';
  /** Why not ANSWERED: an error's code; null otherwise. */
  readonly code: string | null;
  readonly tokensIn: number;
  readonly tokensOut: number;
  /** The service did not count, so we did, roughly. */
  readonly isEstimated: boolean;
  /** Null where the price is not known. */
  readonly microUsd: number | null;
  readonly latencyMs: number;
  /** Requests on the wire, retries included. */
  readonly attempts: number;
  readonly content: string | null;
}

/** A budget that a call would exceed, with the figures. */
export interface BudgetExcess {
  readonly whose: 'day' | 'client';
  readonly unit: 'tokens' | 'microUsd';
  readonly limit: number;
  readonly used: number;
  readonly wanted: number;
}

/** Where every call stands with its cost, and where the day's budgets are kept; the workspace plugs in the database. */
export interface LlmRecord {
  /**
   * Writes the call and holds its estimate back from the budgets, in one commit. An excess writes the call as REFUSED
   * (code `llm-budget`) and holds nothing back.
   */
  open(call: CallOpening, limits: BudgetLimits): Promise<BudgetExcess | null>;
  /** Closes a call: what it really used takes the place of its estimate. Of a call closed twice the first counts. */
  close(callId: string, closing: CallClosing): Promise<void>;
  /** Used up or held back on a day (`2026-11-22`, UTC): by the house, or by one client. Money without a known price is not in it. */
  used(day: string, clientId?: string): Promise<{ readonly tokens: number; readonly microUsd: number }>;
}
