import { createServer, type HttpServer } from '@aicmo/core-server';
import { checks as allChecks } from '../checks/index.ts';
import { openOpsHouse, type OpsHouseDeps } from './ops-house.ts';
import { answerPage } from './ops-pages.ts';

/** The shell without its port. Opening it asks nothing and starts no process. `checks` are all of them by default. */
export async function openOpsShell(
  deps: Omit<OpsHouseDeps, 'checks'> & Partial<Pick<OpsHouseDeps, 'checks'>>,
): Promise<HttpServer> {
  const { env, log, clock } = deps;
  const house = await openOpsHouse({ checks: allChecks, ...deps });
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
