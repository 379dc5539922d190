import { epochMs } from '@aicmo/core-kernel';
import OpenAI from 'openai';
import type { EngineParts } from '../engine/parts.ts';
import { settingsNotes } from '../gate/settings-notes.ts';
import type { LlmPassage } from '../ports/llm-door.ts';
import { boundedFetch } from '../provider/bounded-fetch.ts';
import { failureOfError } from '../provider/failure-of-error.ts';
import { failure, type Failure } from '../provider/failure.ts';
import { isFailure, type Answered, type Call, type Exchanged } from './call.ts';
import { closeAnswered, closeFailed, costsAnyway } from './close-call.ts';
import { hostOf, openCall } from './open-call.ts';
import { mostAttempts, waitBeforeRetryMs } from './retry-rules.ts';

/**
 * Makes one call: waits for room, asks the budgets and the door, sends, sends again where that helps, and closes the
 * record and the ledger, whatever happens. Never throws for what a service or a network does.
 */
export async function exchange<Reply>(parts: EngineParts, call: Call<Reply>): Promise<Exchanged<Reply>> {
  const unusable = settingsNotes(call.settings, parts.variables).find(({ isFault }) => isFault);
  if (unusable) return { ok: false, failure: failure(unusable.code, unusable.text) };
  const circuit = `${call.settings.baseUrl} ${call.model}`;
  const until = parts.circuits.restingUntil(circuit);
  if (until !== null) return { ok: false, failure: resting(call.model, epochMs(until) - epochMs(parts.clock.now())) };
  const outcome = await attempt(parts, call).catch((error: unknown) => {
    parts.circuits.undecided(circuit); // our own database failed, or a bug: no word about the other side
    throw error;
  });
  if (outcome.ok) parts.circuits.succeeded(circuit);
  else if (outcome.failure.countsAgainst) parts.circuits.failed(circuit);
  else parts.circuits.undecided(circuit);
  return outcome;
}

const resting = (model: string, forMs: number): Failure =>
  failure(
    'llm-resting',
    `${model} failed several times in a row, so nobody asks it for ${Math.max(1, Math.ceil(forMs / 1000))} s more.`,
    { tryOther: true, hasLeft: false },
  );

/** Sends until it is answered or until another try would not help. The room on the wire is given back while it waits. */
async function attempt<Reply>(parts: EngineParts, call: Call<Reply>): Promise<Exchanged<Reply>> {
  const startedAt = parts.clock.now();
  let passage: LlmPassage | undefined;
  let mayCost = false;
  for (let attempts = 1; ; attempts += 1) {
    const sent = await inRoom(parts, call, async () => {
      const opened = passage ?? (await openCall(parts, call));
      if (isFailure(opened)) return opened;
      passage = opened;
      return sendOnce(parts, call, passage);
    });
    if (passage === undefined) return { ok: false, failure: isFailure(sent) ? sent : overOf(call) };
    if (isFailure(sent)) mayCost ||= costsAnyway(sent);
    const course = { startedAt, attempts, passage, mayCost };
    if (!isFailure(sent)) {
      const closing = await closeAnswered(parts, call, course, sent);
      return { ok: true, callId: call.id, reply: sent.reply, closing };
    }
    const waitMs = waitFor(sent, call, attempts);
    if (waitMs === null) {
      await closeFailed(parts, call, course, sent);
      return { ok: false, failure: sent };
    }
    await parts.timers.wait(waitMs, call.deadline.signal);
  }
}

async function inRoom<T extends object>(
  { slots }: EngineParts,
  call: Call<unknown>,
  work: () => Promise<T | Failure>,
): Promise<T | Failure> {
  try {
    return await slots.run(call.deadline.signal, work);
  } catch (error) {
    if (call.deadline.over() !== null) return overOf(call);
    throw error;
  }
}

async function sendOnce<Reply>(
  parts: EngineParts,
  call: Call<Reply>,
  passage: LlmPassage,
): Promise<Answered<Reply> | Failure> {
  if (call.deadline.over() !== null) return overOf(call);
  const client = clientFor(parts, call, passage);
  try {
    const sent = await call.send(client, call.deadline.signal);
    if (call.deadline.over() !== null) return overOf(call);
    return isFailure(sent) && sent.error.code === 'llm-model-unknown' ? await withModels(sent, client, call) : sent;
  } catch (error) {
    if (call.deadline.over() !== null) return overOf(call);
    const found = failureOfError(error, {
      ...{ apiKey: call.apiKey, host: hostOf(call), model: call.model, clock: parts.clock },
    });
    return found.error.code === 'llm-model-unknown' ? withModels(found, client, call) : found;
  }
}

/** The package, with its own retries off: ours know the budget, the deadline and a quota that is used up. */
const clientFor = (parts: EngineParts, { apiKey, settings }: Call<unknown>, passage: LlmPassage): OpenAI =>
  new OpenAI({
    ...{ apiKey, adminAPIKey: null, baseURL: settings.baseUrl, maxRetries: 0, logLevel: 'off' },
    fetch: boundedFetch(passage.fetch, parts.mostReplyBytes),
  });

/** The time is over, or the asker has given up. */
function overOf({ deadline, model }: Call<unknown>): Failure {
  return deadline.over() === 'asker'
    ? failure('llm-cancelled', 'The request to the model was given up.')
    : failure(
        'llm-timeout',
        `${model} did not answer within ${deadline.totalMs / 1000} s. Try again, or ask for less.`,
        { countsAgainst: true },
      );
}

/** How long to wait before the next try; null when there is none: it would not help, or there is no time left for it. */
function waitFor({ retry, toldWaitMs }: Failure, { deadline, id }: Call<unknown>, attempts: number): number | null {
  const most = { never: 1, once: 2, again: mostAttempts }[retry];
  if (attempts >= most) return null;
  const waitMs = waitBeforeRetryMs(id, attempts, toldWaitMs);
  return waitMs < deadline.leftMs() ? waitMs : null;
}

/** Names the models that the service does have, those with the likest names first. */
async function withModels(found: Failure, client: OpenAI, { model, deadline }: Call<unknown>): Promise<Failure> {
  const known = await knownModels(client, deadline.signal);
  if (known.length === 0) return found;
  const nearest = known.toSorted((one, other) => likeness(other, model) - likeness(one, model)).slice(0, 3);
  return failure(
    found.error.code,
    `The model service does not know the model "${model}". It has ${nearest.join(', ')}: set AICMO_LLM_MODEL to one of them.`,
    found,
    { ...found.error.details, nearest },
  );
}

async function knownModels(client: OpenAI, signal: AbortSignal): Promise<readonly string[]> {
  try {
    const { data } = await client.models.list({ signal });
    return Array.isArray(data) ? data.map(({ id }) => String(id)).filter((id) => id.length < 100) : [];
  } catch {
    return []; // the failure is told without them
  }
}

/** How many parts of a name two models share: gpt-5-mini and gpt-6-mini share two. */
function likeness(one: string, other: string): number {
  const parts = new Set(one.toLowerCase().split(/[^a-z0-9]+/));
  return other
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((part) => parts.has(part)).length;
}
