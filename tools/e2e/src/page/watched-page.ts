import type { Browser, Page } from 'playwright-core';

const patienceMs = 10_000;

/** A page that remembers everything a person would find in the browser's console. */
export interface WatchedPage {
  readonly page: Page;
  /** Warnings, errors and failed requests since the last call; an empty list is what a spec expects. */
  takeNoise(): readonly string[];
  close(): Promise<void>;
}

export interface PageOptions {
  readonly scheme?: 'light' | 'dark';
  readonly width?: number;
  readonly height?: number;
  /** Noise that the spec brings about on purpose. */
  readonly expected?: RegExp;
}

/** Opens an address in a profile of its own, without motion, and waits until its first content is there. */
export async function openPage(browser: Browser, url: string, options: PageOptions = {}): Promise<WatchedPage> {
  const { scheme = 'light', width = 1440, height = 900, expected } = options;
  const context = await browser.newContext({
    colorScheme: scheme,
    reducedMotion: 'reduce',
    viewport: { width, height },
    locale: 'en-GB',
    timezoneId: 'UTC',
  });
  context.setDefaultTimeout(patienceMs);
  const page = await context.newPage();
  let noise: string[] = [];
  const note = (line: string): void => {
    if (expected?.test(line) !== true) noise.push(line);
  };
  page.on('console', (message) => {
    if (['warning', 'error'].includes(message.type()))
      note(`${message.type()}: ${message.text()} (${message.location().url})`);
  });
  page.on('pageerror', (error) => note(`uncaught: ${error.stack ?? error.message}`));
  page.on('requestfailed', (request) => {
    // Leaving a page aborts what it was still asking for.
    const reason = request.failure()?.errorText ?? '';
    if (reason !== 'net::ERR_ABORTED') note(`failed: ${request.url()} ${reason}`);
  });
  await page.goto(url);
  await page.locator('main').first().waitFor();
  return {
    page,
    takeNoise: () => {
      const taken = noise;
      noise = [];
      return taken;
    },
    close: () => context.close(),
  };
}
