import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { openBrowser } from './browser/open-browser.ts';
import { startOperator, type RunningOperator } from './operator/start-operator.ts';
import { accessibilityFindings } from './page/accessibility.ts';
import { openPage, type WatchedPage } from './page/watched-page.ts';

let operator: RunningOperator;
let browser: Browser;
let watched: WatchedPage;
let page: Page;
let main: Locator;

beforeAll(async () => {
  [operator, browser] = await Promise.all([startOperator(), openBrowser()]);
  const client = ['--time-zone', 'Europe/Vienna', '--sender', 'Mia Huber', '--sender-address', 'mia@bergwein.example'];
  const run = await operator.aicmo(
    'client',
    'create',
    'Bergwein',
    ...client,
    '--postal-address',
    'Bergwein, Gasse 1, Wien',
  );
  expect(run.status).toBe(0);
  watched = await openPage(browser, `${operator.url}/command-center`);
  page = watched.page;
  main = page.getByRole('main');
}, 120_000);

afterAll(async () => {
  await watched?.close();
  await browser?.close();
  await operator?.stop();
});

async function open(tab: string, title: string): Promise<void> {
  await page.goto(`${operator.url}/${tab}`);
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
}

/** Chooses an option; where there is only one, the form has chosen it and does not ask. */
async function pick(root: Locator, label: string, option: string): Promise<void> {
  const box = root.getByRole('combobox', { name: label, exact: true });
  await root.getByRole('textbox').first().waitFor();
  if ((await box.count()) === 0 || (await box.inputValue()) === option) return;
  await box.click();
  await page.getByRole('listbox').getByRole('option', { name: option }).click();
}

/** After each use case: its row is there, nothing bars a person from it, and the console is quiet. */
async function settled(row: Locator): Promise<void> {
  await row.first().waitFor();
  expect(await accessibilityFindings(page)).toEqual([]);
  expect(watched.takeNoise()).toEqual([]);
}

test('Campaign Ops makes a campaign and starts it', async () => {
  await open('campaign-ops', 'Campaign Ops');
  await page.getByRole('button', { name: 'New campaign' }).first().click();
  await pick(main, 'Client', 'Bergwein');
  await main.getByLabel('Name', { exact: true }).fill('Old slopes');
  await main.getByRole('button', { name: 'Make campaign' }).click();
  await main
    .getByRole('button', { name: /^(Start|Activate)/ })
    .first()
    .click();
  const confirm = page.getByRole('dialog').getByRole('button', { name: /^(Start|Activate)/ });
  if (await confirm.isVisible().catch(() => false)) await confirm.click();
  await open('campaign-ops', 'Campaign Ops');
  await settled(page.getByRole('row', { name: /Old slopes.*Active/ }));
});

test('Acquisition shows the lead that it imported', async () => {
  const file = path.join(operator.home, 'guests.csv');
  await writeFile(file, 'Name,Email,Company,Title\nRosa Wirt,rosa@gasthof.example,Gasthof Wirt,Owner\n');
  await open('acquisition', 'Acquisition');
  await page.getByRole('button', { name: 'Import leads' }).first().click();
  await page.locator('input[type=file]').first().setInputFiles(file);
  await main.getByRole('button', { name: /^Import 1 lead/ }).click();
  await main.getByRole('group', { name: 'Put in sequence' }).waitFor();
  await open('acquisition', 'Acquisition');
  await settled(page.getByRole('row', { name: /Rosa Wirt/ }));
});

test('Campaigns shows the campaign, and has nothing to change it with', async () => {
  await open('campaigns', 'Campaigns');
  await settled(page.getByRole('row', { name: /Old slopes/ }));
  expect(await main.getByRole('button', { name: /New|Create|Activate|Pause|Delete/ }).count()).toBe(0);
});

test('Autonomy finds work, asks, and does what a person allows', async () => {
  await open('autonomy', 'Autonomy');
  await page.getByRole('button', { name: 'Look for work' }).first().click();
  const row = page.getByRole('row', { name: /Run .* as a simulation/ });
  await settled(row);
  await row.first().click();
  await page.getByRole('dialog').getByRole('button', { name: 'Approve' }).click();
  await open('autonomy', 'Autonomy');
  await page.getByRole('tab', { name: 'Did' }).click();
  await settled(page.getByRole('row', { name: /Run .* as a simulation/ }));
});

test('Strategy keeps a brief and drafts the eight layers from it', async () => {
  await page.goto(`${operator.url}/strategy?brief=new`);
  await pick(main, 'Client', 'Bergwein');
  const fields: Readonly<Record<string, string>> = {
    'What it sells': 'wine from steep old slopes, by the case',
    'Who buys': 'innkeepers of the Salzkammergut',
    'What hurts': 'guests ask for local wine\nthe wholesaler sends what everybody has',
    'What they want instead': 'a list that guests remember\none delivery a week',
    'What is different here': 'each bottle names its slope\nthe grower delivers herself',
    'What can be proved': 'forty inns ordered twice last year',
    'Where to be heard': 'LinkedIn\nnewsletter',
    'How it should sound': 'warm and short',
    'What this should achieve': 'first orders from inns',
    'The number and the date': 'ten new inns by the end of May',
    'What the reader should do': 'Ask for a tasting case',
  };
  for (const [label, text] of Object.entries(fields))
    await main.getByRole('textbox', { name: label, exact: true }).fill(text);
  await main.getByRole('button', { name: 'Save brief' }).click();
  await page
    .getByRole('button', { name: /^Draft/ })
    .first()
    .click();
  await main.getByText('innkeepers of the Salzkammergut').first().waitFor();
  await open('strategy', 'Strategy');
  await settled(page.getByRole('row', { name: /Bergwein/ }));
});

test('Creatives composes three directions out of the strategy', async () => {
  await open('creatives', 'Creatives');
  await page.getByRole('button', { name: 'Compose directions' }).first().click();
  const compose = page.getByRole('dialog').getByRole('button', { name: 'Compose directions' });
  if (await compose.isVisible().catch(() => false)) await compose.click();
  await main.getByText('Starts with the problem').first().waitFor();
  await settled(main.getByText('Starts with the change'));
  expect(await main.getByText(/guests ask for local wine/i).count()).toBeGreaterThan(0);
});

test('Creatives composes copy without a language model, and says what is off and how to switch it on', async () => {
  await open('creatives', 'Creatives');
  await page
    .getByRole('button', { name: /^Open the direction/ })
    .first()
    .click();
  const copy = page.getByRole('region', { name: 'Copy for a post' });
  await copy.getByText('OPENAI_API_KEY is not set').waitFor();
  expect(await copy.getByText("OPENAI_API_KEY='<your key>'").count()).toBe(1);
  expect(await copy.getByRole('button', { name: 'Ask the language model' }).isDisabled()).toBe(true);
  await copy.getByRole('button', { name: 'Compose from your strategy' }).click();
  await settled(copy.getByText('composed from your strategy').first());
  await page.keyboard.press('Escape');
});

test('Publishing keeps a post, and says that nobody has approved it yet', async () => {
  await open('publishing', 'Publishing');
  await page.getByRole('button', { name: 'Write a post' }).first().click();
  const dialog = page.getByRole('dialog');
  await pick(dialog, 'Client', 'Bergwein');
  await dialog.getByLabel('Account').fill('Bergwein');
  await dialog.getByLabel('Text').fill('New wine from old slopes.');
  await dialog.getByRole('button', { name: 'Save post' }).click();
  await settled(page.getByRole('row', { name: /New wine from old slopes\..*approved/ }));
});

test('Monitoring hears a mention in a feed that is handed in', async () => {
  await open('monitoring', 'Monitoring');
  await page.getByRole('button', { name: 'Add a source' }).first().click();
  const dialog = page.getByRole('dialog');
  await pick(dialog, 'Client', 'Bergwein');
  await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('Wine gazette');
  await dialog.getByRole('button', { name: 'Add source' }).click();
  const feed =
    '<?xml version="1.0"?><rss version="2.0"><channel><title>Wine gazette</title><link>https://gazette.example</link><description>-</description><item><title>Bergwein is excellent this year</title><guid>1</guid><pubDate>Fri, 20 Nov 2026 10:00:00 GMT</pubDate></item></channel></rss>';
  await dialog.getByRole('textbox', { name: /document of the feed/ }).fill(feed);
  await dialog.getByRole('button', { name: 'Take the pasted document' }).click();
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await open('monitoring', 'Monitoring');
  await settled(page.getByRole('row', { name: /Bergwein is excellent this year.*positive/ }));
});

test('the Command Center lists what needs a person, and a hold is one of it', async () => {
  await open('command-center', 'Command Center');
  await page
    .getByRole('button', { name: /Hold everything/ })
    .first()
    .click();
  const dialog = page.getByRole('dialog');
  const reason = dialog.getByRole('textbox');
  if ((await reason.count()) > 0) await reason.first().fill('a test of the brakes');
  await dialog.getByRole('button', { name: /^Hold/ }).click();
  await settled(main.getByRole('listitem').filter({ hasText: 'Everything is on hold' }));
});

test('Diagnostics shows what runs here, and each part of it', async () => {
  await open('diagnostics', 'Diagnostics');
  await main
    .getByText(/AICMO_OPERATOR_\d/)
    .first()
    .waitFor();
  await settled(main.getByText(/better-sqlite3|Database/i));
});
