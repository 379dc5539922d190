import path from 'node:path';
import { isAppError, systemClock } from '@aicmo/core-kernel';
import { createLog, createRedactor, serve, stopOnSignals } from '@aicmo/core-server';
import { makeBuildMarker, readBuildMarker } from './build-marker.ts';
import { createDevelopmentServer } from './development.ts';
import { environmentSecrets, readEnv, repositoryFolder, type OperatorEnv } from './env.ts';
import { openPublicPages } from '../public/open-public-pages.ts';
import { keepImports } from './keep-imports.ts';
import { keepEngine } from './keep-engine.ts';
import { keepMail } from './keep-mail.ts';
import { keepMatches } from './keep-matches.ts';
import { keepRetention } from './keep-retention.ts';
import { keepSending } from './keep-sending.ts';
import { schemaInWords } from './schema-words.ts';
import { openOperator } from './server.ts';
import { sayEnd, sayListening } from './start-record.mjs';
import { openStaticPages } from './static-pages.ts';

const clock = systemClock;
const appFolder = path.join(repositoryFolder, 'apps/operator');
const distFolder = path.join(appFolder, 'dist');

/** Starts the operator and keeps it until it is told to stop. */
async function start(env: OperatorEnv): Promise<void> {
  const log = createLog({ clock, secrets: env.secrets });
  const development = env.development ? createDevelopmentServer(appFolder) : undefined;
  const build = await whichBuild(env.development);
  const pages = development?.pages ?? (await openStaticPages(distFolder));
  const { server, workspace } = await openOperator({ env, build, pages, log, clock });
  const stopEngine = keepEngine(workspace, log);
  const stopImports = keepImports(workspace, log);
  const stopMail = keepMail(workspace, log);
  const stopMatches = keepMatches(workspace, log);
  const stopRetention = keepRetention(workspace, log);
  const stopSending = keepSending(workspace, log);
  const publicPages = env.publicPages && (await openPublicPages(workspace, env.publicPages, log));
  const running = await serve(server, {
    portVariable: 'AICMO_OPERATOR_PORT',
    ...(development === undefined ? {} : { beside: development.beside }),
    onStop: async () => {
      await development?.close();
      await publicPages?.stop();
      await stopSending();
      await stopEngine();
      await stopImports();
      await stopMail();
      await stopMatches();
      await stopRetention();
      await workspace.close();
    },
  });
  stopOnSignals(running);
  sayListening();
  const schema = schemaInWords(await workspace.schema());
  process.stdout.write(`AICMO operator: ${running.url}  (${build.marker})\n`);
  if (env.publicPages) process.stdout.write(`Public pages: ${env.publicPages.url}\n`);
  if (schema.command !== null) process.stdout.write(`${schema.text} Type: ${schema.command}\n`);
}

async function whichBuild(development: boolean) {
  const built = development ? undefined : await readBuildMarker(distFolder);
  return built ?? { ...(await makeBuildMarker(repositoryFolder, clock)), builtAt: null };
}

// Node's own last words print whatever hangs on an error: addresses, headers, keys.
const redactor = createRedactor(environmentSecrets());
const giveUp = (error: unknown) => {
  const words = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const [first = ''] = words.split('\n');
  sayEnd(redactor.text(first));
  process.stderr.write(`${redactor.text(`The operator ended: ${words}`)}\n`);
  process.exit(1);
};
process.on('uncaughtException', giveUp);
process.on('unhandledRejection', giveUp);

try {
  await start(readEnv());
} catch (error) {
  const words = isAppError(error) ? error.message : `The operator could not start: ${String(error)}`;
  sayEnd(redactor.text(words));
  process.stderr.write(`${redactor.text(words)}\n`);
  process.exitCode = 1;
}
