import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from './browser/open-browser.ts';
import { startOperator, type RunningOperator } from './operator/start-operator.ts';
import { accessibilityFindings } from './page/accessibility.ts';
import { takePicture } from './page/picture.ts';
import { openPage, type WatchedPage } from './page/watched-page.ts';

const people = Array.from({ length: 150 }, (_, number) =>
  [
    `Person ${number}`,
    `p${number}@firm${number}.example`,
    number % 2 ? 'CEO' : 'Accountant',
    `Werk${number % 10}`,
  ].join(','),
);

let operator: RunningOperator;
let browser: Browser;
let watched: WatchedPage;
let page: Page;

beforeAll(async () => {
  [operator, browser] = await Promise.all([startOperator(), openBrowser()]);
  const file = path.join(operator.home, 'fair.csv');
  await writeFile(file, ['Name,Email,Title,Company', ...people].join('\n'));
  for (const words of [
    ['client', 'create', 'Nordlicht Bikes', '--time-zone', 'Europe/Berlin'],
    ['campaign', 'create', 'Spring fleet', '--client', 'Nordlicht Bikes'],
    ['leads', 'import', file, '--campaign', 'Spring fleet'],
  ]) {
    const { status, stderr } = await operator.aicmo(...words);
    if (status !== 0) throw new Error(`aicmo ${words.join(' ')}: ${stderr}`);
  }
  watched = await openPage(browser, `${operator.url}/acquisition`);
  page = watched.page;
}, 120_000);

afterAll(async () => {
  await watched?.close();
  await browser?.close();
  await operator?.stop();
});

const press = (name: string) => page.getByRole('button', { name, exact: true }).first().click();
const said = (text: string) => page.getByText(text, { exact: false }).first().waitFor();

test('a list is narrowed, sorted, saved, taken as a whole, moved, and moved back', async () => {
  await press('Lead');
  await said('150 leads · by name');
  await page.getByRole('textbox', { name: 'Name, company, title or address' }).fill('werk3 ceo');
  await said('15 leads · with “werk3 ceo” · by name');
  await press('Saved');
  await press('Save this list');
  await page.getByRole('dialog').getByLabel('Name').fill('Firm three');
  await press('Save list');
  await page.getByRole('button', { name: 'View: Firm three' }).waitFor();
  expect(await accessibilityFindings(page)).toEqual([]);
  await press('Clear filters');
  await said('150 leads · by name');
  await page.getByRole('checkbox', { name: 'Select all rows' }).check();
  await press('Select all 150 leads that match');
  await takePicture(page, 'leads-all-selected');
  await press('Move to');
  await page.getByRole('menuitem', { name: 'Contacted' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Move to contacted' }).click();
  await said('Moved 150 leads to contacted');
  await page.getByRole('grid', { name: 'Leads' }).getByText('Contacted').first().waitFor();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.keyboard.press('z');
  await said('Undone: Moved 150 leads to contacted');
  await page.getByRole('grid', { name: 'Leads' }).getByText('Qualified').first().waitFor();
});

test('a card of the board goes on by mouse and by keyboard, and is lost with a reason only', async () => {
  await page.goto(`${operator.url}/acquisition?view=board`);
  const column = (name: string) => page.getByRole('region', { name, exact: true });
  const card = column('Qualified').locator('[draggable=true]').first();
  const name = (await card.locator('bdi').first().textContent()) ?? '';
  await card.dragTo(column('Replied'));
  await column('Replied').getByText(name).waitFor();
  expect(await accessibilityFindings(page)).toEqual([]);
  await takePicture(page, 'leads-board');
  await column('Replied')
    .getByRole('button', { name: new RegExp(`^${name}`) })
    .focus();
  await page.keyboard.press('m');
  await page.getByRole('menuitem', { name: 'Lost' }).click();
  await page.getByRole('dialog').getByRole('radio', { name: 'No budget' }).check();
  await page.getByRole('dialog').getByRole('button', { name: 'Give up' }).click();
  await column('Lost').getByText(name).waitFor();
});
