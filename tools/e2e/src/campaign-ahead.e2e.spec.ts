import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from './browser/open-browser.ts';
import { startOperator, type RunningOperator } from './operator/start-operator.ts';
import { accessibilityFindings } from './page/accessibility.ts';
import { takePicture } from './page/picture.ts';
import { openPage, type WatchedPage } from './page/watched-page.ts';

const list = [
  'Name,Email,Title,Time zone',
  'Maja Lindqvist,maja@kurier.invalid,Head of Operations,Europe/Berlin',
  'Dana Cole,dana@cole.invalid,CEO,America/New_York',
].join('\n');

let operator: RunningOperator;
let browser: Browser;
let watched: WatchedPage;
let page: Page;

beforeAll(async () => {
  [operator, browser] = await Promise.all([startOperator(), openBrowser()]);
  const file = path.join(operator.home, 'fair.csv');
  await writeFile(file, list);
  for (const words of [
    ['client', 'create', 'Nordlicht Bikes', '--time-zone', 'Europe/Berlin', '--postal-address', 'Hafenstr. 1, Hamburg'],
    ['campaign', 'create', 'Spring fleet', '--client', 'Nordlicht Bikes'],
    ['leads', 'import', file, '--campaign', 'Spring fleet'],
  ]) {
    const { status, stderr } = await operator.aicmo(...words);
    if (status !== 0) throw new Error(`aicmo ${words.join(' ')}: ${stderr}`);
  }
  watched = await openPage(browser, `${operator.url}/campaign-ops`);
  page = watched.page;
}, 120_000);

afterAll(async () => {
  await watched?.close();
  await browser?.close();
  await operator?.stop();
});

test('a draft shows its coming days as if it were live, and that nothing goes as everything stands', async () => {
  await page.getByText('Spring fleet').first().click();
  await page.getByRole('button', { name: 'Show the next 30 days' }).click();
  const messages = page.getByRole('grid', { name: 'Messages of the coming days' });
  await messages.getByText('Maja Lindqvist').first().waitFor();
  await messages.getByText('Dana Cole').first().waitFor();
  await page.getByText(/The campaign is a draft; here it is active from now on\./).waitFor();
  expect(await accessibilityFindings(page)).toEqual([]);
  await takePicture(page, 'coming-days');
  await page.getByRole('switch', { name: 'As everything stands' }).click();
  await page.getByText('No message would leave').waitFor();
  expect(page.url()).toContain('ahead=30&now=yes');
  expect(watched.takeNoise()).toEqual([]);
});
