import { fakeClock } from '@aicmo/core-kernel/testing';
import { createServer, type HttpServer, type ServerOptions } from '../lib/create-server.ts';
import type { RouteModule } from '../lib/define-routes.ts';
import { createLog } from '../lib/log.ts';

/**
 * A server on 127.0.0.1:8501 with one part, a fake clock and a log that writes nowhere: for specs of routes.
 * `aServer('acquisition', acquisitionRoutes, workspace)`, then `requestApp` or an API client over it.
 */
export function aServer<Context>(
  id: string,
  routes: RouteModule<Context>,
  context: Context,
  more: Partial<ServerOptions<Context>> = {},
): HttpServer {
  const clock = fakeClock();
  return createServer({
    productName: 'Test',
    address: { host: '127.0.0.1', port: 8501 },
    context,
    parts: [{ id, load: () => Promise.resolve(routes) }],
    clock,
    log: createLog({ clock, level: 'silent' }),
    ...more,
  });
}
