import { readFile, readdir } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { openBrowser } from './browser/open-browser.ts';
import { startOpsShell, type RunningOpsShell } from './ops-shell/start-ops-shell.ts';
import { accessibilityFindings } from './page/accessibility.ts';
import { takePicture } from './page/picture.ts';
import { openPage, type PageOptions, type WatchedPage } from './page/watched-page.ts';

const slow = { timeout: 60_000 };

let shell: RunningOpsShell;
let browser: Browser;
let watched: WatchedPage | undefined;

beforeAll(async () => {
  [shell, browser] = await Promise.all([startOpsShell(), openBrowser()]);
});
afterEach(async () => {
  await watched?.close();
  watched = undefined;
});
afterAll(async () => {
  await browser?.close();
  expect(await shell?.stop()).toBe(0);
});

async function open(address: string, options?: PageOptions): Promise<WatchedPage> {
  watched = await openPage(browser, address.startsWith('http') ? address : shell.url + address, options);
  return watched;
}

test('a person finds that there is no database, makes one by the explicit step, and sees that everything works', async () => {
  const { page, takeNoise } = await open(shell.entryUrl);
  await page.getByText('signed in').waitFor(slow);
  expect(page.url()).toBe(`${shell.url}/`);
  await page.getByRole('link', { name: 'Sentinels' }).first().click();
  await page.getByRole('heading', { level: 1, name: 'Sentinels' }).waitFor();
  await page.getByText('Not asked: waits for “Database answers”').first().waitFor(slow);
  await page.getByText('in parallel').waitFor(slow);
  const row = page.getByRole('listitem').filter({ hasText: 'There is no database at' });
  await row.getByText('fail', { exact: true }).waitFor();
  await row.locator('.remedy').getByText('npx aicmo db bootstrap').waitFor();
  await takePicture(page, 'ops-sentinels-no-database');
  expect(await readdir(shell.home)).toEqual(['ops-shell']);

  await page.getByRole('link', { name: 'Diagnostics' }).click();
  await page.getByRole('link', { name: 'Bootstrap schema' }).click();
  const act = page.getByRole('button', { name: 'Bootstrap schema' });
  await act.waitFor(slow);
  await page.getByLabel('To confirm, type the name of the database: aicmo.db').fill('aicmo.db');
  await act.click();
  await page.getByText(/The schema is up to date: \d+ migrations applied/).waitFor(slow);
  await takePicture(page, 'ops-bootstrap');

  await page.getByRole('link', { name: 'See all checks' }).click();
  await page.getByText(/All \d+ migrations are applied/).waitFor(slow);
  await page.getByText('in parallel').waitFor(slow);
  expect(await page.getByText('Not asked').count()).toBe(0);
  await takePicture(page, 'ops-sentinels');
  expect(takeNoise()).toEqual([]);
});

test('somebody who has not signed in reads everything, and is shown the way to sign in instead of the buttons', async () => {
  const { page, takeNoise } = await open('/hold');
  await page.getByRole('link', { name: 'Sign in to act…' }).click();
  await page.getByLabel('Access token').waitFor();
  expect(await accessibilityFindings(page)).toEqual([]);
  const file = `${shell.home}/ops-shell/token-${new URL(shell.url).port}`;
  await page.getByLabel('Access token').fill(await readFile(file, 'utf8'));
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText('signed in').waitFor();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByLabel('Access token').waitFor();
  expect(takeNoise()).toEqual([]);
});

test('a row unfolds into its evidence by keyboard, and a command is copied with a press', async () => {
  const { page, takeNoise } = await open('/sentinels');
  const row = page.getByRole('listitem').filter({ hasText: 'Runtime' });
  await row.locator('summary').focus();
  await page.keyboard.press('Enter');
  await row.getByText('pinned Node').waitFor();
  const canonical = await open('/canonical-ui');
  await canonical.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await canonical.page.getByRole('button', { name: 'npm start' }).last().press('Enter');
  await canonical.page.getByText('Copied').waitFor();
  expect(await canonical.page.evaluate('navigator.clipboard.readText()')).toBe('npm start');
  expect([...takeNoise(), ...canonical.takeNoise()]).toEqual([]);
});

test('a database address is judged without its password being shown', async () => {
  const { page } = await open('/diagnostics');
  await page.getByLabel('Database address').fill('postgresql+psycopg2://app:s3cret-4711@db/x');
  await page.getByRole('button', { name: 'Check' }).click();
  await page.getByText('This address cannot be used.').waitFor(slow);
  expect(await page.content()).not.toContain('s3cret-4711');
});

describe.each([
  ['/', 'Home'],
  ['/sentinels', 'Sentinels'],
  ['/diagnostics', 'Diagnostics'],
  ['/diagnostics/backup', 'Back up'],
  ['/diagnostics/restore', 'Restore a backup'],
  ['/diagnostics/verify', 'Verify the database'],
  ['/outbound', 'In flight and uncertain'],
  ['/canonical-ui', 'Canonical UI'],
  ['/hold', 'Hold everything'],
])('the page %s', (address, title) => {
  test.each([
    ['light', 1440],
    ['dark', 1440],
    ['light', 390],
  ] as const)('stands in %s at %i pixels without noise, a barrier, or sideways scrolling', async (scheme, width) => {
    const { page, takeNoise } = await open(address, { scheme, width });
    await page.getByRole('heading', { level: 1, name: title }).waitFor();
    expect(await accessibilityFindings(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
    expect(takeNoise()).toEqual([]);
  });
});
