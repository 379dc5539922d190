import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { isSupportedNode, repositoryRoot, wrongNodeMessage } from '../node-gate.mjs';

const pretended = '20.11.0';
let home: string;

beforeAll(() => {
  home = mkdtempSync(path.join(tmpdir(), 'aicmo-gate-'));
});
afterAll(() => rmSync(home, { recursive: true }));

/** A Node of this machine that is too old; where there is none, this one, told to take itself for one. */
function oldNode(): { readonly program: string; readonly env: Readonly<Record<string, string>> } {
  const program = (process.env['PATH'] ?? '')
    .split(path.delimiter)
    .filter((folder) => !folder.includes('node_modules'))
    .map((folder) => path.join(folder, 'node'))
    .find((file) => existsSync(file) && !isSupportedNode(versionOf(file)));
  return program === undefined
    ? { program: process.execPath, env: { AICMO_PRETEND_NODE: pretended } }
    : { program, env: {} };
}

function versionOf(program: string): string {
  return spawnSync(program, ['--version'], { encoding: 'utf8' }).stdout.trim().slice(1);
}

function aicmoOnOldNode(...words: readonly string[]) {
  const { program, env } = oldNode();
  return spawnSync(program, [path.join(repositoryRoot, 'tools/cli/aicmo.mjs'), ...words], {
    encoding: 'utf8',
    timeout: 60_000,
    env: { ...process.env, NODE_OPTIONS: '', AICMO_HOME: home, ...env },
  });
}

test.each([
  ['24.21.0', true],
  ['25.0.0', true],
  ['22.99.0', false],
  ['20.20.2', false],
])('Node %s is new enough for the native parts: %s', (version, isEnough) => {
  expect(isSupportedNode(version)).toBe(isEnough);
});

describe('on a Node that better-sqlite3 would crash in', () => {
  test('aicmo runs again under the pinned Node, with the same words and their exit status', () => {
    const good = aicmoOnOldNode('--help');
    expect({ status: good.status, stderr: good.stderr }).toEqual({ status: 0, stderr: '' });
    expect(aicmoOnOldNode('no-such-command').status).not.toBe(0);
  });

  test('aicmo doctor switches to the pinned one, and says from which', () => {
    const { stdout } = aicmoOnOldNode('doctor', '--only', 'machine-runtime');
    expect(stdout).toMatch(/ok {7}Runtime: Node 2[4-9]\.\S+, to which this command switched from 2[0-3]\./u);
  });
});

test('aicmo doctor shows no secret of the database URL', () => {
  const { program, env } = oldNode();
  const url = 'postgres://ada:hunter2@127.0.0.1:1/aicmo';
  const words = ['doctor', '--only', 'core-db-reachable,core-db-url', '--json'];
  const run = spawnSync(program, [path.join(repositoryRoot, 'tools/cli/aicmo.mjs'), ...words], {
    encoding: 'utf8',
    timeout: 60_000,
    env: { ...process.env, NODE_OPTIONS: '', DATABASE_URL: url, ...env },
  });
  expect(run.stdout).toContain('ada:***@127.0.0.1:1/aicmo');
  expect(run.stdout + run.stderr).not.toContain('hunter2');
  expect(run.status).toBe(1);
});

test('without any usable Node the message says what was found, what is needed and what to type', () => {
  expect(wrongNodeMessage()).toMatch(/^Found Node \S+, and AICMO runs on Node 24 or newer\. Type "npm ci" in \//u);
});
