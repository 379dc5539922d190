import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { makeWholeHome } from './copy-of-installation.ts';
import type { DrillGround } from './drill-place.ts';
import type { DrillRow, MadeRow, RowElsewhere, UnmadeRow } from './drill-row.ts';
import { runRow, type RowResult } from './run-row.ts';

/** What a drill is made with. */
export interface DrillOptions {
  readonly repositoryFolder: string;
  readonly rows: readonly DrillRow[];
  readonly postgres: string | undefined;
  readonly signal: AbortSignal;
  readonly onRow?: (result: RowResult) => void;
}

/** What a drill found: each row of the matrix is in one of the four lists. */
export interface DrillReport {
  /** How many rows of the matrix were drilled, were wrong, are made by a spec, and are not made. */
  readonly counts: {
    readonly made: number;
    readonly wrong: number;
    readonly elsewhere: number;
    readonly notMade: number;
  };
  readonly results: readonly RowResult[];
  readonly elsewhere: readonly RowElsewhere[];
  readonly notMade: readonly UnmadeRow[];
}

/** Breaks copies row by row. The real installation is only read: its sources are what is run. */
export async function runDrill(options: DrillOptions): Promise<DrillReport> {
  const made = options.rows.filter((row): row is MadeRow => 'check' in row);
  const results = made.length === 0 ? [] : await drillAll(made, options);
  const elsewhere = options.rows.filter((row): row is RowElsewhere => 'shownBy' in row);
  const notHere = results.flatMap(({ id, fault, outcome, why }) =>
    outcome === 'not made' ? [{ id, fault, notMade: why ?? '' }] : [],
  );
  const drilled = new Set(results.filter(({ outcome }) => outcome !== 'not made').map(({ id }) => id));
  const wrong = new Set(results.filter(({ outcome }) => outcome === 'wrong').map(({ id }) => id));
  const notMade = [...options.rows.filter((row): row is UnmadeRow => 'notMade' in row), ...notHere].filter(
    ({ id }) => !drilled.has(id),
  );
  const counts = {
    made: drilled.size - wrong.size,
    wrong: wrong.size,
    elsewhere: idsOf(elsewhere).size,
    notMade: idsOf(notMade).size,
  };
  return { counts, results, elsewhere, notMade };
}

const idsOf = (rows: readonly { readonly id: string }[]): ReadonlySet<string> => new Set(rows.map(({ id }) => id));

async function drillAll(rows: readonly MadeRow[], options: DrillOptions): Promise<readonly RowResult[]> {
  const { repositoryFolder, postgres, signal, onRow } = options;
  const folder = await mkdtemp(path.join(tmpdir(), 'aicmo-drill-'));
  try {
    await chmod(folder, 0o711); // the user nobody runs some rows
    const wholeHome = await makeWholeHome(repositoryFolder, folder, signal);
    const ground: DrillGround = { repositoryFolder, folder, wholeHome, postgres, signal, house: undefined };
    const results: RowResult[] = [];
    for (const row of rows) {
      const result = await runRow(row, ground);
      if (signal.aborted) break; // it says nothing of a row that was stopped in the middle
      results.push(result);
      onRow?.(result);
    }
    return results;
  } finally {
    // A program that was ended may be writing its last file.
    await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
}
