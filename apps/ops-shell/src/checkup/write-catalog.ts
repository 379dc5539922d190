/*
 * Makes catalog.json and docs/ops.md from the checks' own words: node apps/ops-shell/src/checkup/write-catalog.ts.
 */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { catalogFile } from './catalog.ts';
import { formatCatalog, gatherCatalog } from './gather-catalog.ts';
import { handbook } from './handbook.ts';

const repositoryFolder = path.resolve(import.meta.dirname, '../../../..');
const catalog = await gatherCatalog(repositoryFolder);
await writeFile(catalogFile, formatCatalog(catalog));
await writeFile(path.join(repositoryFolder, 'docs/ops.md'), handbook(catalog));
process.stdout.write(`${catalog.length} checks, written to catalog.json and docs/ops.md.\n`);
