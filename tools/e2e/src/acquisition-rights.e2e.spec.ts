import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from './browser/open-browser.ts';
import { freePort } from './operator/free-port.ts';
import { startOperator, type RunningOperator } from './operator/start-operator.ts';
import { accessibilityFindings } from './page/accessibility.ts';
import { openPage, type WatchedPage } from './page/watched-page.ts';

/** Nobody fills in a form faster, says the form. */
const asFastAsAPersonMs = 2100;

let operator: RunningOperator;
let browser: Browser;
let watched: WatchedPage;
let page: Page;

beforeAll(async () => {
  const port = await freePort();
  const env = { AICMO_PUBLIC_URL: `http://127.0.0.1:${port}`, AICMO_PUBLIC_PORT: String(port) };
  [operator, browser] = await Promise.all([startOperator({ env }), openBrowser()]);
  await operator.aicmo('client', 'create', 'Nordlicht Bikes');
  watched = await openPage(browser, `${operator.url}/acquisition?view=forms`);
  page = watched.page;
}, 120_000);

afterAll(async () => {
  await watched?.close();
  await browser?.close();
  await operator?.stop();
});

const say = (label: string, text: string) => page.getByLabel(label, { exact: true }).fill(text);

test('a form that a person makes is filled in by somebody outside, taken, found, and erased without a trace', async () => {
  await page.getByRole('button', { name: 'New form' }).first().click();
  await say('Name', 'Demo day');
  await say('Title', 'Try a cargo bike');
  await say('The sentence that people agree to', 'Nordlicht Bikes may write to me.');
  expect(await accessibilityFindings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Make the form' }).click();
  await page.getByRole('grid', { name: 'Forms' }).getByText('Demo day').click();
  const address = await page.getByRole('link', { name: 'Try the form on its page' }).getAttribute('href');

  await page.goto(address ?? '');
  expect(await accessibilityFindings(page)).toEqual([]);
  await page.getByLabel('Mail address').fill('maja@kurier.example');
  await page.getByLabel('First name').fill('Maja');
  await page.getByLabel('Last name').fill('Lindqvist');
  await page.getByLabel('Nordlicht Bikes may write to me.').check();
  await pause(asFastAsAPersonMs);
  await page.getByRole('button', { name: 'Send' }).click();
  await page.getByRole('heading', { name: 'Thank you' }).waitFor();

  await page.goto(`${operator.url}/acquisition?view=forms`);
  await page.getByText('maja@kurier.example').first().click();
  await page.getByRole('button', { name: 'Take as a lead…' }).click();
  await say('Why', 'Met her at the fair');
  await page.getByRole('button', { name: 'Take as a lead', exact: true }).click();
  await page.getByText('Became a lead').first().waitFor();

  await page.goto(`${operator.url}/acquisition?view=rights&person=maja%40kurier.example`);
  await page.getByRole('link', { name: 'Maja Lindqvist' }).waitFor();
  expect(await accessibilityFindings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Erase this person…' }).click();
  await say('Why', 'Asked by mail');
  await page.getByRole('button', { name: 'Erase for good' }).click();
  await page.getByText('Only a fingerprint is kept').waitFor();
  const bytes = await readFile(path.join(operator.home, 'aicmo.db'), 'latin1');
  expect(['maja@kurier.example', 'Lindqvist'].filter((value) => bytes.includes(value))).toEqual([]);
  expect(watched.takeNoise()).toEqual([]);
});
