import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from './browser/open-browser.ts';
import { startOperator, type RunningOperator } from './operator/start-operator.ts';
import { accessibilityFindings } from './page/accessibility.ts';
import { takePicture } from './page/picture.ts';
import { openPage, type WatchedPage } from './page/watched-page.ts';

/** One of them is a promising lead without a company: a person has to look. */
const list = [
  'Name,Email,Title,Company,Signals',
  'Maja Lindqvist,maja@kurier.example,Head of Operations,Kurier Nord,',
  'Dana Cole,dana@cole.example,CEO,,recently funded; hiring; decision maker; budget authority; recent activity',
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
    ['client', 'create', 'Nordlicht Bikes', '--time-zone', 'Europe/Berlin'],
    ['campaign', 'create', 'Spring fleet', '--client', 'Nordlicht Bikes'],
    ['leads', 'import', file, '--campaign', 'Spring fleet'],
  ]) {
    const { status, stderr } = await operator.aicmo(...words);
    if (status !== 0) throw new Error(`aicmo ${words.join(' ')}: ${stderr}`);
  }
  watched = await openPage(browser, `${operator.url}/acquisition?view=review`);
  page = watched.page;
}, 120_000);

afterAll(async () => {
  await watched?.close();
  await browser?.close();
  await operator?.stop();
});

const press = (name: string) => page.getByRole('button', { name, exact: true }).first().click();
const story = () => page.getByRole('list', { name: 'Story' });

test('a lead that needs a person is answered by keys, and the answer is taken back by one', async () => {
  const queue = page.getByRole('list', { name: 'Leads that need a person' });
  await queue.getByText('Dana Cole').waitFor();
  expect(await accessibilityFindings(page)).toEqual([]);
  await takePicture(page, 'review-queue');
  await page.keyboard.press('j');
  await page.keyboard.press('d');
  await page.getByText('Looked at Dana Cole.').waitFor();
  await page.getByText('Nobody needs you').waitFor();
  await page.keyboard.press('z');
  await queue.getByText('Dana Cole').waitFor();
});

test("a lead's page takes a note, a task and a correction, and tells all of it", async () => {
  await page.goto(`${operator.url}/acquisition`);
  await page.getByRole('grid', { name: 'Leads' }).getByText('Maja Lindqvist').click();
  await page.getByRole('link', { name: 'Open the whole page' }).click();
  await page.getByRole('heading', { level: 1, name: 'Maja Lindqvist' }).waitFor();
  await page.getByRole('textbox', { name: 'New note' }).fill('Met at the fair.');
  await press('Save the note');
  await story().getByText('Met at the fair.').waitFor();
  await press('New task');
  await page.getByLabel('What has to be done').fill('Call back');
  await press('Set the task');
  await story().getByText('Task set: Call back').waitFor();
  await press('Correct');
  await page.getByRole('dialog').getByLabel('Title').fill('Founder');
  await press('Save');
  await story().getByText('Changed by hand: title').waitFor();
  await story().getByText('Imported from “fair.csv”, row 2').waitFor();
  expect(await accessibilityFindings(page)).toEqual([]);
  await takePicture(page, 'lead-page');
});

test('it is given up with a reason, that is undone, and then it becomes a client', async () => {
  await press('Give up');
  const dialog = page.getByRole('dialog', { name: 'Give up' });
  await dialog.getByLabel('No budget').check();
  expect(await accessibilityFindings(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Give up' }).click();
  await page.getByText('Gave Maja Lindqvist up.').waitFor();
  await press('Undo z');
  await page.getByText('Undone: Gave Maja Lindqvist up.').waitFor();
  await press('Won');
  await press('Make a client');
  await page.getByRole('link', { name: 'Won: the client Kurier Nord' }).waitFor();
  const { stdout } = await operator.aicmo('leads', 'show', 'maja@kurier.example');
  expect(stdout).toContain('Became the client "Kurier Nord"');
  expect(stdout).toContain('Given up: No budget');
  expect(watched.takeNoise()).toEqual([]);
});
