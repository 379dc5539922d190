import { get } from 'node:http';

/** What was found behind a port of this machine. */
export type PortAnswer =
  | { readonly state: 'free' }
  /** It listens and said nothing in time. */
  | { readonly state: 'silent' }
  /** It listens and speaks no HTTP. */
  | { readonly state: 'stranger'; readonly detail: string }
  | { readonly state: 'answers'; readonly status: number; readonly text: string };

/** Asks a path of a port. */
export type LookAtPort = (port: number, path: string, accessToken?: string) => Promise<PortAnswer>;

const limitMs = 1500;
const mostCharacters = 100_000;

/** Asks this machine's own port, and nothing else: at most 1.5 s and 100 kB, and any program may be behind it. */
export const lookAtPort: LookAtPort = (port, path, accessToken) => {
  const headers = accessToken === undefined ? {} : { authorization: `Bearer ${accessToken}` };
  return new Promise((resolve) => {
    const signal = AbortSignal.timeout(limitMs);
    const request = get({ host: '127.0.0.1', port, path, headers, signal, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
        if (text.length > mostCharacters) request.destroy();
      });
      response.on('error', () => resolve({ state: 'stranger', detail: 'it broke off' }));
      response.on('close', () => resolve({ state: 'answers', status: response.statusCode ?? 0, text }));
    });
    request.on('error', (error: NodeJS.ErrnoException) => {
      if (error.name === 'AbortError' || error.name === 'TimeoutError') resolve({ state: 'silent' });
      else if (error.code === 'ECONNREFUSED') resolve({ state: 'free' });
      else resolve({ state: 'stranger', detail: `it speaks no HTTP (${error.code ?? 'no code'})` });
    });
  });
};
