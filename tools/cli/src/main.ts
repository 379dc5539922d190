import path from 'node:path';
import { createRedactor, knownSecrets } from '@aicmo/core-server';
import { parseWorkspaceEnv } from '@aicmo/workspace';
import { groups } from './commands/groups.ts';
import { commands } from './commands/index.ts';
import { runCli } from './run-cli.ts';

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
const repositoryFolder = path.resolve(import.meta.dirname, '../../..');

// Nothing that is printed holds a value of the environment that is a secret, whoever put it into a message.
const redactor = createRedactor(knownSecrets(process.env));

process.exitCode = await runCli(commands, {
  groups,
  argv: process.argv.slice(2),
  env: () => parseWorkspaceEnv(process.env, repositoryFolder),
  out: (text) => void process.stdout.write(`${redactor.values(text)}\n`),
  error: (text) => void process.stderr.write(`${redactor.text(text)}\n`),
  signal: stop.signal,
});
