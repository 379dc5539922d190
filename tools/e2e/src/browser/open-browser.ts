import path from 'node:path';
import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';

const flags = [
  '--headless',
  '--no-sandbox', // the tests also run as root, where the sandbox cannot
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--font-render-hinting=none', // so that pictures are the same on every machine
];

/** Starts the browser that `browser-setup.cjs` made sure of. Close it after the spec. */
export async function openBrowser(): Promise<Browser> {
  const own = process.env['BROWSER_PATH'];
  if (own !== undefined) return chromium.launch({ executablePath: own, args: flags });
  const folder = process.env['AICMO_TEST_BROWSER'];
  if (folder === undefined) throw new Error('There is no browser: run the specs by "npx nx test e2e".');
  return chromium.launch({
    executablePath: path.join(folder, 'chromium'),
    args: flags,
    env: {
      ...process.env,
      LD_LIBRARY_PATH: path.join(folder, 'al2023/lib'),
      FONTCONFIG_PATH: path.join(folder, 'fonts'),
    },
  });
}
