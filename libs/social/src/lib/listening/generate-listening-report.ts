import { invalid, type Clock, type Instant } from '@aicmo/core-kernel';
import type { ListeningReport } from '../../contract/listening-report.ts';
import { composeReport, type ReportSource } from './compose-report.ts';
import { parseListeningQuery } from './listening-query.ts';
import { readSource, type ReadDocument, type SourceToRead } from './read-source.ts';

/** What to listen to, for what, and when. */
export interface ListeningInput {
  readonly sources: readonly SourceToRead[];
  /** Words, "phrases", AND, OR, NOT …; everything by default. */
  readonly query?: string;
  /** From the first moment that belongs to it to the first that does not. */
  readonly window: { readonly from: Instant; readonly to: Instant };
}

/**
 * Reads every source and reports what it found in the window, in order of the sources. A source that fails is listed
 * as failed with its reason, items without a date are counted as a gap, the same item in two sources is one mention,
 * and no number stands in the report that is not a count of its items. Throws `invalid` for a search that cannot be
 * understood (`query-faulty`) or a window that ends before it begins (`report-window`).
 * @param deps.read fetches an address; without it only sources that bring their document are read.
 */
export async function generateListeningReport(
  input: ListeningInput,
  deps: { readonly clock: Clock; readonly read?: ReadDocument },
): Promise<ListeningReport> {
  const { query = '', window } = input;
  checkWindow(window);
  const parsed = parseListeningQuery(query);
  const now = deps.clock.now();
  const sources = await Promise.all(
    input.sources.map(async (source): Promise<ReportSource> => {
      const outcome = await readSource(source, { read: deps.read, now });
      return { name: source.name, url: source.url ?? null, outcome };
    }),
  );
  return composeReport({ sources, query, parsed, window, now });
}

/** Throws `invalid` (`report-window`) unless the window has a length. */
export function checkWindow({ from, to }: { readonly from: Instant; readonly to: Instant }): void {
  if (from < to) return;
  throw invalid({
    code: 'report-window',
    message: 'The window ends before it begins. Choose a first day before the last.',
  });
}
