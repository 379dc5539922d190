import { request as httpRequest } from 'node:http';

/** The name by which people know the pages of specs. */
export const publicSite = 'forms.agency.example';

/** What is sent. */
export interface Sending {
  readonly method?: string;
  readonly form?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What comes back. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** Asks like a browser or a mail program that came by the public name. */
export function askPublicPage(
  port: number,
  path: string,
  { method = 'GET', form, body, headers = {} }: Sending = {},
): Promise<Answer> {
  const sent = form ? new URLSearchParams(form).toString() : body;
  const type = form ? { 'content-type': 'application/x-www-form-urlencoded' } : {};
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      { host: '127.0.0.1', port, path, method, agent: false, headers: { host: publicSite, ...type, ...headers } },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }));
      },
    );
    request.on('error', reject);
    request.end(sent);
  });
}
