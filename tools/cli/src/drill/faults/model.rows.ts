import { plantedSecret } from '../ask-doctor.ts';
import type { DrillPlace } from '../drill-place.ts';
import type { DrillRow, MadeRow } from '../drill-row.ts';
import { webServer } from './scripts.ts';

const spec = 'libs/core-llm/src/lib/llm-faults.spec.ts';
const key = `sk-${plantedSecret}`;

/** Switches the model off: what the remedy says where nobody can cure a stranger's service. */
const switchOff = (place: DrillPlace): void => void (place.settings['AICMO_USE_LLM'] = '0');

const gateRow = (id: string, fault: string, code: string, settings: Readonly<Record<string, string>>): MadeRow => ({
  ...{ id, fault, check: 'core-llm-gate', verdict: 'fail', code },
  make: (place) => void Object.assign(place.settings, settings),
  cure: (place) => void Object.assign(place.settings, { OPENAI_API_KEY: key, OPENAI_BASE_URL: 'https://h.example/v1' }),
});

/** It works all the same, and a sentence says what to correct. */
const noteRow = (id: string, fault: string, says: RegExp, settings: Readonly<Record<string, string>>): MadeRow => ({
  ...gateRow(id, fault, '', settings),
  ...{ verdict: 'pass', code: null, says, cure: 'passes' },
});

const good = JSON.stringify({
  ...{ id: 'c', object: 'chat.completion', created: 1, model: 'm' },
  choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: 'Yes.' } }],
  usage: { prompt_tokens: 5, completion_tokens: 2, total_tokens: 7 },
});

async function serve(place: DrillPlace, status: number, body: string, kind = 'application/json'): Promise<void> {
  const { said } = await place.other(webServer, String(status), kind, body);
  Object.assign(place.settings, { OPENAI_API_KEY: key, OPENAI_BASE_URL: `http://127.0.0.1:${said}/v1` });
}

/** A service that answers the one short question so; the cure is a service that answers well. */
const answerRow = (
  id: string,
  fault: string,
  found: readonly ['fail' | 'unknown', string],
  [status, body, kind]: readonly [status: number, body: string, kind?: string],
): MadeRow => ({
  ...{ id, fault, check: 'core-llm-answers', words: ['--ask-model'], verdict: found[0], code: found[1] },
  make: (place) => serve(place, status, body, kind),
  cure: (place) => serve(place, 200, good),
});

const problem = (message: string, code: string, type = 'invalid_request_error'): string =>
  JSON.stringify({ error: { message, type, param: null, code } });

const gate: readonly DrillRow[] = [
  {
    ...{
      id: 'F1',
      fault: 'no key is set',
      check: 'core-llm-gate',
      verdict: 'skipped',
      code: 'llm-off',
      cure: 'passes',
    },
    make: () => undefined,
  },
  { ...gateRow('F2', 'the key is blank', 'llm-key-blank', { OPENAI_API_KEY: '  ' }), isShort: true, cure: 'typed' },
  noteRow('F3', 'the key has a line break at its end', /blank space around it/u, { OPENAI_API_KEY: `${key}\n` }),
  gateRow('F4', 'the key has a quotation mark of a text program', 'llm-key-unusable', { OPENAI_API_KEY: `“${key}”` }),
];

const refusals: readonly DrillRow[] = [
  answerRow('F5', 'the key was revoked', ['fail', 'llm-key-refused'], [401, problem('No.', 'invalid_api_key')]),
  answerRow(...(['F6', 'the service repeats the key in its words', ['fail', 'llm-key-refused']] as const), [
    401,
    problem('Incorrect API key provided: {authorization}', 'invalid_api_key'),
  ]),
  answerRow('F7', 'this region is not served', ['fail', 'llm-forbidden'], [403, problem('No.', 'unsupported_country')]),
  answerRow('F8', 'there is no such model', ['fail', 'llm-model-unknown'], [404, problem('No.', 'model_not_found')]),
  answerRow('F9', 'too many requests', ['unknown', 'llm-limited'], [429, problem('Slow.', 'rate_limit_exceeded')]),
  answerRow(...(['F10', 'the account has no quota', ['fail', 'llm-no-quota']] as const), [
    429,
    problem('No.', 'insufficient_quota', 'insufficient_quota'),
  ]),
  answerRow('F11', 'the service fails', ['unknown', 'llm-failed'], [500, problem('Oh.', 'server_error')]),
  answerRow(
    'F12',
    'a local server is loading its model',
    ['unknown', 'llm-loading'],
    [503, problem('Loading model', 'unavailable_error')],
  ),
  answerRow('F13', 'the service never answers', ['unknown', 'llm-timeout'], [0, '']),
  {
    ...answerRow('F14', 'nothing listens at the address', ['fail', 'llm-unreachable'], [200, '']),
    make: (place) =>
      void Object.assign(place.settings, { OPENAI_API_KEY: key, OPENAI_BASE_URL: 'http://127.0.0.1:1/v1' }),
  },
];

const shapes: readonly DrillRow[] = [
  answerRow(...(['F15', 'the sign-in page of a network answers', ['fail', 'llm-web-page']] as const), [
    200,
    '<!doctype html><title>Sign in</title>',
    'text/html',
  ]),
  answerRow('F16', 'an empty object answers', ['fail', 'llm-empty-reply'], [200, '{}']),
  answerRow('F17', 'the answer is cut off', ['unknown', 'llm-cut-off'], [200, good.slice(0, 60)]),
  { id: 'F18', fault: 'prose comes instead of JSON', shownBy: spec },
  noteRow('F19', 'the address has no path', /has no path/u, {
    ...{ OPENAI_API_KEY: key, OPENAI_BASE_URL: 'https://h.example' },
  }),
  {
    ...answerRow('F20', 'the package of the client is missing', ['fail', 'llm-not-installed'], [200, good]),
    make: async (place) => {
      await serve(place, 200, good);
      await (await place.house()).replacePackage('openai', undefined);
    },
    cure: switchOff,
  },
  {
    ...answerRow('F21', 'the budget of the day does not allow a question', ['fail', 'llm-budget'], [200, good]),
    make: async (place) => {
      place.settings['AICMO_LLM_DAY_TOKENS'] = '10';
      await serve(place, 200, good);
    },
    cure: (place) => void delete place.settings['AICMO_LLM_DAY_TOKENS'], // a higher one
  },
];

/** F: the language model. */
export const modelRows: readonly DrillRow[] = [...gate, ...refusals, ...shapes];
