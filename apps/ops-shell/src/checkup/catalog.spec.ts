import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { catalogFile, readCatalog } from './catalog.ts';
import { formatCatalog, gatherCatalog } from './gather-catalog.ts';
import { handbook } from './handbook.ts';

const repositoryFolder = path.resolve(import.meta.dirname, '../../../..');
const howTo = 'Type: node apps/ops-shell/src/checkup/write-catalog.ts';

describe('the catalog of checks', () => {
  test('is what the checks say of themselves', async () => {
    const isFresh = (await readFile(catalogFile, 'utf8')) === formatCatalog(await gatherCatalog(repositoryFolder));
    expect(isFresh ? 'fresh' : `catalog.json is out of date. ${howTo}`).toBe('fresh');
  });

  test('is what docs/ops.md tells, code by code', async () => {
    const written = await readFile(path.join(repositoryFolder, 'docs/ops.md'), 'utf8');
    const isFresh = written === handbook(await gatherCatalog(repositoryFolder));
    expect(isFresh ? 'fresh' : `docs/ops.md is out of date. ${howTo}`).toBe('fresh');
  });

  test('names each check once, each after those that it waits for', () => {
    const seen = new Set<string>();
    for (const { id, after } of readCatalog()) {
      expect(seen.has(id)).toBe(false);
      expect(after.filter((cause) => !seen.has(cause))).toEqual([]);
      seen.add(id);
    }
  });

  test('has codes with a cause and a cure, each a sentence, for every check', () => {
    const poor = readCatalog().flatMap(({ id, reasons }) => {
      const words = Object.entries(reasons).flatMap(([code, { cause, cure }]) =>
        [cause, cure].map((text) => [code, text]),
      );
      if (words.length === 0) return [`${id} declares no code`];
      return words.filter(([, text]) => !/^\S.*\.$/su.test(text ?? '')).map(([code]) => `${id}: ${code}`);
    });
    expect(poor).toEqual([]);
  });
});
