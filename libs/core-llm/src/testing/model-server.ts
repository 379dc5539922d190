import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { modelReplies, type ModelReply, type SeenRequest } from './model-replies.ts';

/** A real HTTP server on this machine that speaks the protocol of model services, as well or as badly as it is told. */
export interface ModelServer {
  /** `http://127.0.0.1:<port>/v1`, for OPENAI_BASE_URL. */
  readonly baseUrl: string;
  /** What the gate needs to use it. */
  readonly variables: Readonly<Record<'OPENAI_API_KEY' | 'OPENAI_BASE_URL' | 'AICMO_LLM_MODEL', string>>;
  /** Answers the next requests like this, one each; after them every request gets the usual answer. */
  next(...replies: readonly ModelReply[]): void;
  /** Answers every request like this from now on, when none of `next` is left. */
  always(reply: ModelReply): void;
  /** Everything that was asked, in order, the list of models apart. */
  readonly requests: readonly SeenRequest[];
  /** Resolves when so many requests have come. */
  seen(count: number): Promise<void>;
  /** Resolves when a request's connection has been closed by the one who asked. */
  readonly left: Promise<void>;
  /** The most that were open at once. */
  readonly mostAtOnce: () => number;
  close(): Promise<void>;
}

/** Starts a model server; by default it says "Good morning." to everything. Close it, or the spec does not end. */
export async function aModelServer(): Promise<ModelServer> {
  const requests: SeenRequest[] = [];
  const queue: ModelReply[] = [];
  let usual = modelReplies.says('Good morning.');
  let [open, most] = [0, 0];
  const waiting: { readonly count: number; readonly done: () => void }[] = [];
  let noteLeft = (): void => undefined;
  const left = new Promise<void>((done) => (noteLeft = done));
  const answer = (request: SeenRequest, response: ServerResponse): void => {
    if (request.path.endsWith('/models')) return modelReplies.models()({ request, response });
    requests.push(request);
    for (const { count, done } of waiting) if (requests.length >= count) done();
    (queue.shift() ?? usual)({ request, response });
  };
  const server = createServer((incoming, response) => {
    open += 1;
    most = Math.max(most, open);
    response.on('close', () => {
      open -= 1;
      if (!response.writableFinished) noteLeft();
    });
    void readRequest(incoming).then((request) => answer(request, response));
  });
  const baseUrl = `http://127.0.0.1:${await listen(server)}/v1`;
  return {
    ...{ baseUrl, requests, left, variables: variablesFor(baseUrl) },
    next: (...replies) => void queue.push(...replies),
    always: (reply) => {
      usual = reply;
    },
    seen: (count) =>
      new Promise((done) => {
        if (requests.length >= count) done();
        else waiting.push({ count, done });
      }),
    mostAtOnce: () => most,
    close: () => stop(server),
  };
}

async function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
}

const variablesFor = (baseUrl: string): ModelServer['variables'] => ({
  OPENAI_API_KEY: 'sk-spec-4711-not-a-real-key',
  OPENAI_BASE_URL: baseUrl,
  AICMO_LLM_MODEL: 'small-one',
});

async function listen(server: Server): Promise<number> {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

async function readRequest(incoming: IncomingMessage): Promise<SeenRequest> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Uint8Array); // a request without an encoding gives bytes
  const text = Buffer.concat(chunks).toString('utf8');
  return {
    path: incoming.url ?? '',
    authorization: incoming.headers.authorization ?? null,
    text,
    body: text === '' ? {} : (JSON.parse(text) as SeenRequest['body']), // the package writes objects
  };
}
