import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from './browser/open-browser.ts';
import { freePort } from './operator/free-port.ts';
import { startOpsShell, type RunningOpsShell } from './ops-shell/start-ops-shell.ts';
import { accessibilityFindings } from './page/accessibility.ts';
import { takePicture } from './page/picture.ts';
import { openPage, type WatchedPage } from './page/watched-page.ts';

/** Building and serving the operator for real takes long on a busy machine. */
const slow = { timeout: 110_000 };

let shell: RunningOpsShell;
let browser: Browser;
let watched: WatchedPage;

beforeAll(async () => {
  const port = String(await freePort());
  [shell, browser] = await Promise.all([startOpsShell({ AICMO_OPERATOR_PORT: port }), openBrowser()]);
  watched = await openPage(browser, shell.entryUrl);
  await watched.page.getByText('signed in').waitFor(slow);
});
afterAll(async () => {
  await watched?.close();
  await browser?.close();
  expect(await shell?.stop()).toBe(0);
});

async function go(page: Page, ...links: readonly string[]): Promise<void> {
  for (const name of links) await page.getByRole('link', { name, exact: true }).first().click();
}

const calm = async (page: Page) => expect(await accessibilityFindings(page)).toEqual([]);

test('a person makes the database, backs it up, verifies it and goes back to the backup, without a terminal', async () => {
  const { page, takeNoise } = watched;
  await go(page, 'Diagnostics', 'Bootstrap schema…');
  await page.getByLabel('To confirm, type the name of the database: aicmo.db').fill('aicmo.db');
  await page.getByRole('button', { name: 'Bootstrap schema' }).click();
  await page.getByText('The schema is up to date').waitFor(slow);

  await go(page, 'Diagnostics', 'Back up…');
  await page.getByText('There is no backup in').waitFor(slow);
  await calm(page);
  await page.getByRole('button', { name: 'Back up now' }).click();
  await page.getByText('A backup was made, read again and found good.').waitFor(slow);
  await takePicture(page, 'ops-backup');

  await go(page, 'Diagnostics', 'Verify…');
  await page.getByRole('button', { name: 'Verify' }).click();
  await page.getByText('Every table is what the migrations make').waitFor(slow);
  await calm(page);

  await go(page, 'Diagnostics', 'Restore…');
  await page.getByRole('radio').first().waitFor(slow);
  await calm(page);
  await takePicture(page, 'ops-restore');
  await page.getByLabel('To confirm, type the name of the database: aicmo.db').fill('aicmo.db');
  await page.getByRole('button', { name: 'Restore this backup' }).click();
  await page.getByText('The backup was restored and read again.').waitFor(slow);
  await page.getByText('To undo it:').waitFor();

  await go(page, 'Diagnostics', 'In flight and uncertain');
  await page.getByText('Nothing is in flight, and nothing is uncertain.').waitFor(slow);
  await calm(page);
  expect(takeNoise()).toEqual([]);
}, 300_000);

test('one check is asked again from its row, and the row stays open', async () => {
  const { page, takeNoise } = watched;
  await page.getByRole('link', { name: 'Sentinels' }).first().click();
  await page.getByText('in parallel').waitFor(slow);
  const row = page.getByRole('listitem').filter({ hasText: 'Free disk space' });
  await row.locator('summary').click();
  await row.getByRole('button', { name: 'Check again: Free disk space' }).click();
  await page.waitForURL(/#check-machine-disk$/, slow);
  await page.getByRole('link', { name: 'Passed' }).click();
  expect(await page.getByText('skipped', { exact: true }).count()).toBe(0);
  await calm(page);
  expect(takeNoise()).toEqual([]);
}, 120_000);

test('the operator is started from the shell, answers, and ends when it is told to', async () => {
  const { page, takeNoise } = watched;
  await go(page, 'Canonical UI');
  await page.getByRole('button', { name: 'Start operator' }).click();
  await page.getByText('The operator answers').or(page.getByText('This is the real operator')).waitFor(slow);
  await page.getByLabel('What it printed').getByText('Starting the operator').waitFor();
  await calm(page);
  await takePicture(page, 'ops-canonical');
  await page.getByRole('button', { name: 'Stop operator' }).click();
  await page.getByText('Nothing answers at').waitFor(slow);
  await page.getByText('with exit status 0').waitFor();
  expect(takeNoise()).toEqual([]);
}, 300_000);
