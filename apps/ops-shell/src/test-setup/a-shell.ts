import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { systemClock } from '@aicmo/core-kernel';
import { createLog, createRedactor, type HttpServer } from '@aicmo/core-server';
import { requestApp } from '@aicmo/core-server/testing';
import { readEnv, repositoryFolder } from '../api/env.ts';
import { openOpsShell, type OpsShellDeps } from '../api/server.ts';
import { wholeHouse } from '../checkup/whole-house.ts';

/** The token of every shell that a spec opens. */
export const startToken = 'start-token-of-a-spec-0123456789abcdef';

/** What looks at the working copy itself, which is in the middle of a change when its author runs this. */
const slow: readonly string[] = ['core-db-driver', 'machine-lock', 'machine-secrets', 'operator-build'];

/** A shell over a house of its own, without its port. */
export interface TestShell {
  readonly home: string;
  readonly shell: HttpServer;
  readonly log: OpsShellDeps['log'];
  /** Everything that was written to the log. */
  readonly lines: readonly string[];
  close(): Promise<void>;
}

/** Opens it. Without the imports of all libraries and the look at the working copy, which have specs of their own and take long. */
export async function aShell(
  variables: Readonly<Record<string, string>> = {},
  more: Partial<OpsShellDeps> = {},
): Promise<TestShell> {
  const home = await mkdtemp(path.join(tmpdir(), 'aicmo-ops-'));
  const env = readEnv({ PATH: process.env['PATH'], AICMO_HOME: home, ...variables });
  const lines: string[] = [];
  const log = createLog({
    clock: systemClock,
    level: 'debug',
    secrets: env.secrets,
    write: (line) => void lines.push(line),
  });
  const { text: redact } = createRedactor(env.secrets);
  const look = { clock: systemClock, repositoryFolder, variables: env.forChecks, redact };
  const checkup = wholeHouse(look, (id) => id.endsWith('-import') || slow.includes(id));
  const opened = await openOpsShell({ env, log, clock: systemClock, checkup, startToken, ...more });
  const close = async () => {
    await opened.stop();
    await rm(home, { recursive: true, force: true });
  };
  return { home, shell: opened.server, log, lines, close };
}

/** The words of a page. */
export const wordsOf = (page: string): string => page.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');

/** Somebody at a browser: keeps the cookie, and sends the forms that stand on the pages. */
export interface Visitor {
  get(address: string): Promise<Response>;
  read(address: string): Promise<string>;
  signIn(): Promise<void>;
  /** What a form of a page would send now. */
  formOf(page: string, action: string): Promise<URLSearchParams>;
  post(action: string, form: URLSearchParams): Promise<Response>;
  /** Opens the page and sends its form with these fields. */
  submit(page: string, action: string, fields?: Readonly<Record<string, string>>): Promise<Response>;
}

/** A visitor of a shell; `signIn` uses an address that works once, as a start prints it. */
export function aVisitor(shell: HttpServer): Visitor {
  let cookie = '';
  const origin = `http://127.0.0.1:${String(shell.address.port)}`;
  const ask = async (address: string, init: RequestInit = {}) => {
    const answer = await requestApp(shell, address, {
      ...init,
      headers: { ...(cookie === '' ? {} : { cookie }), ...init.headers },
    });
    cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? cookie;
    return answer;
  };
  const post = (action: string, form: URLSearchParams) =>
    ask(action, {
      method: 'POST',
      body: form.toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin, 'sec-fetch-site': 'same-origin' },
    });
  const formOf = async (page: string, action: string) => fieldsOf(await (await ask(page)).text(), action);
  return {
    get: ask,
    read: async (address) => wordsOf(await (await ask(address)).text()),
    signIn: async () => {
      await post('/login', new URLSearchParams({ token: shell.issueEntryCode() ?? '' }));
    },
    formOf,
    post,
    submit: async (page, action, fields = {}) => {
      const form = await formOf(page, action);
      for (const [name, value] of Object.entries(fields)) form.set(name, value);
      return post(action, form);
    },
  };
}

function fieldsOf(page: string, action: string): URLSearchParams {
  const form = page.split('<form').find((part) => part.includes(`action="${action}"`)) ?? '';
  const found = new URLSearchParams();
  const fields = (form.split('</form>')[0] ?? '').matchAll(/name="(permit|plan)"\s+value="([^"]*)"/g);
  for (const [, name = '', value = ''] of fields) found.set(name, value);
  return found;
}
