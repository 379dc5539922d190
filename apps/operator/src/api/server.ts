import { fileURLToPath } from 'node:url';
import type { Clock } from '@aicmo/core-kernel';
import { createServer, type HttpServer, type Log, type ServerOptions } from '@aicmo/core-server';
import { openWorkspace, type Workspace } from '@aicmo/workspace';
import type { BuildMarker } from './build-marker.ts';
import type { OperatorEnv } from './env.ts';
import { operatorHealth } from './operator-health.ts';
import { frameRoutes, tabRoutes } from './routes/index.ts';

export interface OperatorParts {
  readonly env: OperatorEnv;
  readonly build: BuildMarker;
  readonly pages: ServerOptions<Workspace>['pages'];
  readonly log: Log;
  readonly clock: Clock;
}

/** The operator without its port. */
export interface Operator {
  readonly server: HttpServer;
  readonly workspace: Workspace;
}

/** Composes workspace, endpoints and pages. Creates and migrates nothing: without a schema it serves, and says so. */
export async function openOperator({ env, build, pages, log, clock }: OperatorParts): Promise<Operator> {
  const workspace = await openWorkspace({ ...env.workspace, clock });
  const startedAt = clock.now();
  const runningFile = fileURLToPath(new URL('main.ts', import.meta.url));
  const house = {
    id: 'house',
    load: async () => {
      const { houseRoutes } = await import('./routes/house.routes.ts');
      return houseRoutes({ env, build, startedAt, runningFile, log });
    },
  };
  const server = createServer({
    productName: 'AICMO',
    address: { host: env.host, port: env.port, allowedHosts: env.allowedHosts },
    accessToken: env.accessToken,
    context: workspace,
    parts: [house, ...frameRoutes, ...tabRoutes],
    ...(pages === undefined ? {} : { pages }),
    health: operatorHealth({ workspace, build, clock }),
    secrets: env.secrets,
    inlineStyles: true,
    log,
    clock,
    development: env.development,
  });
  return { server, workspace };
}
