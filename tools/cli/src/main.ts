import path from 'node:path';
import { parseWorkspaceEnv } from '@aicmo/workspace';
import { groups } from './commands/groups.ts';
import { commands } from './commands/index.ts';
import { createPrinter } from './printer.ts';
import { runCli } from './run-cli.ts';

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
const repositoryFolder = path.resolve(import.meta.dirname, '../../..');

const printer = createPrinter(process.env, {
  out: (text) => void process.stdout.write(text),
  error: (text) => void process.stderr.write(text),
});

process.exitCode = await runCli(commands, {
  groups,
  argv: process.argv.slice(2),
  env: () => parseWorkspaceEnv(process.env, repositoryFolder),
  ...printer,
  signal: stop.signal,
});
