import { parseInstant } from '@aicmo/core-kernel';
import type { ReportedMention, SourceReading } from '@aicmo/social/contract';
import { RelativeTime, type Column } from '@aicmo/ui';
import { Anchor } from '@mantine/core';
import { SentimentBadge } from './sentiment-badge.tsx';
import { SourceState } from './source-list.tsx';

/** What each source gave to a report; the five counts add up to the items. */
export const sourceColumns: readonly Column<SourceReading>[] = [
  { id: 'name', header: 'Source', width: 180, render: (row) => row.name, text: (row) => row.name },
  {
    id: 'state',
    header: 'Reading',
    width: 120,
    render: (row) => <SourceState source={row} />,
    text: (row) => row.failure ?? '',
  },
  { id: 'items', header: 'Items', align: 'end', width: 70, render: (row) => row.items },
  { id: 'mentions', header: 'Mentions', align: 'end', width: 90, render: (row) => row.mentions },
  { id: 'duplicates', header: 'Twice', align: 'end', width: 70, render: (row) => row.duplicates },
  { id: 'outside', header: 'Outside', align: 'end', width: 80, render: (row) => row.outsideWindow },
  { id: 'notAsked', header: 'Not asked for', align: 'end', width: 110, render: (row) => row.notAsked },
  { id: 'undated', header: 'Undated', align: 'end', width: 80, render: (row) => row.undated },
];

/** The mentions of a report. */
export const mentionColumns: readonly Column<ReportedMention>[] = [
  {
    id: 'title',
    header: 'What was said',
    width: 320,
    render: ({ title, text, url }) =>
      url === null ? (
        title || text
      ) : (
        <Anchor href={url} target="_blank" rel="noopener noreferrer">
          {title || text}
        </Anchor>
      ),
    text: ({ title, text }) => `${title} ${text}`,
  },
  {
    id: 'sentiment',
    header: 'Sentiment, −1 to 1',
    width: 130,
    render: (row) => <SentimentBadge sentiment={row.sentiment} />,
  },
  {
    id: 'because',
    header: 'Because',
    width: 260,
    render: (row) => row.sentiment.because,
    text: (row) => row.sentiment.because,
  },
  {
    id: 'sources',
    header: 'Sources',
    width: 160,
    render: (row) => row.sources.join(', '),
    text: (row) => row.sources.join(', '),
  },
  {
    id: 'published',
    header: 'Published',
    width: 110,
    render: (row) => <RelativeTime at={parseInstant(row.publishedAt)} />,
  },
];
