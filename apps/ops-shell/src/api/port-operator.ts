import { get } from 'node:http';
import * as z from 'zod/mini';

/** What answers where the operator should be. */
export type OperatorAnswer =
  | { readonly state: 'operator'; readonly marker: string }
  | { readonly state: 'nobody' }
  | { readonly state: 'locked' }
  | { readonly state: 'stranger' | 'silent'; readonly detail: string };

const status = z.object({ build: z.object({ marker: z.string().check(z.startsWith('AICMO_OPERATOR_')) }) });
const mostBytes = 100_000;

/** Asks this machine's own operator port, and nothing else: at most 2 s and 100 kB, and any program may be behind it. */
export function askOperator(port: number, accessToken: string | undefined): Promise<OperatorAnswer> {
  const headers = accessToken === undefined ? {} : { authorization: `Bearer ${accessToken}` };
  return new Promise((resolve) => {
    const request = get(
      { host: '127.0.0.1', port, path: '/api/house/status', headers, signal: AbortSignal.timeout(2000) },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => {
          text += chunk;
          if (text.length > mostBytes) request.destroy();
        });
        response.on('error', () => resolve({ state: 'stranger', detail: 'It broke off.' }));
        response.on('close', () => {
          resolve(judge(response.statusCode ?? 0, text));
        });
      },
    );
    request.on('error', (error: NodeJS.ErrnoException) => {
      const silent = error.name === 'AbortError' || error.name === 'TimeoutError';
      if (silent) resolve({ state: 'silent', detail: 'It was given 2 s.' });
      else if (error.code === 'ECONNREFUSED') resolve({ state: 'nobody' });
      else resolve({ state: 'stranger', detail: `It speaks no HTTP (${error.code ?? 'no code'}).` });
    });
  });
}

function judge(code: number, text: string): OperatorAnswer {
  const answer = parse(text);
  const read = status.safeParse(answer);
  if (read.success) return { state: 'operator', marker: read.data.build.marker };
  const code401 = z.safeParse(z.object({ code: z.literal('sign-in-first') }), answer).success;
  if (code === 401 && code401) return { state: 'locked' };
  return { state: 'stranger', detail: `It answered ${String(code)} and is no operator.` };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // A web page of another program.
    return undefined;
  }
}
