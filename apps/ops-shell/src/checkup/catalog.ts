import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Sentinel } from '@aicmo/core-kernel';

/** What is known of a check without loading the library that brings it. */
export interface CatalogEntry extends Omit<Sentinel, 'run'> {
  /** Who brings it: `machine` for what no library owns. */
  readonly library: string;
}

/** Made from the checks' own words: node apps/ops-shell/src/checkup/write-catalog.ts. */
export const catalogFile = path.join(import.meta.dirname, 'catalog.json');

/** Every check of the house, in the order in which they run and are read; also of a library that cannot be imported. */
export const readCatalog = (): readonly CatalogEntry[] =>
  JSON.parse(readFileSync(catalogFile, 'utf8')) as readonly CatalogEntry[]; // write-catalog.ts made it, a spec compares them
