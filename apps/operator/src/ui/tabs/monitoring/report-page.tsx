import { parseInstant } from '@aicmo/core-kernel';
import type { ListeningReport, ReportedMention, Sentiment } from '@aicmo/social/contract';
import { DataTable, EmptyState, Figure, FigureRow, Page, QueryState, RelativeTime, Section } from '@aicmo/ui';
import { Button } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useAddressValue } from '../../components/address.ts';
import { useClients } from '../../components/clients.ts';
import { counted } from '../../words.ts';
import classes from './monitoring.module.css';
import { useReport } from './monitoring.queries.ts';
import { mentionColumns, sourceColumns } from './report-columns.tsx';
import { windowWords } from './report-list.tsx';
import { signed } from './sentiment-badge.tsx';

/** One report as it was made: what it is built on and what it misses before what it counts. */
export function ReportPage({ reportId }: { readonly reportId: string }): ReactNode {
  const query = useReport(reportId);
  const [, setReport] = useAddressValue('report');
  const clients = useClients().data?.clients ?? [];
  return (
    <Page
      title="Listening report"
      question="What was said, what is that built on, and what is missing?"
      primaryAction={
        <Button variant="default" onClick={() => setReport(null)}>
          Back to Monitoring
        </Button>
      }
    >
      <QueryState query={query}>
        {({ report, clientId, madeBy }) => {
          const client = clients.find(({ id }) => id === clientId);
          return (
            <>
              <p className={classes['sentence']}>
                {client?.name ?? 'A client'} · {windowWords(report.window.from, report.window.to, client?.timeZone)} ·{' '}
                {report.query === '' ? 'everything' : `looking for ${report.query}`} · made{' '}
                <RelativeTime at={parseInstant(report.madeAt)} /> by {madeBy}
              </p>
              <Body report={report} />
            </>
          );
        }}
      </QueryState>
    </Page>
  );
}

type Label = Sentiment['label'];
type Report = ListeningReport;

function Body({ report }: { readonly report: Report }): ReactNode {
  const [label, setLabel] = useState<Label | null>(null);
  const { counts, sentiment, mentions, gaps, sources } = report;
  const rows = label === null ? mentions : mentions.filter((mention) => mention.sentiment.label === label);
  const mean = sentiment.mean === null ? null : signed(sentiment.mean);
  return (
    <>
      <FigureRow>
        <Figure label="Mentions" value={counts.mentions} onOpen={() => setLabel(null)} note={basisWords(counts)} />
        <Figure label="Positive" value={sentiment.positive} onOpen={() => setLabel('positive')} />
        <Figure label="Neutral" value={sentiment.neutral} onOpen={() => setLabel('neutral')} />
        <Figure label="Negative" value={sentiment.negative} onOpen={() => setLabel('negative')} />
        <Figure
          label="Mean sentiment"
          value={mean}
          note="from −1 to 1, over the mentions"
          onOpen={() => setLabel(null)}
        />
      </FigureRow>
      <Section title="What this report cannot know" note={counted(gaps.length, 'gap')}>
        {gaps.length === 0 ? <p className={classes['sentence']}>No gap was found.</p> : null}
        <ul className={classes['gaps']}>
          {gaps.map(({ kind, source, text }) => (
            <li key={`${kind}-${source ?? ''}`}>{text}</li>
          ))}
        </ul>
      </Section>
      <Section title="Sources" note="every item read is counted in exactly one column">
        <DataTable
          label="Sources of the report"
          rows={sources}
          rowId={({ name }) => name}
          columns={sourceColumns}
          summary={`${counted(sources.length, 'source')} · ${counted(counts.items, 'item')} read`}
          empty={<EmptyState title="No sources" why="The client had no source when the report was made." />}
        />
      </Section>
      <Section title="Mentions">
        <MentionRows rows={rows} label={label} />
      </Section>
    </>
  );
}

const basisWords = ({ items, duplicates, outsideWindow, notAsked, undated }: Report['counts']): string =>
  `of ${counted(items, 'item')}: ${duplicates} twice, ${outsideWindow} outside the window, ${notAsked} not asked for, ${undated} undated`;

function MentionRows({
  rows,
  label,
}: {
  readonly rows: readonly ReportedMention[];
  readonly label: Label | null;
}): ReactNode {
  return (
    <DataTable
      label="Mentions of the report"
      rows={rows}
      rowId={(row) => `${row.url ?? row.title}-${row.publishedAt}-${row.sources[0] ?? ''}`}
      columns={mentionColumns}
      summary={`${counted(rows.length, 'mention')}${label === null ? '' : ` · ${label}`} · newest first`}
      empty={
        <EmptyState
          title="No mentions"
          why="No item of the sources fits the window and the search. What could not be known stands above."
        />
      }
    />
  );
}
