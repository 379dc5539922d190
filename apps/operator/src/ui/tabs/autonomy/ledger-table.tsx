import { parseInstant } from '@aicmo/core-kernel';
import type { LedgerEntry } from '@aicmo/core-effects/contract';
import {
  DataTable,
  DetailDrawer,
  EmptyState,
  Facts,
  MarkBadge,
  QueryState,
  RelativeTime,
  Section,
  StateBadge,
} from '@aicmo/ui';
import type { Column } from '@aicmo/ui';
import { Code } from '@mantine/core';
import type { ReactNode } from 'react';
import { useAddressValue } from '../../components/address.ts';
import { counted, screenWord } from '../../words.ts';
import { useLedger, useLedgerBody } from './autonomy.queries.ts';

const columns: readonly Column<LedgerEntry>[] = [
  { id: 'summary', header: 'What', width: 260, render: ({ summary }) => summary, text: ({ summary }) => summary },
  { id: 'kind', header: 'Kind', width: 90, render: ({ kind }) => screenWord(kind) },
  {
    id: 'to',
    header: 'To',
    width: 200,
    render: ({ destination }) => destination,
    text: ({ destination }) => destination,
  },
  { id: 'outcome', header: 'What became of it', width: 150, render: (entry) => <Outcome entry={entry} /> },
  { id: 'why', header: 'Why', width: 240, render: whyOf, text: whyOf },
  { id: 'at', header: 'When', width: 100, render: ({ at }) => <RelativeTime at={parseInstant(at)} /> },
];

/** Everything that was attempted towards the outside, whatever became of it. */
export function LedgerTable(): ReactNode {
  const query = useLedger();
  const [open, setOpen] = useAddressValue('entry');
  return (
    <QueryState query={query}>
      {({ pages }) => {
        const entries = pages.flatMap((page) => page.entries);
        const [newest] = pages.toReversed();
        const opened = entries.find(({ id }) => id === open);
        return (
          <>
            <DataTable
              label="Outbound effects"
              rows={entries}
              rowId={({ id }) => id}
              columns={columns}
              onOpen={({ id }) => setOpen(id)}
              openId={open}
              summary={`${counted(newest?.total ?? 0, 'effect')} attempted · ${counted(newest?.externalSends ?? 0, 'external send')}`}
              onEndReached={() => void (query.hasNextPage && !query.isFetchingNextPage && query.fetchNextPage())}
              empty={
                <EmptyState
                  title="Nothing has tried to leave"
                  why="Each message, post or package that a run makes ready is written down here, with what became of it, whether it left or not."
                />
              }
            />
            {opened ? <EntryDrawer entry={opened} onClose={() => setOpen(null)} /> : null}
          </>
        );
      }}
    </QueryState>
  );
}

function EntryDrawer({ entry, onClose }: { readonly entry: LedgerEntry; readonly onClose: () => void }): ReactNode {
  const body = useLedgerBody(entry.id);
  return (
    <DetailDrawer opened onClose={onClose} title={entry.summary} subtitle={<Outcome entry={entry} />}>
      <Facts
        items={[
          { label: 'Kind', value: screenWord(entry.kind) },
          { label: 'To', value: entry.destination },
          { label: 'Asked for as', value: screenWord(entry.mode) },
          { label: 'When', value: <RelativeTime at={parseInstant(entry.at)} /> },
          ...(entry.reasons.length > 0 ? [{ label: 'Why it was refused', value: whyOf(entry) }] : []),
          { label: 'Fingerprint', value: <Code>{entry.bodyHash.slice(0, 16)}</Code> },
        ]}
      />
      <Section title="What was made ready">
        <QueryState query={body}>{({ body: text }) => <Code block>{text}</Code>}</QueryState>
      </Section>
    </DetailDrawer>
  );
}

function Outcome({ entry: { outcome } }: { readonly entry: LedgerEntry }): ReactNode {
  if (outcome === 'SIMULATED') return <MarkBadge mark="simulated" />;
  if (outcome === 'PROOFED') return <MarkBadge mark="proof" />;
  const isBad = outcome === 'FAILED' || outcome === 'UNCERTAIN';
  return <StateBadge tone={isBad ? 'bad' : outcome === 'REFUSED' ? 'warn' : 'info'}>{screenWord(outcome)}</StateBadge>;
}

function whyOf({ reasons }: LedgerEntry): string {
  return reasons.join(' ');
}
