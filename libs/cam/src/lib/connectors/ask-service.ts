import type { ConnectorFailed, ConnectorFailure, ConnectorParts } from './lead-connector.ts';

/** One question to a service. */
export interface ServiceQuestion {
  readonly method: 'GET' | 'POST';
  /** Begins with a slash. Never holds a key: addresses end up in logs. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: object;
  /** In one line, for the ledger. */
  readonly summary: string;
  readonly leadId: string;
}

/** What a service answered in the end. */
export interface ServiceReply {
  readonly status: number;
  /** Parsed JSON; null where there was no body. */
  readonly body: unknown;
}

/** The reply, or why there is none. */
export type ServiceAnswer = { readonly ok: true; readonly reply: ServiceReply } | ConnectorFailed;

const mostBytes = 1_000_000;

/** Asks a service through the door: one ledger row a question, at most the time given, 1 MB, no redirects. */
export async function askService(
  name: string,
  { apiKey, baseUrl, ask, timeoutMs }: ConnectorParts,
  question: ServiceQuestion,
  signal?: AbortSignal,
): Promise<ServiceAnswer> {
  if (apiKey === '') return failed('off', `${name} is off: it has no key.`);
  const body = question.body === undefined ? '' : JSON.stringify(question.body);
  const destination = new URL(baseUrl).host;
  const asked = await ask({ destination, summary: question.summary, body, subjectRef: question.leadId });
  if (!asked.ok) return failed('held', asked.refusals.map(({ text }) => text).join(' '));
  const { passage } = asked;
  const deadline = AbortSignal.timeout(timeoutMs);
  try {
    const response = await passage.fetch(`${baseUrl}${question.path}`, {
      method: question.method,
      headers: {
        accept: 'application/json',
        ...(body === '' ? {} : { 'content-type': 'application/json' }),
        ...question.headers,
      },
      ...(body === '' ? {} : { body }),
      signal: signal ? AbortSignal.any([signal, deadline]) : deadline,
    });
    const text = await boundedText(response);
    const answer = readReply(name, response.status, text);
    await passage.settle(answer.ok ? 'ANSWERED' : 'FAILED', answer.ok ? [] : [answer.why]);
    return answer;
  } catch {
    // Whatever a socket says may hold an address with a key; the kind of failure is enough.
    const answer = deadline.aborted
      ? failed('timed-out', `${name} did not answer within ${timeoutMs / 1000} seconds.`)
      : failed('down', `${name} cannot be reached.`);
    await passage.settle('FAILED', [answer.why]);
    return answer;
  }
}

const failed = (failure: ConnectorFailure, why: string) => ({ ok: false, failure, why }) as const;

function readReply(name: string, status: number, text: string | undefined): ServiceAnswer {
  if (status === 401 || status === 403) return failed('unauthorised', `${name} does not take the key. Check it.`);
  if (status === 402) return failed('out-of-credit', `${name} has no credit left. Add some there, or wait.`);
  if (status === 429) return failed('too-many', `${name} was asked too often. Wait a while and begin again.`);
  if (status >= 500) return failed('down', `${name} has trouble of its own (status ${status}). Try again later.`);
  if (status >= 300 && status < 400) return failed('unreadable', `${name} sent us elsewhere instead of answering.`);
  if (text === undefined) return failed('unreadable', `${name} answered with more than can be read.`);
  if (status === 204 || text === '') return { ok: true, reply: { status, body: null } };
  try {
    return { ok: true, reply: { status, body: JSON.parse(text) as unknown } };
  } catch {
    return failed('unreadable', `${name} answered with something that cannot be read.`);
  }
}

async function boundedText(response: Response): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > mostBytes) return undefined;
    chunks.push(chunk);
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}
