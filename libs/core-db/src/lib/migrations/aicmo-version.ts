import { readFile } from 'node:fs/promises';

/** The version of this AICMO, which stands in each package of it: `0.1.0`. */
export async function aicmoVersion(): Promise<string> {
  const manifest: unknown = JSON.parse(await readFile(new URL('../../../package.json', import.meta.url), 'utf8'));
  const { version } = manifest as { readonly version?: unknown }; // our own file; anything else is said to be unknown
  return typeof version === 'string' ? version : 'unknown';
}
