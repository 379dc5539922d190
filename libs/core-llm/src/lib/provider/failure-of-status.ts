import { failure, momentAfter, type Failure } from './failure.ts';

/** What an answer that is no success says of itself, redacted. */
export interface RefusedAnswer {
  readonly status: number;
  /** The service's own code, such as `insufficient_quota`; null when it gave none. */
  readonly code: string | null;
  /** Its words, redacted and cut. */
  readonly said: string;
  /** False when the answer was not the protocol's (a web page, an empty body). */
  readonly isProtocol: boolean;
  readonly toldWaitMs: number | null;
  /** The service's own word on retrying (`x-should-retry`); null when it gave none. */
  readonly shouldRetry: boolean | null;
  readonly model: string;
  readonly nowMs: number;
}

const again = { retry: 'again', tryOther: true, countsAgainst: true } as const;

/** The failure that a status means. */
export function failureOfStatus(answer: RefusedAnswer): Failure {
  const found = judged(answer);
  if (answer.shouldRetry === null || found.error.code === 'llm-no-quota') return found;
  return { ...found, retry: answer.shouldRetry ? 'again' : 'never' };
}

function judged(answer: RefusedAnswer): Failure {
  const { status, model } = answer;
  const details = { status, providerCode: answer.code, said: answer.said };
  if (status >= 300 && status < 400) {
    return failure(
      'llm-redirect',
      'The model service sends to another address. Set OPENAI_BASE_URL to the one that answers itself.',
      {},
      { status },
    );
  }
  if (status === 401)
    return failure('llm-key-refused', 'The model service refused the key. Check OPENAI_API_KEY.', {}, { status });
  if (status === 403) {
    const message = `The model service does not allow this account to use ${model}: its region, or its permissions. Check the account page.`;
    return failure('llm-forbidden', message, { tryOther: true }, details);
  }
  if (status === 404) return notFoundFailure(answer, details);
  if (status === 408 || status === 409) {
    return failure('llm-busy', 'The model service gave up this request. Try again.', again, details);
  }
  if (status === 429) return limited(answer, details);
  if (status >= 500) return broken(answer, details);
  const message = `The model service does not take this request (${status}). It said: ${answer.said || 'nothing'}`;
  return failure('llm-request-refused', message, { tryOther: true }, details);
}

function notFoundFailure({ isProtocol, model }: RefusedAnswer, details: object): Failure {
  return isProtocol
    ? failure(
        'llm-model-unknown',
        `The model service does not know the model "${model}". Set AICMO_LLM_MODEL.`,
        { tryOther: true },
        details,
      )
    : failure(
        'llm-address-wrong',
        'At this address is no model service. Check OPENAI_BASE_URL: most servers want /v1 at its end.',
        {},
        details,
      );
}

function limited(answer: RefusedAnswer, details: object): Failure {
  if (answer.code === 'insufficient_quota' || /insufficient.quota|billing/i.test(answer.said)) {
    return failure(
      'llm-no-quota',
      'The account at the model service has no quota left. Add credit on its billing page.',
      {},
      details,
    );
  }
  const { toldWaitMs, nowMs } = answer;
  const when = toldWaitMs === null ? 'in a minute' : `in ${Math.ceil(toldWaitMs / 1000)} s`;
  return failure(
    'llm-limited',
    `The model service takes no more requests for now. Try again ${when}.`,
    { ...again, countsAgainst: false, toldWaitMs },
    { ...details, retryAt: momentAfter(nowMs, toldWaitMs) },
  );
}

function broken({ status, said, toldWaitMs }: RefusedAnswer, details: object): Failure {
  const traits = { ...again, toldWaitMs };
  return /loading/i.test(said)
    ? failure('llm-loading', 'The model server is still loading its model. Try again in a moment.', traits, details)
    : failure('llm-failed', `The model service failed (${status}). Try again; nothing is wrong here.`, traits, details);
}
