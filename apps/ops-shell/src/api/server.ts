import { createServer, type HttpServer } from '@aicmo/core-server';
import { minuteMs } from '@aicmo/core-kernel';
import { openOpsHouse, type OpsHouseDeps } from './ops-house.ts';
import { answerPage } from './ops-pages.ts';
import { opsHealth } from './ops-health.ts';

/** The shell without its port. */
export interface OpsShell {
  readonly server: HttpServer;
  /** Ends what only looks and waits for what changes something. */
  stop(): Promise<void>;
}

export interface OpsShellDeps extends OpsHouseDeps {
  /** The token of this start; what changes something needs it. Without it nothing can be changed from the pages. */
  readonly startToken?: string;
  /** Where the token is found, in one sentence. */
  readonly signInHint?: string;
}

/** Opens it: that asks nothing and starts no process. The checks are all of them by default. */
export async function openOpsShell({ startToken, signInHint, ...deps }: OpsShellDeps): Promise<OpsShell> {
  const { env, log, clock } = deps;
  const house = await openOpsHouse(deps);
  const server = createServer({
    productName: 'AICMO ops shell',
    address: env,
    accessToken: env.accessToken,
    ...(startToken === undefined ? {} : { startToken }),
    ...(signInHint === undefined ? {} : { signInHint }),
    // Whoever leaves an ops page open must not leave its buttons to the next one at the desk.
    sessionIdleMs: 30 * minuteMs,
    secrets: [...env.secrets, startToken],
    health: opsHealth(house),
    context: house,
    parts: [{ id: 'ops', load: async () => (await import('./ops.routes.ts')).opsRoutes }],
    pages: (page) => answerPage(house, page),
    log,
    clock,
  });
  return { server, stop: () => house.stop() };
}
