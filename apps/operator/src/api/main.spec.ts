import { spawn, spawnSync } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

const main = path.resolve(import.meta.dirname, '../../main.mjs');
let home = '';
beforeAll(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'aicmo-main-'));
});
afterAll(() => rm(home, { recursive: true }));

const environment = (more: Readonly<Record<string, string>>) => ({
  PATH: process.env['PATH'],
  AICMO_HOME: home,
  NODE_ENV: 'production',
  ...more,
});

/** Starts the operator as a program, and gives what it said and how it ended. */
async function run(more: Readonly<Record<string, string>>, until?: RegExp, signal: NodeJS.Signals = 'SIGTERM') {
  const child = spawn(process.execPath, [main], { env: environment(more) });
  let said = '';
  let asked: Response | undefined;
  const listen = (chunk: Buffer) => {
    said += chunk.toString();
    const url = until?.exec(said)?.[1];
    if (url === undefined || asked !== undefined) return;
    asked = Response.error();
    void fetch(`${url}/api/house/status`).then((answer) => {
      asked = answer;
      child.kill(signal);
    });
  };
  child.stdout.on('data', listen);
  child.stderr.on('data', listen);
  const code = await new Promise<number | null>((resolve) => child.on('exit', resolve));
  return { said, code, status: asked?.status };
}

describe('the operator as a program', () => {
  test.each(['SIGTERM', 'SIGINT'] as const)(
    'serves without a database, says so, and ends cleanly on %s',
    async (signal) => {
      const { said, code, status } = await run({ AICMO_OPERATOR_PORT: '0' }, /operator: (http:\S+)/, signal);
      expect(said).toMatch(/AICMO operator: http:\/\/127\.0\.0\.1:\d+ {2}\(AICMO_OPERATOR_\d/);
      expect(said).toContain('npx aicmo db bootstrap');
      expect({ code, status }).toEqual({ code: 0, status: 200 });
      expect(await readdir(home)).toEqual([]);
    },
  );

  test('says in one line that its port is taken, or a setting is wrong, and exits 1', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const port = String((other.address() as AddressInfo).port);
    const taken = await run({ AICMO_OPERATOR_PORT: port });
    other.close();
    expect(taken.said).toMatch(new RegExp(`^Port ${port} on 127\\.0\\.0\\.1 is taken by another program\\..*\\n$`));
    const open = await run({ AICMO_HOST: '0.0.0.0' });
    expect(open.said).toMatch(/^AICMO_HOST is "0\.0\.0\.0".*AICMO_ACCESS_TOKEN.*\n$/);
    expect([taken.code, open.code]).toEqual([1, 1]);
  });

  test('leaves for the doctor why it ended by itself, and nothing when it was asked to end', async () => {
    const record = path.join(home, 'operator/start-39487.json');
    const refused = await run({ AICMO_OPERATOR_PORT: '39487', AICMO_DEMO: 'perhaps' });
    expect(refused.code).toBe(1);
    expect(JSON.parse(await readFile(record, 'utf8'))).toMatchObject({
      ...{ status: 1, pid: expect.any(Number), endedAt: expect.any(String) },
      words: expect.stringMatching(/^AICMO_DEMO is /u),
    });
    const stopped = await run({ AICMO_OPERATOR_PORT: '39487' }, /operator: (http:\S+)/);
    expect(stopped.code).toBe(0);
    await expect(readFile(record)).rejects.toThrow('ENOENT');
  });

  test('on a Node that the native parts do not support says what to type, before it loads anything', async () => {
    const alone = path.join(home, 'a/b/main.mjs');
    await mkdir(path.dirname(alone), { recursive: true });
    await copyFile(main, alone);
    const old = "Object.defineProperty(process.versions, 'node', { value: '20.20.2' })";
    const preload = `data:text/javascript,${encodeURIComponent(old)}`;
    const { status, stderr } = spawnSync(process.execPath, ['--import', preload, alone], { encoding: 'utf8' });
    await rm(path.join(home, 'a'), { recursive: true });
    expect(stderr).toBe(
      'Found Node 20.20.2; the operator needs Node 24. Type: npm ci (it brings the right one), then npm start\n',
    );
    expect(status).toBe(1);
  });
});
