import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { repositoryRoot } from '../repository-root.ts';

const folder = path.join(repositoryRoot, 'docs/screenshots');

/** Whether this run renews the pictures of the README: `AICMO_SCREENSHOTS=1 npx nx test e2e`. */
const takesPictures = process.env['AICMO_SCREENSHOTS'] === '1';

/** Writes docs/screenshots/<name>.png of the page as it stands, when pictures are to be taken; else does nothing. */
export async function takePicture(page: Page, name: string): Promise<void> {
  if (!takesPictures) return;
  await mkdir(folder, { recursive: true });
  await page.evaluate('document.fonts.ready');
  await page.screenshot({ path: path.join(folder, `${name}.png`), animations: 'disabled', caret: 'hide' });
}

/** Writes one sheet with many pages beside each other, to judge them together. */
export async function takeContactSheet(
  browser: Browser,
  name: string,
  shots: readonly { readonly title: string; readonly png: Buffer }[],
): Promise<void> {
  if (!takesPictures) return;
  const figures = shots.map(
    ({ title, png }) =>
      `<figure><img src="data:image/png;base64,${png.toString('base64')}"><figcaption>${title}</figcaption></figure>`,
  );
  const page = await browser.newPage({ viewport: { width: 1500, height: 1000 } });
  await page.setContent(
    `<style>body{margin:16px;display:grid;grid-template-columns:1fr 1fr;gap:16px;font:14px sans-serif}figure{margin:0}img{width:100%;border:1px solid #ccc}</style>${figures.join('')}`,
  );
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: path.join(folder, `${name}.png`), fullPage: true });
  await page.close();
}
