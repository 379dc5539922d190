'use strict';
/* Makes sure of a browser before the first spec: BROWSER_PATH, or the one from npm, unpacked once. */
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const baseSetup = require('../jest/global-setup.cjs');

module.exports = async (globalConfig, projectConfig) => {
  await baseSetup(globalConfig, projectConfig);
  const own = process.env.BROWSER_PATH;
  if (own !== undefined) {
    if (!fs.existsSync(own)) throw new Error(`BROWSER_PATH names ${own}, and there is no such file.`);
    return;
  }
  try {
    // A process of its own: the package decides where to unpack from the environment that it is imported in.
    const unpack = path.join(__dirname, 'src/browser/unpack-chromium.ts');
    process.env.AICMO_TEST_BROWSER = execFileSync(process.execPath, [unpack], { encoding: 'utf8' }).trim();
  } catch (error) {
    throw new Error(
      `There is no browser for the end-to-end tests (${String(error.stderr || error.message).trim()}). Type "npm ci" on Linux x64, or set BROWSER_PATH to a Chromium or Chrome.`,
      { cause: error },
    );
  }
};
