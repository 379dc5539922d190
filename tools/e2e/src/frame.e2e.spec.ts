import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { openBrowser } from './browser/open-browser.ts';
import type { RunningOperator } from './operator/start-operator.ts';
import { startOperator } from './operator/start-operator.ts';
import { accessibilityFindings } from './page/accessibility.ts';
import type { PageOptions, WatchedPage } from './page/watched-page.ts';
import { openPage } from './page/watched-page.ts';
import { repositoryRoot } from './repository-root.ts';
import { tabs } from './tabs.ts';

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

/** The letter that the tab itself names. */
function letterOf(id: string): string {
  const file = path.join(repositoryRoot, `apps/operator/src/ui/tabs/${id}/${id}.tab.tsx`);
  return /letter: '(\w)'/u.exec(readFileSync(file, 'utf8'))?.[1] ?? `no letter in ${file}`;
}

async function open(address: string, options?: PageOptions): Promise<WatchedPage> {
  watched = await openPage(browser, `${operator.url}${address}`, options);
  return watched;
}

describe.each(tabs)('the page /%s', (id, title) => {
  test.each(['light', 'dark'] as const)('opens in %s without noise or a serious barrier', async (scheme) => {
    const { page, takeNoise } = await open(`/${id}`, { scheme });
    await page.getByRole('heading', { level: 1, name: title }).waitFor();
    await page.waitForLoadState('networkidle');
    expect(await accessibilityFindings(page)).toEqual([]);
    expect(takeNoise()).toEqual([]);
    expect(await page.title()).toContain(title);
  });

  test('opens by g and then its letter', async () => {
    const { page, takeNoise } = await open(id === 'diagnostics' ? '/command-center' : '/diagnostics');
    await page.keyboard.press('g');
    await page.keyboard.press(letterOf(id));
    await page.getByRole('heading', { level: 1, name: title }).waitFor();
    expect(new URL(page.url()).pathname).toBe(`/${id}`);
    expect(takeNoise()).toEqual([]);
  });
});

test('the left column lists the ten pages in their order', async () => {
  const { page } = await open('/');
  const links = page.getByRole('navigation').first().getByRole('link');
  await links.first().waitFor();
  expect((await links.allTextContents()).map((text) => text.trim())).toEqual(tabs.map(([, title]) => title));
});

test('an unknown address says so and offers a way on', async () => {
  const { page } = await open('/no-such-page');
  const main = page.getByRole('main').first();
  await main.getByRole('heading').first().waitFor();
  expect(await main.getByRole('link').or(main.getByRole('button')).count()).toBeGreaterThan(0);
});
