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
  'Name,Email,Title,Industry,Signals',
  'Maja Lindqvist,maja@kurier.invalid,Head of Operations,Logistics,',
  'Dana Cole,dana@cole.invalid,CEO,Retail,recently funded; hiring; decision maker',
  'Ida Berg,ida@berg.invalid,Accountant,Logistics,',
].join('\n');

let operator: RunningOperator;
let browser: Browser;
let watched: WatchedPage;
let page: Page;

beforeAll(async () => {
  [operator, browser] = await Promise.all([startOperator(), openBrowser()]);
  const file = path.join(operator.home, 'fair.csv');
  await writeFile(file, list);
  const ideal = ['--title', 'Head of Operations', '--industry', 'Logistics'];
  for (const words of [
    ['client', 'create', 'Nordlicht Bikes', '--time-zone', 'Europe/Berlin'],
    ['campaign', 'create', 'Spring fleet', '--client', 'Nordlicht Bikes', ...ideal],
    ['leads', 'import', file, '--campaign', 'Spring fleet'],
  ]) {
    const { status, stderr } = await operator.aicmo(...words);
    if (status !== 0) throw new Error(`aicmo ${words.join(' ')}: ${stderr}`);
  }
  watched = await openPage(browser, `${operator.url}/acquisition?view=rules`);
  page = watched.page;
}, 120_000);

afterAll(async () => {
  await watched?.close();
  await browser?.close();
  await operator?.stop();
});

test('other rules say who would move, are saved with their reason, and each lead says by which it was scored', async () => {
  await page.getByLabel('Title', { exact: true }).fill('0.70');
  await page.getByText('adds up to 1.35, not 1.00').waitFor();
  await page.getByLabel('Signals', { exact: true }).fill('0.05');
  await page.getByRole('button', { name: 'See who would move' }).click();
  await page.getByRole('group', { name: 'Leads of each tier, before and after' }).waitFor();
  expect(await accessibilityFindings(page)).toEqual([]);
  await takePicture(page, 'scoring-rules');
  await page.getByLabel('Why do they change?').fill('Signals are rare here.');
  await page.getByRole('button', { name: 'Save as version 1' }).click();
  await page.getByText(/^3 leads scored again/).waitFor();
  await page.getByText('Signals are rare here.').first().waitFor();

  const { out } = await explained('Maja');
  // 0.5 × .3 + 1 × .3 + 0.5 × .25 + 0.5 × .15 = .65; 1 × .7 + 0.9 × .25 + 0.5 × .05 = .95
  expect(out).toContain('Maja Lindqvist: scored by version 1 of the rules.');
  expect(out).toContain('Fit 0.6500 and opportunity 0.9500: score 0.8000, warm.');
  await page.goto(`${operator.url}/acquisition`);
  await page.getByRole('row', { name: /Maja Lindqvist/ }).click();
  const drawer = page.getByRole('dialog', { name: 'Maja Lindqvist' });
  await drawer.getByText('How it is computed').click();
  await drawer.getByText('Opportunity = 0.7000 + 0.2250 + 0.0250 = 0.9500').waitFor();
  await drawer.getByText('the mean of fit 0.6500 and opportunity 0.9500 = 0.8000').waitFor();
  await drawer.getByRole('link', { name: 'version 1 of the rules' }).waitFor();
});

test('addresses are checked, and what is empty is filled and taken back', async () => {
  await page.goto(`${operator.url}/acquisition?view=rules`);
  await page.getByRole('button', { name: 'Check all addresses' }).click();
  // Whatever this machine's name servers say of .invalid (RFC 6761): nobody takes mail.
  await page.getByText(/^Checked: 0 take mail/).waitFor();
  await page.getByRole('button', { name: 'Fill what is empty' }).click();
  await page.getByText(/^Filled 6 fields of 3 leads/).waitFor();
  await page.getByRole('button', { name: 'Take the filling back' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Take it back' }).click();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  expect((await operator.aicmo('leads', 'list')).stdout).not.toContain('Kurier');
});

async function explained(lead: string): Promise<{ readonly out: string }> {
  const { status, stdout, stderr } = await operator.aicmo('leads', 'explain', lead);
  if (status !== 0) throw new Error(stderr);
  return { out: stdout };
}
