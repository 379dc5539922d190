import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { openBrowser } from './browser/open-browser.ts';
import type { RunningOperator } from './operator/start-operator.ts';
import { startOperator } from './operator/start-operator.ts';
import { accessibilityFindings } from './page/accessibility.ts';
import { takeContactSheet } from './page/picture.ts';
import type { PageOptions, WatchedPage } from './page/watched-page.ts';
import { openPage } from './page/watched-page.ts';

const tabs = [
  ['command-center', 'Command Center', 'h'],
  ['autonomy', 'Autonomy', 'y'],
  ['campaign-ops', 'Campaign Ops', 'o'],
  ['campaigns', 'Campaigns', 'c'],
  ['acquisition', 'Acquisition', 'a'],
  ['strategy', 'Strategy', 's'],
  ['creatives', 'Creatives', 'v'],
  ['publishing', 'Publishing', 'p'],
  ['monitoring', 'Monitoring', 'm'],
  ['diagnostics', 'Diagnostics', 'd'],
] as const;

let operator: RunningOperator;
let browser: Browser;
let watched: WatchedPage | undefined;

beforeAll(async () => {
  [operator, browser] = await Promise.all([startOperator(), openBrowser()]);
}, 120_000);

afterEach(async () => {
  await watched?.close();
  watched = undefined;
});

afterAll(async () => {
  await browser?.close();
  await operator?.stop();
});

async function open(path: string, options?: PageOptions): Promise<WatchedPage> {
  watched = await openPage(browser, `${operator.url}${path}`, options);
  return watched;
}

describe.each(tabs)('the page /%s', (id, title, letter) => {
  test.each(['light', 'dark'] as const)('opens in %s without noise or a serious barrier', async (scheme) => {
    const { page, takeNoise } = await open(`/${id}`, { scheme });
    await page.getByRole('heading', { level: 1, name: title }).waitFor();
    await page.waitForLoadState('networkidle');
    expect(await accessibilityFindings(page)).toEqual([]);
    expect(takeNoise()).toEqual([]);
    expect(await page.title()).toContain(title);
  });

  test(`opens by g and then ${letter}`, async () => {
    const { page, takeNoise } = await open(id === 'diagnostics' ? '/command-center' : '/diagnostics');
    await page.keyboard.press('g');
    await page.keyboard.press(letter);
    await page.getByRole('heading', { level: 1, name: title }).waitFor();
    expect(new URL(page.url()).pathname).toBe(`/${id}`);
    expect(takeNoise()).toEqual([]);
  });
});

test('the left column lists the ten pages in their order', async () => {
  const { page } = await open('/');
  const links = page.getByRole('navigation').first().getByRole('link');
  await links.first().waitFor();
  const names = (await links.allTextContents()).map((text) => text.trim());
  expect(names.filter((name) => tabs.some(([, title]) => name.startsWith(title)))).toHaveLength(tabs.length);
  const order = names.map((name) => tabs.findIndex(([, title]) => name === title || name.startsWith(`${title}`)));
  expect(order.filter((index) => index >= 0)).toEqual([...order].filter((index) => index >= 0).sort((a, b) => a - b));
});

test('an unknown address says so and offers a way on', async () => {
  const { page } = await open('/no-such-page');
  expect(await page.getByRole('main').first().getByRole('link').count()).toBeGreaterThan(0);
});

test('the whole console is one picture', async () => {
  const shots = [];
  for (const [id, title] of tabs) {
    const { page, close } = await open(`/${id}`);
    await page.getByRole('heading', { level: 1, name: title }).waitFor();
    await page.waitForLoadState('networkidle');
    shots.push({ title, png: await page.screenshot({ animations: 'disabled' }) });
    await close();
  }
  await takeContactSheet(browser, 'contact-sheet', shots);
  expect(shots).toHaveLength(tabs.length);
});
