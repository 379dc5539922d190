import type { Clock } from '@aicmo/core-kernel';
import { createServer, type HttpServer, type Log } from '@aicmo/core-server';
import type { OpsEnv } from './env.ts';
import { openOpsHouse } from './ops-house.ts';
import { answerPage } from './ops-pages.ts';

/** The shell without its port. Opening it asks nothing and starts no process. */
export async function openOpsShell(env: OpsEnv, log: Log, clock: Clock): Promise<HttpServer> {
  const house = await openOpsHouse(env, log, clock);
  return createServer({
    productName: 'AICMO ops shell',
    address: env,
    accessToken: env.accessToken,
    context: house,
    parts: [{ id: 'ops', load: async () => (await import('./ops.routes.ts')).opsRoutes }],
    pages: (page) => answerPage(house, page),
    log,
    clock,
  });
}
