import type { Instant } from '@aicmo/core-kernel';
import type { ReportGap, SourceReading } from '../../contract/listening-report.ts';

/** Everything that a report built on these readings cannot know, source by source. Days are given as in UTC. */
export function gapsOf(
  sources: readonly SourceReading[],
  window: { readonly from: Instant; readonly to: Instant },
  now: Instant,
): ReportGap[] {
  const gaps = sources.flatMap((source) => sourceGaps(source, window));
  if (sources.length === 0) {
    gaps.push({
      kind: 'no-sources',
      source: null,
      text: 'There is no source to listen to, so nothing could be found.',
    });
  }
  if (window.to > now) {
    gaps.push({
      kind: 'window-open',
      source: null,
      text: 'The window is not over yet: what comes until its end is missing.',
    });
  }
  return gaps;
}

function sourceGaps(source: SourceReading, window: { readonly from: Instant; readonly to: Instant }): ReportGap[] {
  const { name, undated, oldest, readAt } = source;
  const gap = (kind: ReportGap['kind'], text: string): ReportGap => ({ kind, source: name, text });
  if (source.status === 'never-read') return [gap('never-read', `${name} was never read: nothing of it is in here.`)];
  const gaps: ReportGap[] = [];
  if (source.status === 'failed') {
    const kept = source.items > 0 ? 'what came after the last good reading is missing' : 'nothing of it is in here';
    gaps.push(gap('failed-source', `${name} could not be read, so ${kept}. ${source.failure ?? ''}`.trim()));
  }
  if (undated > 0) {
    gaps.push(
      gap(
        'undated-items',
        `${name} has ${undated === 1 ? '1 item' : `${undated} items`} without a readable date: nobody can say whether ${undated === 1 ? 'it belongs' : 'they belong'} here.`,
      ),
    );
  }
  if (oldest !== null && oldest > window.from) {
    gaps.push(
      gap('reaches-back', `${name} reaches back only to ${dayOf(oldest)}: what it carried before is not known.`),
    );
  }
  if (source.status === 'read' && readAt !== null && readAt < window.to) {
    gaps.push(gap('read-before-end', `${name} was last read on ${dayOf(readAt)}, before the window ends.`));
  }
  return gaps;
}

const dayOf = (moment: string): string =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'UTC' }).format(Date.parse(moment));
