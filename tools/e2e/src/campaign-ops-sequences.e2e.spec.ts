import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { aLeadFile } from '@aicmo/cam/testing';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from './browser/open-browser.ts';
import { startOperator, type RunningOperator } from './operator/start-operator.ts';
import { accessibilityFindings } from './page/accessibility.ts';
import { takePicture } from './page/picture.ts';
import { openPage, type WatchedPage } from './page/watched-page.ts';

let folder: string;
let operator: RunningOperator;
let browser: Browser;
let watched: WatchedPage;
let page: Page;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'aicmo-sequences-'));
  [operator, browser] = await Promise.all([startOperator(), openBrowser()]);
  await operator.aicmo('client', 'create', 'Nordlicht', '--sender', 'Anna Berg');
  await operator.aicmo('campaign', 'create', 'Spring', '--client', 'Nordlicht');
  const file = path.join(folder, 'leads.csv');
  await writeFile(file, aLeadFile(4));
  await operator.aicmo('leads', 'import', file, '--campaign', 'Spring');
  watched = await openPage(browser, `${operator.url}/campaign-ops?view=sequences`);
  page = watched.page;
}, 120_000);

afterAll(async () => {
  await watched?.close();
  await browser?.close();
  await operator?.stop();
  await rm(folder, { recursive: true, force: true });
});

test('an own sequence is written in two wordings, made better by one click, shown as HTML, and saved', async () => {
  await page.getByRole('button', { name: 'New sequence' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill('Fleet letters');
  await page.getByRole('button', { name: 'Make sequence' }).click();
  const first = page.getByRole('group', { name: 'Message 1' });
  await first.getByRole('button', { name: 'Try another wording' }).click();
  await first.getByRole('textbox', { name: 'Subject' }).fill('BUY NOW, {{ lead.firstName }}');
  await page.getByRole('region', { name: 'What could be better' }).getByRole('button', { name: 'Use it' }).click();
  expect(await first.getByRole('textbox', { name: 'Subject' }).inputValue()).toBe('Buy now, {{ lead.firstName }}');
  await first.getByRole('button', { name: 'Add HTML' }).click();
  await page.locator('iframe').waitFor();
  expect(await page.frameLocator('iframe').locator('body').innerText()).toContain('Nordlicht');
  await page.getByRole('button', { name: 'Save sequence' }).click();
  await page.getByRole('region', { name: 'Wordings of message 1' }).waitFor();
  expect(await page.getByRole('region', { name: 'Versions' }).innerText()).toContain('newest');
  await takePicture(page, 'sequence');
  // The checker would speak to the frame of the mail, which is shut to everybody.
  await page.getByText('Plain text', { exact: true }).click();
  expect(await accessibilityFindings(page)).toEqual([]);
  const { stdout } = await operator.aicmo('sequence', 'show', 'Fleet', '--json');
  expect(JSON.parse(stdout)).toMatchObject({
    sequence: { version: 2, steps: [{ variants: [{ subject: 'Buy now, {{ lead.firstName }}' }] }] },
  });
});

test('the console stayed quiet', () => {
  expect(watched.takeNoise()).toEqual([]);
});
