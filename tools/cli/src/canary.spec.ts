import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { aCanary, aCanaryPassword, leaksIn } from '@aicmo/core-server/testing';
import { parseWorkspaceEnv } from '@aicmo/workspace';
import { commands } from './commands/index.ts';
import { createPrinter } from './printer.ts';
import { runCli } from './run-cli.ts';

const repository = path.resolve(import.meta.dirname, '../../..');
const database = aCanaryPassword('DATABASE_URL');
const proxy = aCanaryPassword('OPENAI_BASE_URL');
const secrets = {
  AICMO_ACCESS_TOKEN: aCanary('AICMO_ACCESS_TOKEN'),
  OPENAI_API_KEY: `sk-${aCanary('OPENAI_API_KEY')}`,
  SMTP_PASSWORD: aCanary('SMTP_PASSWORD'),
};
const canaries = {
  ...secrets,
  'DATABASE_URL password': database.plain,
  'DATABASE_URL password, as it stands there': database.inAddress,
  'OPENAI_BASE_URL password': proxy.plain,
};
const everySecret = Object.values(canaries).join(' ');
let home: string;
beforeAll(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'aicmo-cli-canary-'));
});
afterAll(() => rm(home, { recursive: true }));

const variables = () => ({
  ...secrets,
  AICMO_HOME: home,
  AICMO_USE_LLM: '1',
  OPENAI_BASE_URL: `http://u:${proxy.inAddress}@127.0.0.1:9/v1`,
  DATABASE_URL: `postgres://app:${database.inAddress}@127.0.0.1:9/aicmo`,
});
const leaks = (all: readonly string[]) =>
  all.flatMap((text) => leaksIn(text, canaries).map((leak) => `${leak}: ${text.slice(0, 200)}`));

test('no command prints a secret of its environment, whatever it is given and however it fails', async () => {
  const said: string[] = [];
  const printer = createPrinter(variables(), { out: (text) => said.push(text), error: (text) => said.push(text) });
  for (const { name } of commands) {
    for (const words of [[], [everySecret], [everySecret, everySecret], ['--json'], [`--${everySecret}`], ['--help']]) {
      await runCli(commands, {
        argv: [...name.split(' '), ...words],
        env: () => parseWorkspaceEnv(variables(), repository),
        ...printer,
        signal: AbortSignal.abort(),
      });
    }
  }
  expect(said.length).toBeGreaterThan(commands.length);
  expect(leaks(said)).toEqual([]);
});

test.each([
  ['aicmo db status', ['db', 'status']],
  ['aicmo doctor', ['doctor']],
  ['aicmo doctor --json', ['doctor', '--json']],
  ['aicmo doctor with a secret as its option', ['doctor', everySecret]],
  ['aicmo with a secret as its command', [everySecret]],
])('the program %s prints none either', async (_, words) => {
  const program = path.join(repository, 'tools/cli/aicmo.mjs');
  const env = { PATH: process.env['PATH'], ...variables() };
  const said = await new Promise<string>((resolve) => {
    execFile(process.execPath, [program, ...words], { env, timeout: 90_000 }, (_error, out, error) =>
      resolve(out + error),
    );
  });
  expect(said).not.toBe('');
  expect(leaks([said])).toEqual([]);
});
