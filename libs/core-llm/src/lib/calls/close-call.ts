import { epochMs, type Instant } from '@aicmo/core-kernel';
import type { EngineParts } from '../engine/parts.ts';
import { costOf, roughTokens } from '../budget/prices.ts';
import type { LlmPassage } from '../ports/llm-door.ts';
import type { CallClosing } from '../ports/llm-record.ts';
import type { Failure } from '../provider/failure.ts';
import type { Answered, Call } from './call.ts';
import { priceFor } from './open-call.ts';

/** What happened on the wire. */
export interface Course {
  readonly startedAt: Instant;
  readonly attempts: number;
  readonly passage: LlmPassage;
  /** A request of it was sent and may have been charged, without an answer that we could use. */
  readonly mayCost: boolean;
}

/** Closes the record and the ledger of a call that was answered. */
export async function closeAnswered<Reply>(
  parts: EngineParts,
  call: Call<Reply>,
  course: Course,
  { usage, written }: Answered<Reply>,
): Promise<CallClosing> {
  const count = usage ?? {
    ...{ input: roughTokens(JSON.stringify(call.body)), output: roughTokens(written) },
    ...{ cachedInput: 0, cacheWrites: 0 },
  };
  const closing: CallClosing = {
    ...{ outcome: 'ANSWERED', code: null, tokensIn: count.input, tokensOut: count.output, isEstimated: usage === null },
    ...{ microUsd: costOf(count, priceFor(call, parts)), latencyMs: tookMs(parts, course), attempts: course.attempts },
    content: call.keepContent ? written : null,
  };
  await settle(parts, call, course, closing, 'ANSWERED', []);
  return closing;
}

/**
 * Closes those of a call that failed. What the service may have charged all the same is counted at the input's
 * estimate, once, with what a stream had brought: better too much than a budget that does not hold.
 */
export async function closeFailed(
  parts: EngineParts,
  call: Call<unknown>,
  course: Course,
  { error }: Failure,
): Promise<void> {
  const { mayCost } = course;
  const input = mayCost ? roughTokens(JSON.stringify(call.body)) : 0;
  const output = mayCost ? roughTokens(call.written?.() ?? '') : 0;
  const closing: CallClosing = {
    outcome: error.code === 'llm-cancelled' ? 'CANCELLED' : 'FAILED',
    ...{ code: error.code, tokensIn: input, tokensOut: output, isEstimated: mayCost },
    microUsd: costOf({ input, cachedInput: 0, cacheWrites: 0, output }, priceFor(call, parts)),
    ...{ latencyMs: tookMs(parts, course), attempts: course.attempts, content: null },
  };
  await settle(parts, call, course, closing, 'FAILED', [error.message]);
}

/** Whether a service may charge for a request that failed like this. */
export const costsAnyway = ({ error, hasLeft }: Failure): boolean => hasLeft && !freeOfCharge.has(error.code);

/** Answers that no service charges for. */
const freeOfCharge: ReadonlySet<string> = new Set(
  [
    'key-refused',
    'forbidden',
    'model-unknown',
    'address-wrong',
    'redirect',
    'limited',
    'no-quota',
    'request-refused',
  ].map((code) => `llm-${code}`),
);

const tookMs = ({ clock }: EngineParts, { startedAt }: Course): number => epochMs(clock.now()) - epochMs(startedAt);

async function settle(
  { record }: EngineParts,
  { id }: Call<unknown>,
  { passage }: Course,
  closing: CallClosing,
  outcome: 'ANSWERED' | 'FAILED',
  reasons: readonly string[],
): Promise<void> {
  await passage.settle(outcome, reasons);
  await record.close(id, closing);
}
