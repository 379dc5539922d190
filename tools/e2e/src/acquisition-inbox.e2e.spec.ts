import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { startImapServer, startSmtpServer } from '@aicmo/core-effects/testing';
import { plusMs, systemClock } from '@aicmo/core-kernel';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from './browser/open-browser.ts';
import { startOperator, type RunningOperator } from './operator/start-operator.ts';
import { accessibilityFindings } from './page/accessibility.ts';
import { takePicture } from './page/picture.ts';
import { openPage, type WatchedPage } from './page/watched-page.ts';

const list =
  'Name,Email,Company\nMaja Lindqvist,maja@kurier.example,Kurier Nord\nJonas Voss,jonas@werft.example,Werft AG';

const aReply = (name: string, address: string, text: string): string =>
  [
    ...[
      `From: ${name} <${address}>`,
      'To: anna@nordlicht.example',
      'Subject: Re: Ten vans',
      `Message-ID: <1${address}>`,
    ],
    ...['Date: Mon, 02 Mar 2026 10:00:00 +0000', 'Content-Type: text/plain; charset=utf-8', '', text],
  ].join('\r\n');

let operator: RunningOperator;
let browser: Browser;
let watched: WatchedPage;
let page: Page;
let imap: Awaited<ReturnType<typeof startImapServer>>;
let smtp: Awaited<ReturnType<typeof startSmtpServer>>;

const post = async (address: string, body: unknown): Promise<{ readonly id: string }> => {
  const headers = { 'content-type': 'application/json', origin: operator.url };
  const response = await fetch(`${operator.url}${address}`, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${address}: ${response.status} ${await response.text()}`);
  return (await response.json()) as { readonly id: string }; // each of these answers has one, or none is asked
};

const run = async (...words: readonly string[]): Promise<string> => {
  const { status, stdout, stderr } = await operator.aicmo(...words);
  if (status !== 0) throw new Error(`aicmo ${words.join(' ')}: ${stderr}`);
  return stdout;
};

beforeAll(async () => {
  [imap, smtp, operator, browser] = await Promise.all([
    startImapServer(),
    startSmtpServer(),
    startOperator(),
    openBrowser(),
  ]);
  const file = path.join(operator.home, 'fair.csv');
  await writeFile(file, list);
  const client = JSON.parse(await run('client', 'create', 'Nordlicht Bikes', '--json')) as { readonly id: string }; // ours
  await run('campaign', 'create', 'Spring fleet', '--client', 'Nordlicht Bikes');
  await run('leads', 'import', file, '--campaign', 'Spring fleet');
  const server = { host: 'localhost', security: 'none' };
  const draft = {
    ...{ address: 'anna@nordlicht.example', senderName: 'Anna Berg', replyTo: '', signature: 'Anna', certificate: '' },
    ...{ postalAddress: 'Hafenstr. 1, Hamburg', providerId: null },
    smtp: { ...server, port: smtp.port, user: '' },
    imap: { ...server, port: imap.port, user: imap.login.user },
    limits: {
      ...{ perDay: 30, rampStart: 10, rampStep: 5, gapFrom: 10, gapTo: 20 },
      window: { days: [1, 2, 3, 4, 5], spans: [{ from: '09:00', to: '17:30' }] },
    },
  };
  const passwords = { imap: imap.login.password };
  const mailbox = await post('/api/monitoring/mailboxes', { client: client.id, draft, passwords });
  await post(`/api/monitoring/mailboxes/${mailbox.id}/test`, { message: false });
  await post('/api/house/proof-mode', { on: false, reason: 'The test answers for real' });
  // The server knows whole seconds only, and nobody answers before they were in sequence.
  const at = plusMs(systemClock.now(), 1000);
  imap.deliver('INBOX', aReply('Maja Lindqvist', 'maja@kurier.example', 'That sounds good. When could we talk?'), at);
  imap.deliver('INBOX', aReply('Jonas Voss', 'jonas@werft.example', 'Who are you?'), at);
  await run('inbox', 'list', '--read');
  watched = await openPage(browser, `${operator.url}/acquisition?view=inbox`);
  page = watched.page;
}, 120_000);

afterAll(async () => {
  await watched?.close();
  await browser?.close();
  await operator?.stop();
  await imap?.close();
  await smtp?.close();
});

test('who wrote back stands in the inbox and is answered over the mailbox, in the thread', async () => {
  const conversations = page.getByRole('list', { name: 'Conversations' });
  await conversations.getByText('Maja Lindqvist').click();
  await page.getByRole('list', { name: 'Messages' }).getByText('When could we talk?').waitFor();
  expect(await accessibilityFindings(page)).toEqual([]);
  await takePicture(page, 'inbox');
  await page.getByRole('textbox', { name: 'Answer' }).fill('Thursday at ten?');
  await page.getByRole('button', { name: 'Send the answer' }).click();
  await page.getByText('Done: answered').waitFor();
  await conversations.getByText('Maja Lindqvist').waitFor({ state: 'detached' });
  expect(smtp.messages).toMatchObject([{ from: 'anna@nordlicht.example', to: ['maja@kurier.example'] }]);
  expect(smtp.messages[0]?.raw).toContain('In-Reply-To: <1maja@kurier.example>');
});

test('the next one is ended by a key, and taken back by another', async () => {
  await page.keyboard.press('Escape');
  await page.keyboard.press('j');
  await page.getByRole('list', { name: 'Messages' }).getByText('Who are you?').waitFor();
  await page.keyboard.press('e');
  await page.getByText('The message of Jonas Voss needs no answer.').waitFor();
  await page.getByText('Nobody waits for an answer').waitFor();
  expect(await accessibilityFindings(page)).toEqual([]);
  await page.keyboard.press('z');
  await page.getByRole('list', { name: 'Conversations' }).getByText('Jonas Voss').waitFor();
  expect(smtp.messages).toHaveLength(1);
});
