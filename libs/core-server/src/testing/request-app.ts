import type { HttpServer } from '../lib/create-server.ts';

/** One request to a server without a port: `requestApp(app, '/api/house/status')`. Host is the server's own by default. */
export async function requestApp(app: HttpServer, path: string, init: RequestInit = {}): Promise<Response> {
  const host = `127.0.0.1:${String(app.address.port)}`;
  const headers = new Headers(init.headers);
  if (!headers.has('host')) headers.set('host', host);
  return app.fetch(new Request(`http://${host}${path}`, { ...init, headers }));
}
