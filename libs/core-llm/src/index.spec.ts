import { expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import * as door from './index.ts';

test('the door gives exactly these names', () => {
  expect(Object.keys(door).sort()).toEqual([
    'createLlm',
    'definePrompt',
    'llmEnabled',
    'llmSentinels',
    'requireLlm',
    'safeLlmStatus',
  ]);
});

/** Imports the door, builds a model and asks for the status in a process of its own; tells every module that loaded. */
const probe = `
import { registerHooks } from 'node:module';
const loaded = [];
registerHooks({ load: (url, context, next) => { loaded.push(url); return next(url, context); } });
const { createLlm, llmEnabled, safeLlmStatus } = await import('@aicmo/core-llm');
createLlm({ door: {} });
llmEnabled();
safeLlmStatus();
process.stdout.write(JSON.stringify(loaded));
`;

test.each([
  ['without a key', {}],
  ['with a blank key', { OPENAI_API_KEY: ' ' }],
  ['with a key that no header takes', { OPENAI_API_KEY: '“x”' }],
])('importing it %s loads our own few files and the kernel, and no package at all', async (_, variables) => {
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', probe], {
    cwd: path.resolve(import.meta.dirname, '..'),
    env: { PATH: process.env['PATH'], NODE_NO_WARNINGS: '1', ...variables },
    timeout: 60_000,
  });
  const loaded: unknown = JSON.parse(stdout);
  const files = Array.isArray(loaded) ? loaded.map(String).filter((url) => url.startsWith('file:')) : [];
  expect(files.filter((url) => url.includes('/node_modules/'))).toEqual([]);
  expect(files.length).toBeGreaterThan(2);
  expect(files.length).toBeLessThan(30);
});
