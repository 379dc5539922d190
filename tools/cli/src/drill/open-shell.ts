import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import path from 'node:path';
import { internal } from '@aicmo/core-kernel';
import type { DrillPlace } from './drill-place.ts';

/** What the shell answered. */
export interface ShellAnswer {
  readonly status: number;
  readonly text: string;
}

/** Somebody at a browser, signed in at a shell that runs over the copy. */
export interface ShellVisitor {
  readonly port: number;
  /** Opens a page. */
  get(address: string, headers?: Readonly<Record<string, string>>): Promise<ShellAnswer>;
  /** Sends a form; its hidden fields are those of {@link formOf}. */
  post(address: string, fields: Readonly<Record<string, string>>): Promise<ShellAnswer>;
  /** Sends a form and closes the browser before there is an answer; resolves when the act has begun. */
  postAndLeave(address: string, fields: Readonly<Record<string, string>>): Promise<void>;
  /** Sends anything. */
  send(address: string, init: RequestInit): Promise<ShellAnswer>;
  /** The permit and the plan that stand in the page's form. */
  formOf(address: string): Promise<Readonly<Record<string, string>>>;
  /** The status of a request whose lines are typed by hand: fetch sends neither two Host headers nor none. */
  raw(lines: readonly string[]): Promise<number>;
  /** How many acts have begun, by the audit trail. */
  begun(): Promise<number>;
  /** Ends it as a supervisor does, and gives its exit status. */
  end(): Promise<number | null>;
}

/** The shell's access token in the rows that need one. */
export const shellToken = 'token-of-a-drill-0123456789abcdef';

/** Starts the real shell over the copy, and signs in with the address that it prints; ended after the row. */
export async function openShell(place: DrillPlace): Promise<ShellVisitor> {
  const { url, code, end } = await startShell(place);
  const { port } = new URL(url);
  const send = async (address: string, init: RequestInit): Promise<ShellAnswer> => {
    const answer = await fetch(url + address, { redirect: 'manual', ...init });
    return { status: answer.status, text: await answer.text() };
  };
  const entered = await fetch(`${url}/login`, {
    ...{ method: 'POST', redirect: 'manual', body: new URLSearchParams({ token: code }) },
  });
  const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? '';
  const get: ShellVisitor['get'] = (address, headers = {}) => send(address, { headers: { cookie, ...headers } });
  const begun = async (): Promise<number> => {
    const trail = path.join(place.home, `ops-shell/audit-${port}.jsonl`);
    return (await readFile(trail, 'utf8').catch(() => '')).match(/"phase":"begin"/gu)?.length ?? 0;
  };
  const headers = { cookie, origin: url, 'sec-fetch-site': 'same-origin' };
  return {
    ...{ begun, port: Number(port), get, send, end, raw: (lines) => rawStatus(Number(port), lines) },
    post: (address, fields) =>
      send(address, {
        ...{ method: 'POST', body: new URLSearchParams(fields), headers },
      }),
    formOf: async (address) => {
      const { text } = await get(address);
      const fields = text.matchAll(/name="(permit|plan)"\s+value="([^"]*)"/gu);
      return Object.fromEntries([...fields].map(([, name = '', value = '']) => [name, value]));
    },
    postAndLeave: async (address, fields) => {
      const browser = new AbortController();
      const { signal } = browser;
      const sent = send(address, { method: 'POST', body: new URLSearchParams(fields), headers, signal });
      while ((await begun()) === 0) await new Promise((resolve) => setTimeout(resolve, 20));
      browser.abort();
      await sent.catch(() => undefined); // it was closed
    },
  };
}

async function startShell(place: DrillPlace) {
  const child = spawn(process.execPath, [path.join(place.repository, 'apps/ops-shell/boot.mjs')], {
    env: { PATH: process.env['PATH'], AICMO_OPS_PORT: '0', AICMO_OPERATOR_PORT: '39481', ...place.settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const end = (signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> => {
    child.kill(signal);
    return ended;
  };
  place.undo(() => end('SIGKILL'));
  let said = '';
  const token = place.settings['AICMO_ACCESS_TOKEN'];
  // Who has a token of their own is given no address that works once.
  const ready = token === undefined ? /(http:\/\/127\.0\.0\.1:\d+)[^]*#code=([\w-]+)/u : /(http:\/\/127\.0\.0\.1:\d+)/u;
  const [, url = '', code = token ?? ''] = await new Promise<readonly (string | undefined)[]>((resolve, reject) => {
    const listen = (chunk: Buffer): void => {
      const found = ready.exec((said += chunk.toString()));
      if (found !== null) resolve(found);
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    void ended.then(() => reject(internal({ code: 'drill-shell', message: `The shell ended: ${said.slice(0, 300)}` })));
  });
  return { url, code, end: () => end() };
}

const rawStatus = (port: number, lines: readonly string[]): Promise<number> =>
  new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => socket.write([...lines, 'Connection: close', '', ''].join('\r\n')));
    socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
    socket.on('close', () => resolve(Number(/^HTTP\/1\.1 (\d{3})/u.exec(answer)?.[1])));
    socket.on('error', reject);
  });
