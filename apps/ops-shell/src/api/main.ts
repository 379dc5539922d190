import type { Server } from 'node:http';
import path from 'node:path';
import { systemClock } from '@aicmo/core-kernel';
import { createLog, serve, type ListenSettings } from '@aicmo/core-server';
import { readEnv } from './env.ts';
import { openOpsShell } from './server.ts';
import { layStartToken, newStartToken } from './start-token.ts';

/** What the boot has done before this module could be loaded. */
export interface BootFacts {
  /** Listens already, and takes requests as soon as this hands itself over. */
  readonly listening: Server;
  readonly listen: ListenSettings;
  /** What of the environment it could not use, in sentences. */
  readonly notes: readonly string[];
}

/** The app behind the boot's server. */
export interface StartedShell {
  /** The address that opens a session, once; null where AICMO_ACCESS_TOKEN is asked for instead. */
  readonly entryUrl: string | null;
  /** Writes an error that nobody caught to the log, redacted. */
  crashed(error: unknown): void;
  /** Takes no more requests, lets what changes something come to its end, then closes. */
  stop(): Promise<void>;
}

/** Hands the app over to the boot's server. Rejects when it cannot be opened; the boot then shows its own page. */
export async function start({ listening, listen, notes }: BootFacts): Promise<StartedShell> {
  const clock = systemClock;
  const value = newStartToken();
  const read = readEnv(undefined, listen);
  const env = { ...read, secrets: [...read.secrets, value] };
  const log = createLog({ clock, secrets: env.secrets });
  for (const note of notes) log.warn(note);
  const file = path.join(env.ownFolder, `token-${String(env.port)}`);
  const token = env.accessToken === undefined ? await layStartToken(file, value, log) : undefined;
  const hint =
    token === undefined
      ? undefined
      : `The start printed an address that opens a session once.${token.file === undefined ? '' : ` The token itself stands in ${token.file}.`}`;
  const shell = await openOpsShell({
    env,
    clock,
    log,
    ...(token === undefined ? {} : { startToken: token.value }),
    ...(hint === undefined ? {} : { signInHint: hint }),
  });
  const onStop = async () => {
    await shell.stop();
    await token?.forget();
  };
  const running = await serve(shell.server, { portVariable: 'AICMO_OPS_PORT', listening, onStop });
  const code = token === undefined ? undefined : shell.server.issueEntryCode();
  return {
    entryUrl: code === undefined ? null : `${running.url}/#code=${code}`,
    crashed: (error) => log.error('Something failed that nobody expected', { error }),
    stop: () => running.stop(),
  };
}
