import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { openDatabase } from '@aicmo/core-db';
import { sql } from 'kysely';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from './browser/open-browser.ts';
import { freePort } from './operator/free-port.ts';
import { startOperator, type RunningOperator } from './operator/start-operator.ts';
import { accessibilityFindings } from './page/accessibility.ts';
import { openPage, type WatchedPage } from './page/watched-page.ts';

let operator: RunningOperator;
let browser: Browser;
let watched: WatchedPage;
let page: Page;

beforeAll(async () => {
  const port = await freePort();
  const env = { AICMO_PUBLIC_URL: `http://127.0.0.1:${port}`, AICMO_PUBLIC_PORT: String(port) };
  [operator, browser] = await Promise.all([startOperator({ env }), openBrowser()]);
  await operator.aicmo('client', 'create', 'Nordlicht Bikes');
  await operator.aicmo('campaign', 'create', 'Spring fleet', '--client', 'Nordlicht Bikes');
  const list = path.join(operator.home, 'leads.csv');
  await writeFile(list, 'Email,First name,Company,Country\nmaja@kurier.example,Maja,Kurier,Germany\n');
  await operator.aicmo('leads', 'import', list, '--campaign', 'Spring fleet');
  watched = await openPage(browser, `${operator.url}/campaigns`);
  page = watched.page;
}, 120_000);

afterAll(async () => {
  await watched?.close();
  await browser?.close();
  await operator?.stop();
});

test('who asks why nothing is sent is led from reason to setting, down to the list before going live', async () => {
  await page.getByText('Spring fleet').first().click();
  const why = page.getByRole('region', { name: 'Why it sends or does not' });
  await why.getByText('is a draft, so nothing goes out').waitFor();
  expect(await accessibilityFindings(page)).toEqual([]);
  await why.getByRole('link', { name: 'Go live' }).click();

  const list = page.getByRole('region', { name: 'What the software looked at' });
  await list.getByText('There is no mailbox of Nordlicht Bikes: add one.').waitFor();
  expect(await page.getByRole('button', { name: 'Go live…' }).isDisabled()).toBe(true);
  await page.getByRole('button', { name: /^I have read \d+ messages$/ }).click();
  await list.getByText('has read them as they are now.').waitFor();
  expect(await accessibilityFindings(page)).toEqual([]);

  await page.goto(`${operator.url}/acquisition`);
  await page.getByRole('grid').getByText('Maja').first().click();
  await page.getByRole('link', { name: 'Open the whole page' }).click();
  const next = page.getByRole('region', { name: 'The next message' });
  await next.getByText('held back').waitFor();
  expect(await accessibilityFindings(page)).toEqual([]);
  await next.getByRole('link', { name: 'Open the mailboxes' }).first().click();
  await page.getByRole('region', { name: 'Mailboxes' }).waitFor();
});

test('who follows the link of a message unsubscribes in their own language, and a mistake waits for a person', async () => {
  await operator.aicmo('campaign', 'activate', 'Spring fleet');
  await operator.aicmo('run', 'Spring fleet');
  const database = await openDatabase(`sqlite:${path.join(operator.home, 'aicmo.db')}`);
  const cam = database.handle('cam').in();
  // As if it had left: nothing does in a test.
  await sql`update cam_outreach_attempt set mode = 'LIVE', status = 'SENT', settled_at = created_at`.execute(cam);
  const { rows } = await sql<{ body: string }>`select body from cam_outreach_attempt`.execute(cam);
  await database.close();
  await page.goto(/http:\S+\/u\/\S+/.exec(rows[0]?.body ?? '')?.[0] ?? '');
  await page.getByRole('heading', { name: 'Keine Nachrichten mehr?' }).waitFor();
  expect(await accessibilityFindings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Abmelden' }).click();
  await page.getByRole('button', { name: 'Das war ein Versehen' }).click();
  await page.getByRole('heading', { name: 'Notiert' }).waitFor();

  await page.goto(`${operator.url}/acquisition?view=suppression`);
  const asks = page.getByRole('region', { name: 'Unsubscribed by mistake, they say' });
  await asks.getByRole('button', { name: 'Let them in again…' }).click();
  await page.getByLabel('Why').fill('She told us on the phone');
  await page.getByRole('dialog').getByRole('button', { name: 'Let them in again' }).click();
  await page.getByText('Nobody is on the list').waitFor();
  expect(await accessibilityFindings(page)).toEqual([]);
});
