import type { ServerResponse } from 'node:http';

/** A request as the server saw it. */
export interface SeenRequest {
  readonly path: string;
  readonly authorization: string | null;
  /** The bytes, as text. */
  readonly text: string;
  readonly body: Readonly<Record<string, unknown>>;
}

type Exchange = { readonly request: SeenRequest; readonly response: ServerResponse };

/** How the server answers one request. */
export type ModelReply = (exchange: Exchange) => void;

const json = (response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void => {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
};

const refused =
  (status: number, error: Readonly<Record<string, unknown>>, headers: Record<string, string> = {}): ModelReply =>
  ({ response }) =>
    json(response, status, { error: { type: 'error', param: null, ...error } }, headers);

const usage = { prompt_tokens: 120, completion_tokens: 30, total_tokens: 150 };

const completion = (
  request: SeenRequest,
  message: object,
  finish = 'stop',
  counted: object | null = usage,
): object => ({
  ...{ id: 'chatcmpl-1', object: 'chat.completion', created: 1, model: request.body['model'] },
  choices: [{ index: 0, message: { role: 'assistant', content: null, ...message }, finish_reason: finish }],
  ...(counted === null ? {} : { usage: counted }),
});

const chunk = (delta: object, finish: string | null = null): string =>
  `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', created: 1, model: 'm', choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;

function stream(response: ServerResponse, text: string): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  for (const word of text.match(/\S+\s*/g) ?? []) response.write(chunk({ content: word }));
  response.write(chunk({}, 'stop'));
  response.write(`data: ${JSON.stringify({ choices: [], usage })}\n\n`);
  response.end('data: [DONE]\n\n');
}

const says =
  (text: string, counted: object | null = usage): ModelReply =>
  ({ request, response }) =>
    request.body['stream'] === true
      ? stream(response, text)
      : json(response, 200, completion(request, { content: text }, 'stop', counted));

/** What a model service may do, well or badly. Each is what real servers were seen to do. */
export const modelReplies = {
  /** Says a text; as a stream when it is asked for one. */
  says,
  saysObject: (value: unknown): ModelReply => says(JSON.stringify(value)),
  /** Wants a tool used. */
  callsTool:
    (name: string, args: unknown): ModelReply =>
    ({ request, response }) =>
      json(
        response,
        200,
        completion(
          request,
          { tool_calls: [{ id: 'call_1', type: 'function', function: { name, arguments: JSON.stringify(args) } }] },
          'tool_calls',
        ),
      ),
  /** Vectors for the texts of the request, the last first, as services are free to do. */
  embeds:
    (lose = 0): ModelReply =>
    ({ request, response }) => {
      const input = Array.isArray(request.body['input']) ? request.body['input'] : [];
      const data = input.map((text, index) => ({
        object: 'embedding',
        index,
        embedding: [String(text).length, index],
      }));
      json(response, 200, {
        object: 'list',
        data: data.toReversed().slice(lose),
        usage: { prompt_tokens: 7, total_tokens: 7 },
      });
    },
  /** The models that there are. */
  models:
    (): ModelReply =>
    ({ response }) =>
      json(response, 200, {
        object: 'list',
        data: ['large-one', 'small-two', 'voice'].map((id) => ({ id, object: 'model' })),
      }),
  /** 401, and its text repeats the key that was sent. */
  keyRefused:
    (): ModelReply =>
    ({ request, response }) =>
      json(response, 401, {
        error: {
          message: `Incorrect API key provided: ${request.authorization?.slice(7) ?? ''}.`,
          code: 'invalid_api_key',
        },
      }),
  forbidden: (): ModelReply => refused(403, { message: 'Country not supported', code: 'unsupported_country' }),
  modelUnknown: (): ModelReply => refused(404, { message: 'The model does not exist', code: 'model_not_found' }),
  /** 404 with a page: the path /v1 is missing. */
  pathUnknown:
    (): ModelReply =>
    ({ response }) =>
      void response.writeHead(404, { 'content-type': 'text/html' }).end('<html>404</html>'),
  /** 429: too many requests; `headers` may say when to come back. */
  limited: (headers: Record<string, string> = {}): ModelReply =>
    refused(429, { message: 'Rate limit reached', code: 'rate_limit_exceeded' }, headers),
  noQuota: (): ModelReply => refused(429, { message: 'You exceeded your current quota', code: 'insufficient_quota' }),
  /** Any status with a message in the protocol's shape. */
  status: (status: number, message = 'Something', headers: Record<string, string> = {}): ModelReply =>
    refused(status, { message, code: null }, headers),
  loading: (): ModelReply => refused(503, { message: 'Loading model', code: null }),
  /** Turns structured output down, as servers do that do not know it. */
  noStructure: (): ModelReply => refused(400, { message: "Unknown parameter: 'response_format'", code: null }),
  redirect:
    (to: string): ModelReply =>
    ({ response }) =>
      void response.writeHead(307, { location: to }).end(),
  /** Cuts the connection without a word. */
  resets:
    (): ModelReply =>
    ({ response }) =>
      void response.socket?.resetAndDestroy(),
  /** Begins an answer, sends half of a chunk, and cuts the connection. */
  halfAChunk:
    (): ModelReply =>
    ({ request, response }) => {
      const isStream = request.body['stream'] === true;
      response.writeHead(200, { 'content-type': isStream ? 'text/event-stream' : 'application/json' });
      const half = isStream
        ? chunk({ content: 'Good ' }) + chunk({ content: 'morning' }).slice(0, 40)
        : '{"choices":[{"mes';
      response.write(half, () => response.socket?.destroy());
    },
  /** Takes the request and never answers. */
  hangs: (): ModelReply => () => undefined,
  /** Streams one word, and then nothing more, without an end. */
  stalls:
    (word = 'Good '): ModelReply =>
    ({ response }) =>
      void response.writeHead(200, { 'content-type': 'text/event-stream' }).write(chunk({ content: word })),
  /** Sends its answer a byte at a time and does not come to an end. */
  drips:
    (): ModelReply =>
    ({ response }) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{');
      const dripping = setInterval(() => response.write(' '), 5);
      response.on('close', () => clearInterval(dripping));
    },
  /** A whole answer whose JSON breaks off in the middle. */
  truncatedJson:
    (): ModelReply =>
    ({ request, response }) => {
      const text = JSON.stringify(completion(request, { content: 'Good morning.' }));
      response.writeHead(200, { 'content-type': 'application/json' }).end(text.slice(0, text.length / 2));
    },
  /** The model declines, in the field that the protocol has for it. */
  refuses:
    (): ModelReply =>
    ({ request, response }) =>
      json(response, 200, completion(request, { refusal: 'I cannot help with that.' })),
  filtered:
    (): ModelReply =>
    ({ request, response }) =>
      json(response, 200, completion(request, { content: 'I' }, 'content_filter')),
  /** Stops at the most that it may write. */
  tooLong:
    (): ModelReply =>
    ({ request, response }) =>
      json(response, 200, completion(request, { content: 'And so on and' }, 'length')),
  /** JSON in a fence, with politeness around it. */
  proseAround: (value: unknown): ModelReply =>
    says(
      `Sure! Here is what you asked for:\n\n\`\`\`json\n${JSON.stringify(value)}\n\`\`\`\n\nLet me know if {this} helps.`,
    ),
  emptyChoices:
    (): ModelReply =>
    ({ response }) =>
      json(response, 200, { choices: [] }),
  emptyObject:
    (): ModelReply =>
    ({ response }) =>
      json(response, 200, {}),
  /** Success, and a web page: what the network's sign-in page does. */
  webPage:
    (): ModelReply =>
    ({ response }) =>
      void response
        .writeHead(200, { 'content-type': 'text/html' })
        .end('<!doctype html><title>Sign in to the Wi-Fi</title>'),
  /** A reply of so many bytes. */
  enormous:
    (bytes: number): ModelReply =>
    ({ request, response }) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const [head, tail] = JSON.stringify(completion(request, { content: '@' })).split('@');
      response.write(head);
      for (let sent = 0; sent < bytes; sent += 65_536) response.write('x'.repeat(65_536));
      response.end(tail);
    },
  /** Answers well after so many milliseconds of real time: for benchmarks of many at once. */
  slowly:
    (text: string, milliseconds: number): ModelReply =>
    (exchange) =>
      void setTimeout(() => says(text)(exchange), milliseconds),
  /** Answers well, but only when so many are waiting: all of them at once. Ask a multiple of it, or the last ones wait for ever. */
  together: (text: string, count: number): ModelReply => {
    let waiting: Exchange[] = [];
    return (exchange) => {
      waiting.push(exchange);
      if (waiting.length < count) return;
      for (const one of waiting) says(text)(one);
      waiting = [];
    };
  },
} as const;
