import type { Sizes } from './lead-way.ts';

/**
 * What steps cost, in microseconds on SQLite with a million leads (measured): only their relation matters. A row is
 * looked at in an index that holds what is asked for, fetched from the table, found by the search, compared with what the
 * search has found, found under one key of an index; `keys`: all kinds of lead that fit are named.
 */
export const costs = { look: 0.12, fetch: 2.5, hit: 0.15, mark: 0.4, key: 0.3, keys: 5000 } as const;

/** Leads on one page of the table, and what such a page and a lead on it cost when they are read one after the other. */
const reading = { leadsOnPage: 5, page: 2, lead: 0.3 } as const;

/** What it costs to fetch some of all leads in the table's own order: the more of them, the more lie on one page. */
export function readCost(rows: number, all: number): number {
  const pages = Math.max(1, all / reading.leadsOnPage);
  return reading.page * pages * (1 - Math.exp(-rows / pages)) + reading.lead * rows;
}

/** What is found costs no more than this: then it is taken rather than an order in which nobody knows how they lie. */
export const certain = 30_000;

/** Rows of one page, and one more. */
const page = 101;

/** What it costs to follow the order of a list until a page is full. */
export interface Following {
  readonly cost: number;
  /** Rows that fit by the order's index and are looked at further, if those that fit altogether lie evenly. */
  readonly looks: number;
  readonly perLook: number;
  /** What the search finds is gathered first and compared by marks, instead of reading each row's text. */
  readonly isByMarks: boolean;
}

/** Following the order, with the marks of a search where that is cheaper. Pure. */
export function followCost(sizes: Sizes, hasMarks: boolean): Following {
  const { all, kinds, hits, added, batch, current, inOrder, isRead } = sizes;
  const share = (rows: number | null): number => (rows === null ? 1 : Math.min(1, rows / Math.max(1, all)));
  const fitting = kinds * share(hits) * share(added) * share(batch) * share(current);
  const passed = Math.min(all, (page * all) / Math.max(fitting, 1));
  const looks = passed * share(inOrder);
  const way = (setUp: number, perLook: number, isByMarks: boolean): Following => ({
    ...{ cost: setUp + passed * costs.look + looks * perLook, looks, perLook, isByMarks },
  });
  const byReading = way(0, isRead || hits !== null ? costs.fetch : costs.look, false);
  if (!hasMarks || hits === null) return byReading;
  const byMarks = way(hits * costs.hit, costs.mark + share(hits) * costs.fetch, true);
  return byMarks.cost < byReading.cost ? byMarks : byReading;
}
