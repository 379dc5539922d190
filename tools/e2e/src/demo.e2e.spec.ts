import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { openBrowser } from './browser/open-browser.ts';
import type { RunningOperator } from './operator/start-operator.ts';
import { startOperator } from './operator/start-operator.ts';
import { accessibilityFindings } from './page/accessibility.ts';
import { takeContactSheet } from './page/picture.ts';
import { openPage } from './page/watched-page.ts';
import { tabs } from './tabs.ts';

let operator: RunningOperator;
let browser: Browser;
const shots: { title: string; png: Buffer }[] = [];

beforeAll(async () => {
  [operator, browser] = await Promise.all([startOperator({ demo: true }), openBrowser()]);
}, 180_000);

afterAll(async () => {
  await takeContactSheet(browser, 'contact-sheet', shots);
  await browser?.close();
  await operator?.stop();
});

describe.each(tabs)('with the demonstration, /%s', (id, title) => {
  test('has its story, marked as made up, without noise or a serious barrier', async () => {
    const { page, takeNoise, close } = await openPage(browser, `${operator.url}/${id}`);
    await page.getByRole('heading', { level: 1, name: title }).waitFor();
    await page.waitForLoadState('networkidle');
    expect(await page.getByText(/\bMOCK\b/u).count()).toBeGreaterThan(0);
    expect(await accessibilityFindings(page)).toEqual([]);
    expect(takeNoise()).toEqual([]);
    shots.push({ title, png: await page.screenshot({ animations: 'disabled' }) });
    await close();
  });
});
