import { spawnSync } from 'node:child_process';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { missingDatabaseFile } from '../home.mjs';
import { repositoryRoot } from '../node-gate.mjs';
import { hashOfSources } from '../operator-build.mjs';

function start(args: readonly string[], env: Readonly<Record<string, string>>) {
  return spawnSync(process.execPath, [path.join(repositoryRoot, 'tools/scripts/start.mjs'), ...args], {
    encoding: 'utf8',
    timeout: 30_000,
    env: { ...process.env, NODE_OPTIONS: '', ...env },
  });
}

async function withTakenPort<T>(work: (port: number) => T): Promise<T> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    return work((server.address() as AddressInfo).port); // a TCP server's address is no text
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
}

describe('npm start ends with status 1 and one line', () => {
  test('when another program listens on the port: the port, and how to choose another', async () => {
    const run = await withTakenPort((port) => start([], { AICMO_OPERATOR_PORT: String(port) }));
    expect(run.stderr).toMatch(
      /^\nPort \d+ on 127\.0\.0\.1 is taken by another program\..*AICMO_OPERATOR_PORT=\d+ npm start\n$/u,
    );
    expect(run.status).toBe(1);
  });

  test('when the port is no number', () => {
    const run = start([], { AICMO_OPERATOR_PORT: 'http' });
    expect(run.stderr).toContain('Found AICMO_OPERATOR_PORT="http"; expected a whole number');
    expect(run.status).toBe(1);
  });

  test('when it is given a word that it does not know', () => {
    const run = start(['--dmeo'], {});
    expect(run.stderr).toContain('Found "--dmeo"; npm start knows only --demo.');
    expect(run.status).toBe(1);
  });
});

test.each([
  ['sqlite:/nowhere/at/all.db', '/nowhere/at/all.db'],
  ['sqlite:///nowhere/at/all.db', '/nowhere/at/all.db'],
  [`sqlite:${path.join(repositoryRoot, 'package.json')}`, null],
  ['postgres://user@localhost/aicmo', null],
  ['sqlite::memory:', null],
])('of %s the database file that must be made first is %s', (url, file) => {
  expect(missingDatabaseFile(url)).toBe(file);
});

test('the same sources give the same build stamp', () => {
  expect(hashOfSources()).toBe(hashOfSources());
});
