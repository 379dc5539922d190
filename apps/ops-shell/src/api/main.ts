import { isAppError, systemClock } from '@aicmo/core-kernel';
import { createLog, serve, stopOnSignals } from '@aicmo/core-server';
import { readEnv } from './env.ts';
import { openOpsShell } from './server.ts';

/**
 * Starts the shell and keeps it until it is told to stop. Gives 1 for what a person must change (an address, a port);
 * rejects with anything else, which the boot then shows on its plain page.
 */
export async function start(): Promise<0 | 1> {
  try {
    const env = readEnv();
    const clock = systemClock;
    const server = await openOpsShell({ env, clock, log: createLog({ clock, secrets: env.secrets }) });
    const running = await serve(server, { portVariable: 'AICMO_OPS_PORT' });
    stopOnSignals(running);
    process.stdout.write(`AICMO ops shell: ${running.url}\n`);
    return 0;
  } catch (error) {
    if (!isAppError(error)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 1;
  }
}
