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

/** A list as a travel agency keeps it: French headers, semicolons, a quoted line break, one person twice, one nobody can reach. */
const list = [
  'Nom complet;Adresse e-mail;Société;Fonction;Secteur;Effectif;Ville;Remarque',
  'Élodie Garnier;elodie@alpages.example;Alpages SARL;Directrice générale;Tourisme;25;Annecy;"rencontrée\nau salon"',
  'Marc Petit;marc.petit@refuge-blanc.example;Refuge Blanc;Responsable des achats;Hôtellerie;140;Chamonix;',
  'Marc Petit;MARC.PETIT@refuge-blanc.example;Refuge Blanc;Responsable des achats;Hôtellerie;140;Chamonix;encore lui',
  'Sans Adresse;;Nulle Part;Gérant;Tourisme;3;Lyon;',
  'Inès Roux;ines@vallee.example;Vallée Voyages;Assistante;Tourisme;12;Grenoble;',
  '',
].join('\r\n');

let folder: string;
let operator: RunningOperator;
let browser: Browser;
let watched: WatchedPage;
let page: Page;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'aicmo-job-'));
  await writeFile(path.join(folder, 'salon.csv'), list);
  await writeFile(path.join(folder, 'empty.csv'), '');
  await writeFile(
    path.join(folder, 'picture.csv'),
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 1]),
  );
  await writeFile(path.join(folder, 'header.csv'), 'Name;E-mail\r\n');
  [operator, browser] = await Promise.all([startOperator(), openBrowser()]);
  // A file that cannot be read and a list that is there already are answered with 4xx on purpose.
  watched = await openPage(browser, `${operator.url}/`, { expected: /status of (400|409)/ });
  page = watched.page;
}, 120_000);

afterAll(async () => {
  await watched?.close();
  await browser?.close();
  await operator?.stop();
  await rm(folder, { recursive: true, force: true });
});

const choose = (file: string) => page.locator('input[type=file]').first().setInputFiles(path.join(folder, file));

test('an empty workspace opens on two doors', async () => {
  await page.getByText('Drop your list here').waitFor();
  await page.getByText('Show me the demo').waitFor();
  expect(await page.getByText('npm run demo').isVisible()).toBe(true);
  await takePicture(page, 'two-doors');
});

test.each([
  ['empty.csv', /empty/i],
  ['picture.csv', /PNG|picture|image|text/i],
  ['header.csv', /no row|header/i],
])('a file that is no list (%s) is refused in words, and another one can be chosen', async (file, words) => {
  await page.goto(`${operator.url}/`);
  await choose(file);
  const refusal = page.getByRole('main').getByText(words).first();
  await refusal.waitFor();
  await page.getByRole('button', { name: 'Choose another file' }).first().waitFor();
});

test('from a dropped file to the first rendered message a person makes at most six decisions', async () => {
  let decisions = 0;
  const decide = async (name: RegExp): Promise<void> => {
    decisions += 1;
    await page.getByRole('button', { name }).first().click();
  };
  await page.goto(`${operator.url}/`);
  await choose('salon.csv');
  await page.getByRole('heading', { level: 1, name: 'Import leads' }).waitFor();
  await page.getByText('rencontrée').first().waitFor();
  await takePicture(page, 'import-review');
  expect(await accessibilityFindings(page)).toEqual([]);
  await decide(/^Import 3 leads/);
  await page.getByRole('group', { name: 'Put in sequence' }).waitFor();
  await page.getByRole('button', { name: 'Run simulation' }).waitFor();
  expect(await page.getByRole('group', { name: 'New leads', exact: true }).innerText()).toContain('3');
  expect((await page.getByRole('group', { name: /^Known/ }).allInnerTexts()).join(' ')).toContain('1');
  expect(await page.getByRole('group', { name: 'Rejected', exact: true }).innerText()).toContain('1');
  expect(await page.getByText('Sans Adresse').first().isVisible()).toBe(true);
  await decide(/^Run simulation/);
  const message = page.getByRole('list', { name: 'Messages' }).locator('details[open]').first();
  await message.waitFor();
  expect(await message.innerText()).toMatch(/Élodie|Marc|Inès/);
  expect(await message.innerText()).toContain('simulated');
  expect(await message.innerText()).not.toMatch(/\{\{|\}\}|undefined|null/);
  expect(decisions).toBeLessThanOrEqual(6);
  await takePicture(page, 'first-message');
  expect(await accessibilityFindings(page)).toEqual([]);
});

test('a second run in the same minute does nothing twice', async () => {
  await page.getByRole('button', { name: 'Run again' }).click();
  await page.getByRole('button', { name: 'Run again' }).waitFor();
  const { stdout } = await operator.aicmo('messages', '--campaign', 'salon', '--json');
  expect((JSON.parse(stdout) as { total: number }).total).toBe(3);
  const ledger = await operator.aicmo('runs', '--json');
  const runs = JSON.parse(ledger.stdout) as { counters: { due: number } }[];
  expect(runs.map((run) => run.counters.due)).toEqual([0, 3]);
});

test('the same file is refused with the import that has it', async () => {
  await page.goto(`${operator.url}/acquisition?import=new`);
  await choose('salon.csv');
  await page.getByRole('main').getByText('salon.csv').first().waitFor();
  await page
    .getByText(/was imported/)
    .first()
    .waitFor();
});

test('every lead is there with its score, and the score with its reasons', async () => {
  await page.goto(`${operator.url}/acquisition`);
  const row = page.getByRole('row', { name: /Élodie Garnier/ });
  await row.click();
  const drawer = page.getByRole('dialog');
  await drawer.getByText('Élodie Garnier').first().waitFor();
  expect(await drawer.innerText()).toMatch(/title|industry|seniority/i);
  await takePicture(page, 'lead-drawer');
  expect(await accessibilityFindings(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await drawer.waitFor({ state: 'hidden' });
});

test('the campaign shows its run, and its figures open the rows that they count', async () => {
  await page.goto(`${operator.url}/campaigns`);
  await page.getByRole('row', { name: /salon/i }).first().click();
  const leads = page.getByRole('link', { name: /^Qualified: 3\b.*Show the rows/ }).first();
  await leads.waitFor();
  await page.waitForLoadState('networkidle');
  expect(await page.getByRole('main').innerText()).toMatch(/simulated/);
  await takePicture(page, 'campaign');
  expect(await accessibilityFindings(page)).toEqual([]);
  await leads.click();
  await page.getByRole('heading', { level: 1, name: 'Acquisition' }).waitFor();
  for (const name of ['Élodie Garnier', 'Marc Petit', 'Inès Roux'])
    await page.getByRole('row', { name: new RegExp(name) }).waitFor();
});

test('nothing of it left the house, and the console stayed quiet', async () => {
  expect(watched.takeNoise()).toEqual([]);
});
