import { writeFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { openBrowser } from './browser/open-browser.ts';
import { startOperator, type RunningOperator } from './operator/start-operator.ts';
import { openPage } from './page/watched-page.ts';

/** Makes the library of one tab throw while it is imported, as a damaged installation would. */
const damage = `
import { registerHooks } from 'node:module';
registerHooks({
  load: (url, context, next) =>
    url.endsWith('/libs/social/src/index.ts')
      ? { format: 'module', shortCircuit: true, source: "throw new Error('social is damaged'); export {};" }
      : next(url, context),
});
`;

let folder: string;
let operator: RunningOperator;
let browser: Browser;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'aicmo-damage-'));
  const hook = path.join(folder, 'damage.mjs');
  await writeFile(hook, damage);
  browser = await openBrowser();
  operator = await startOperator({ damagedBy: hook });
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await operator?.stop();
  await rm(folder, { recursive: true, force: true });
});

test('a library that throws at import takes down its own tab, which says so and offers a retry', async () => {
  const { page, close } = await openPage(browser, `${operator.url}/monitoring`);
  await page.getByRole('heading', { level: 1, name: 'Monitoring' }).waitFor();
  await page.getByRole('button', { name: 'Retry' }).first().waitFor();
  expect(await page.locator('main').innerText()).not.toContain('social is damaged');
  await close();
});

test.each(['acquisition', 'strategy', 'campaign-ops', 'creatives', 'autonomy', 'command-center'])(
  'the page /%s works beside it',
  async (tab) => {
    const { page, takeNoise, close } = await openPage(browser, `${operator.url}/${tab}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.waitForLoadState('networkidle');
    expect(await page.getByRole('button', { name: 'Retry' }).count()).toBe(0);
    expect(takeNoise()).toEqual([]);
    await close();
  },
);

test('the schema is still read beside it', async () => {
  const answer = await fetch(`${operator.url}/api/house/status`);
  expect(await answer.json()).toMatchObject({ schema: { state: 'ok' } });
});
