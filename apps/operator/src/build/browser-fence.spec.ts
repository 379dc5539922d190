import { execFile } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { firstLoadBytes } from './first-load.ts';

const run = promisify(execFile);

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'aicmo-fence-'));
  await writeFile(path.join(folder, 'index.html'), '<script type="module" src="/main.js"></script>');
});
afterEach(() => rm(folder, { recursive: true }));

/**
 * Builds a page of one module, as the operator is built; in a process of its own, because the bundler's native part
 * does not take the objects of Jest's realm.
 */
async function bundle(source: string, limitBytes = 200_000): Promise<string> {
  await writeFile(path.join(folder, 'main.js'), source);
  const here = (name: string) => JSON.stringify(pathToFileURL(path.join(import.meta.dirname, name)).href);
  const script = `
    const { build } = await import(${JSON.stringify(import.meta.resolve('vite'))});
    const { browserFence } = await import(${here('browser-fence.ts')});
    const { firstLoadBudget } = await import(${here('first-load.ts')});
    const { compressedFiles } = await import(${here('compressed-files.ts')});
    await build({ root: process.cwd(), configFile: false, logLevel: 'silent',
      plugins: [browserFence(), firstLoadBudget(${String(limitBytes)}), compressedFiles()] });`;
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', script], { cwd: folder });
  return stdout;
}

describe('the build', () => {
  test.each([
    ['a library that needs Node', "import '@aicmo/cam';", '@aicmo/cam needs Node'],
    ['the database', "import { openDatabase } from '@aicmo/core-db'; openDatabase();", '@aicmo/core-db needs Node'],
    ['a deep path', "import '@aicmo/cam/src/contract/lead.ts';", 'needs Node'],
    [
      'a lazily loaded library',
      "export const later = () => import('@aicmo/workspace');",
      '@aicmo/workspace needs Node',
    ],
    ['test data', "import '@aicmo/core-kernel/testing';", 'needs Node'],
    ['a built-in', "import { readFileSync } from 'node:fs'; readFileSync('x');", "node:fs is Node's own"],
    ['a built-in by its old name', "import path from 'path'; path.join('a');", "path is Node's own"],
  ])('fails on %s', async (_, source, words) => {
    await expect(bundle(source)).rejects.toThrow(words);
  });

  test('fails when the first load is over its limit, and says the figure', async () => {
    const noise = Array.from({ length: 400 }, (_, index) => `${String(Math.sin(index))}`).join(' ');
    await expect(bundle(`document.title = '${noise}';`, 1000)).rejects.toThrow(/First load: \d\.\d kB .* of 1\.0 kB/);
  });

  test('lays a compressed copy beside each larger file', async () => {
    const said = await bundle(`document.title = '${'AICMO '.repeat(400)}';`);
    expect(said).toMatch(/^First load: \d\.\d kB of JavaScript gzipped, of 200\.0 kB allowed$/m);
    const files = await readdir(path.join(folder, 'dist/assets'));
    const script = files.find((name) => name.endsWith('.js')) ?? '';
    expect(files).toContain(`${script}.gz`);
    const [full, small] = await Promise.all(
      [script, `${script}.gz`].map((name) => readFile(path.join(folder, 'dist/assets', name))),
    );
    expect(small?.byteLength).toBeLessThan(Number(full?.byteLength) / 5);
  });
});

test('the first load counts what is loaded together with the page, and nothing that comes later', () => {
  const chunk = (fileName: string, imports: string[], isEntry = false) => ({
    fileName,
    imports,
    isEntry,
    code: fileName.repeat(50),
  });
  const entry = [chunk('main', ['shared'], true), chunk('shared', ['main'])];
  const withLazy = [...entry, chunk('chart', ['shared'])];
  expect(firstLoadBytes(withLazy)).toBe(firstLoadBytes(entry));
  expect(firstLoadBytes(entry)).toBeGreaterThan(firstLoadBytes(entry.slice(0, 1)));
});
