import type { IngestResult } from '@aicmo/social/contract';
import { counted } from '../../words.ts';

/** What a reading brought, in a sentence or two. */
export function readingWords({ status, failure, items, added, known, undated }: IngestResult): string {
  if (status === 'failed') return `It could not be read. ${failure ?? ''}`.trim();
  const parts = [`${counted(items, 'item')} read: ${added} new, ${known} known.`];
  if (undated > 0) parts.push(`${counted(undated, 'item')} without a readable date: reports list them as a gap.`);
  return parts.join(' ');
}
