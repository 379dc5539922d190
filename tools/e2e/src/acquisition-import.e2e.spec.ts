import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from './browser/open-browser.ts';
import { startOperator, type RunningOperator } from './operator/start-operator.ts';
import { accessibilityFindings } from './page/accessibility.ts';
import { takePicture } from './page/picture.ts';
import { openPage, type WatchedPage } from './page/watched-page.ts';

/** Lists as HubSpot and Apollo export them, with their own columns, of people who were made up. */
const lists = path.join(import.meta.dirname, 'lists');

let folder: string;
let operator: RunningOperator;
let browser: Browser;
let watched: WatchedPage;
let page: Page;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'aicmo-lists-'));
  [operator, browser] = await Promise.all([startOperator(), openBrowser()]);
  watched = await openPage(browser, `${operator.url}/acquisition?import=new`);
  page = watched.page;
}, 120_000);

afterAll(async () => {
  await watched?.close();
  await browser?.close();
  await operator?.stop();
  await rm(folder, { recursive: true, force: true });
});

const choose = (file: string) => page.locator('input[type=file]').first().setInputFiles(file);
const figure = async (name: string): Promise<number> => {
  const text = await page.getByRole('group', { name, exact: true }).first().innerText();
  return Number(/\d+/.exec(text.replace(name, ''))?.[0]);
};
const press = (name: string | RegExp) => page.getByRole('button', { name }).first().click();

test('an export of HubSpot that nobody prepared becomes leads that are ranked, and its rejected rows say why', async () => {
  await choose(path.join(lists, 'hubspot-crm-exports-all-contacts.csv'));
  await page.getByText('Looks like an export of HubSpot').waitFor();
  await page.getByRole('combobox', { name: 'Titles you look for' }).fill('Head of Operations');
  await page.keyboard.press('Enter');
  await page.getByRole('combobox', { name: 'Industries' }).fill('logistics');
  await page.keyboard.press('Enter');
  expect(await page.getByText('1 row: the person has opted out').count()).toBe(1);
  await takePicture(page, 'import-hubspot');
  expect(await accessibilityFindings(page)).toEqual([]);
  await press('Import 20 leads');
  await page.getByRole('button', { name: 'Download to correct' }).waitFor();
  expect([await figure('New leads'), await figure('Rejected')]).toEqual([20, 3]);
  await press('Show these leads');
  await page.getByRole('row', { name: /Maja Lindqvist/ }).waitFor();
  const rows = await page.getByRole('row').allInnerTexts();
  const scores = rows.flatMap((text) => /\b[01]\.\d\d\b/.exec(text) ?? []).map(Number);
  expect(scores.length).toBeGreaterThan(10);
  expect(scores).toEqual(scores.toSorted((one, other) => other - one));
  expect(rows[1]).toContain('Head of Operations');
});

test('rejected rows are corrected in their own file and come in as they are, with no column chosen twice', async () => {
  await page.goBack();
  const download = page.waitForEvent('download');
  await press('Download to correct');
  const file = path.join(folder, 'corrected.csv');
  await (await download).saveAs(file);
  const text = await readFile(file, 'utf8');
  expect(text).toContain('“m.ali at padaria” is no mail address.');
  await writeFile(file, text.replace('m.ali at padaria', 'm.ali@padaria.example'));
  await press('Import the corrected file');
  await choose(file);
  await page.getByText(/The columns are used as .* chose for “hubspot-crm-exports-all-contacts.csv”/).waitFor();
  await press('Import 1 lead');
  await page.getByRole('button', { name: 'Take this import back' }).waitFor();
  expect([await figure('New leads'), await figure('Rejected')]).toEqual([1, 2]);
});

test('an export of Apollo brings new people beside one who is known, and one click takes it back', async () => {
  await page.goto(`${operator.url}/acquisition?import=new`);
  await choose(path.join(lists, 'apollo-contacts-export.csv'));
  await page.getByText('Looks like an export of Apollo').waitFor();
  expect(await page.getByRole('combobox', { name: 'Person Linkedin Url becomes' }).inputValue()).toBe('linkedin');
  expect(await figure('Known already')).toBe(1);
  await press(/^Import \d+ leads/);
  await page.getByRole('button', { name: 'Download to correct' }).waitFor();
  expect([await figure('New leads'), await figure('Known, with something new')]).toEqual([21, 1]);
  await press('Take this import back');
  await page.getByText('21 leads that this list made are removed').waitFor();
  await press('Take it back');
  await page.getByText(/took this import back: 21 leads removed/).waitFor();
  const { stdout } = await operator.aicmo('leads', 'list', '--json');
  expect((JSON.parse(stdout) as { total: number }).total).toBe(21);
});

test('the console stayed quiet', () => {
  expect(watched.takeNoise()).toEqual([]);
});
