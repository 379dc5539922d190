import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from './browser/open-browser.ts';
import { startOperator, type RunningOperator } from './operator/start-operator.ts';
import { accessibilityFindings } from './page/accessibility.ts';
import { takePicture } from './page/picture.ts';
import { openPage, type WatchedPage } from './page/watched-page.ts';

const header = 'First name;Last name;Title;Company;E-Mail;Phone\n';
const fair = `${header}Maja;Lindqvist;COO;Kurier Nord GmbH;maja@kurier.example;\nAnna;Berg;CEO;Hafen;anna@hafen.example;\n`;
const again = `${header}Maja;Lindqivst;Chief operating officer;KURIER NORD;ml@gmx.example;+49 30 901820\nAnna;Berger;CFO;Hafen;anna.berger@hafen.example;\n`;

let folder: string;
let operator: RunningOperator;
let browser: Browser;
let watched: WatchedPage;
let page: Page;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'aicmo-matches-'));
  [operator, browser] = await Promise.all([startOperator(), openBrowser()]);
  await operator.aicmo('client', 'create', 'Nordlicht');
  await operator.aicmo('campaign', 'create', 'Spring', '--client', 'Nordlicht');
  for (const [name, text] of Object.entries({ 'fair.csv': fair, 'again.csv': again })) {
    const file = path.join(folder, name);
    await writeFile(file, text);
    await operator.aicmo('leads', 'import', file, '--campaign', 'Spring');
  }
  watched = await openPage(browser, `${operator.url}/acquisition?view=matches`);
  page = watched.page;
}, 120_000);

afterAll(async () => {
  await watched?.close();
  await browser?.close();
  await operator?.stop();
  await rm(folder, { recursive: true, force: true });
});

const leads = async (): Promise<readonly { readonly email: string; readonly title: string }[]> => {
  const { stdout } = await operator.aicmo('leads', 'list', '--json');
  return (JSON.parse(stdout) as { leads: { email: string; title: string }[] }).leads;
};

test('one person of two lists is found, stands side by side, and becomes one lead with the values that were chosen', async () => {
  await page.getByRole('region', { name: 'Nobody has looked yet' }).getByRole('button').click();
  const pane = page.getByRole('region', { name: 'Maja Lindqvist and Maja Lindqivst' });
  await pane.getByRole('radio', { name: 'Chief operating officer' }).check();
  expect(await page.getByRole('list', { name: 'Pairs that may be one person' }).getByRole('listitem').count()).toBe(1);
  expect(await pane.innerText()).toContain('Both are in sequence in “Spring”');
  expect(await accessibilityFindings(page)).toEqual([]);
  await takePicture(page, 'matches');
  await pane.getByRole('button', { name: 'Merge the two' }).click();
  await page.getByRole('region', { name: 'No pairs wait for you' }).waitFor();
  const maja = (await leads()).filter(({ email }) => email.startsWith('m'));
  expect(maja).toMatchObject([{ email: 'maja@kurier.example', title: 'Chief operating officer' }]);
});

test('the merge is undone from the list of merges, and who is told apart is not asked about again', async () => {
  await page.getByText('Merged', { exact: true }).click();
  await page.getByRole('button', { name: 'Undo the merge' }).click();
  await page.getByText('undone by Operator').waitFor();
  expect(await leads()).toHaveLength(4);
  await page.getByText(/^Waiting · 1$/).click();
  await page.getByRole('button', { name: 'Not the same person' }).click();
  await page.getByRole('region', { name: 'No pairs wait for you' }).waitFor();
  await page.getByRole('button', { name: 'Look through all again' }).click();
  await page.getByText(/4 leads looked through, 0 new pairs found/).waitFor();
  expect(await page.getByRole('checkbox', { name: 'Waiting · 0' }).count()).toBe(1);
});

test('the console stayed quiet', () => {
  expect(watched.takeNoise()).toEqual([]);
});
