import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Ask, AskResult } from '@aicmo/core-effects';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { connectorKinds, connectorState } from './index.ts';
import type { ConnectorAnswer, LeadConnector } from './lead-connector.ts';

/** What the other side does with the next question. */
type Behaviour = (request: IncomingMessage, body: string, response: ServerResponse) => void;

const key = 'sk-very-secret-4711';
let behave: Behaviour = () => undefined;
const seen: { readonly url: string; readonly headers: IncomingMessage['headers']; readonly body: string }[] = [];
const server = createServer((request, response) => {
  let body = '';
  request.setEncoding('utf8').on('data', (text: string) => (body += text));
  request.on('end', () => {
    seen.push({ url: request.url ?? '', headers: request.headers, body });
    behave(request, body, response);
  });
});
let baseUrl = '';
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  baseUrl = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
});
afterAll(() => {
  server.closeAllConnections();
  return new Promise<void>((resolve) => server.close(() => resolve()));
});

/** A door that lets everything through and keeps what it was told. */
const settled: string[] = [];
const open = async (asked: Ask): Promise<AskResult> => ({
  ok: true,
  passage: {
    fetch: (input, init) => {
      const { host } = new URL(input instanceof Request ? input.url : input);
      if (host !== asked.destination) throw new Error('another host');
      return fetch(input, { ...init, redirect: 'manual' });
    },
    settle: async (outcome, reasons) => void settled.push([outcome, ...reasons].join(' ')),
  },
});
const held = async (): Promise<AskResult> => ({
  ok: false,
  refusals: [{ code: 'killed', text: 'Everything is held.', liftedBy: 'person' }],
});

const person = {
  ...{ leadId: 'l1', firstName: 'Maja', lastName: 'Lindqvist', email: 'maja@kurier.example', company: 'Kurier Nord' },
  ...{ companyDomain: 'kurier.example', linkedin: '' },
};
const ask = (connector: LeadConnector, signal?: AbortSignal): Promise<ConnectorAnswer<unknown>> =>
  connector.does === 'people' ? connector.match(person, signal) : connector.verify(person.leadId, person.email, signal);
const answering =
  (status: number, body = ''): Behaviour =>
  (_request, _body, response) =>
    void response.writeHead(status, { 'content-type': 'application/json' }).end(body);

describe.each(connectorKinds.map(({ setting, make, baseUrl: own }) => [setting, make, own] as const))(
  '%s',
  (_setting, make, own) => {
    const on = (timeoutMs = 2000): LeadConnector => make({ apiKey: key, baseUrl, ask: open, timeoutMs });

    test('is off without a key, and asks nobody', async () => {
      const off = make({ apiKey: '', baseUrl, ask: open, timeoutMs: 100 });
      const before = seen.length;
      expect(off.isOn).toBe(false);
      expect(await ask(off)).toMatchObject({ ok: false, failure: 'off' });
      expect(seen).toHaveLength(before);
      expect(connectorState(off).text).toContain(`set ${off.keyVariable}`);
    });

    test('goes to its own service over TLS unless it is told another place', () => {
      expect(own).toMatch(/^https:\/\/[a-z.]+$/);
    });

    test('asks nobody while the house is held, and says so', async () => {
      const before = seen.length;
      const stopped = make({ apiKey: key, baseUrl, ask: held, timeoutMs: 100 });
      expect(await ask(stopped)).toEqual({ ok: false, failure: 'held', why: 'Everything is held.' });
      expect(seen).toHaveLength(before);
    });

    test('sends its key in a header, never in the address or the text', async () => {
      behave = answering(500);
      await ask(on());
      const last = seen.at(-1);
      expect(JSON.stringify(last?.headers)).toContain(key);
      expect(`${last?.url}${last?.body}`).not.toContain(key);
    });

    test.each([
      [401, 'unauthorised'],
      [402, 'out-of-credit'],
      [429, 'too-many'],
      [500, 'down'],
      [503, 'down'],
      [302, 'unreadable'],
    ] as const)('has a state and a sentence of its own for status %d', async (status, failure) => {
      behave = answering(status, '{"error":"x"}');
      const answer = await ask(on());
      expect(answer).toMatchObject({ ok: false, failure, why: expect.stringMatching(/^[A-Z].*\.$/) });
      expect(settled.at(-1)).toMatch(/^FAILED ./);
    });

    test.each([
      ['no JSON', 'surely not json'],
      ['another JSON', '{"something":"else"}'],
      ['a list', '[]'],
      ['more than can be read', `"${'x'.repeat(1_100_000)}"`],
    ])('does not take %s for an answer', async (_what, body) => {
      behave = answering(200, body);
      expect(await ask(on())).toMatchObject({ ok: false, failure: 'unreadable' });
    });

    test('gives up on a service that does not answer in time, or not at all', async () => {
      behave = () => undefined;
      expect(await ask(on(50))).toMatchObject({ ok: false, failure: 'timed-out' });
      behave = (request) => request.socket.destroy();
      expect(await ask(on())).toMatchObject({ ok: false, failure: 'down' });
    });
  },
);

const connector = (setting: string): LeadConnector => {
  const kind = connectorKinds.find((each) => each.setting === setting);
  if (!kind) throw new Error('no such connector');
  return kind.make({ apiKey: key, baseUrl, ask: open, timeoutMs: 2000 });
};

describe('what the services say', () => {
  test.each([
    ['valid', 'VALID'],
    ['invalid', 'INVALID'],
    ['accept_all', 'RISKY'],
    ['webmail', 'RISKY'],
    ['disposable', 'RISKY'],
    ['unknown', 'UNKNOWN'],
    ['something_new', 'UNKNOWN'],
  ])('Hunter’s “%s” is %s', async (status, result) => {
    behave = answering(200, JSON.stringify({ data: { status, score: 80 } }));
    expect(await ask(connector('hunter'))).toMatchObject({ ok: true, value: { result } });
    expect(seen.at(-1)?.url).toBe('/v2/email-verifier?email=maja%40kurier.example');
  });

  test.each([202, 222, 451])('Hunter’s status %d is not known, never valid', async (status) => {
    behave = answering(status, '{}');
    expect(await ask(connector('hunter'))).toMatchObject({ ok: true, value: { result: 'UNKNOWN' } });
  });

  test('Apollo is asked with what is known, and gives what it knows', async () => {
    const organization = {
      ...{ name: 'Kurier Nord GmbH', primary_domain: 'kurier.example', industry: 'logistics' },
      ...{ estimated_num_employees: 120, annual_revenue: 5_000_000.5 },
    };
    const found = {
      title: 'Head of Operations ',
      linkedin_url: null,
      city: 'Hamburg',
      country: 'Germany',
      organization,
    };
    behave = answering(200, JSON.stringify({ person: found, more: 1 }));
    expect(await ask(connector('apollo'))).toEqual({
      ok: true,
      value: {
        ...{ title: 'Head of Operations', location: 'Hamburg', country: 'Germany', company: 'Kurier Nord GmbH' },
        ...{ companyDomain: 'kurier.example', industry: 'logistics', employeeCount: 120, revenueCents: 500_000_050 },
      },
    });
    expect(JSON.parse(seen.at(-1)?.body ?? '')).toEqual({
      ...{ first_name: 'Maja', last_name: 'Lindqvist', email: 'maja@kurier.example', domain: 'kurier.example' },
      ...{ organization_name: 'Kurier Nord', reveal_personal_emails: false },
    });
  });

  test('nobody whom Apollo knows is no failure', async () => {
    behave = answering(200, '{"person":null}');
    expect(await ask(connector('apollo'))).toEqual({ ok: true, value: undefined });
    behave = answering(404, '{"error":"none"}');
    expect(await ask(connector('apollo'))).toEqual({ ok: true, value: undefined });
  });
});
