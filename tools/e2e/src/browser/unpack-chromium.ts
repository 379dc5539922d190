/*
 * Prints the folder of the unpacked Chromium, after unpacking it into node_modules/.cache if this version is not there
 * yet. Started as a process: the package unpacks into TMPDIR, and brings its own system libraries only where it takes
 * the machine for the newest AWS Lambda.
 */
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { repositoryRoot } from '../repository-root.ts';

const manifest = path.join(repositoryRoot, 'node_modules/@sparticuz/chromium/package.json');
const { version } = JSON.parse(await readFile(manifest, 'utf8')) as { readonly version: string }; // npm's own manifest
const folder = path.join(repositoryRoot, 'node_modules/.cache/chromium', version);

if (!existsSync(path.join(folder, 'chromium'))) await unpackInto(folder);
await writeFontsConfiguration(folder);
process.stdout.write(folder);

async function unpackInto(target: string): Promise<void> {
  const draft = `${target}.${process.pid}`;
  await mkdir(draft, { recursive: true });
  process.env['TMPDIR'] = draft;
  process.env['AWS_LAMBDA_JS_RUNTIME'] = 'nodejs24.x';
  const { default: chromium } = await import('@sparticuz/chromium');
  await chromium.executablePath();
  try {
    await rename(draft, target);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    if (!existsSync(path.join(target, 'chromium'))) throw error; // else another process was quicker
  }
}

/** The package's own list of font folders names those of AWS; written each time, because a checkout may move. */
async function writeFontsConfiguration(target: string): Promise<void> {
  const fonts = path.join(target, 'fonts');
  const lines = [
    '<?xml version="1.0"?>',
    '<!DOCTYPE fontconfig SYSTEM "fonts.dtd">',
    `<fontconfig><dir>${fonts}/fonts</dir><cachedir>${fonts}/cache</cachedir></fontconfig>`,
  ];
  await writeFile(path.join(fonts, 'fonts.conf'), `${lines.join('\n')}\n`);
}
