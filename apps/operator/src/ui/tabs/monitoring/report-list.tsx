import { parseInstant } from '@aicmo/core-kernel';
import { DataTable, EmptyState, QueryState, RelativeTime, type Column } from '@aicmo/ui';
import { Button } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { ReportSummary } from '../../../contract/monitoring.contract.ts';
import { useAddressValue, useClientFilter } from '../../components/address.ts';
import { useClients } from '../../components/clients.ts';
import { counted } from '../../words.ts';
import { useReports } from './monitoring.queries.ts';
import { ReportForm } from './report-form.tsx';
import { dayBefore, dayWords } from './report-days.ts';

/** The reports that were made; each stays as it was. */
export function ReportList(): ReactNode {
  const client = useClientFilter();
  const reports = useReports(client);
  const columns = useColumns();
  const [, setReport] = useAddressValue('report');
  const [isMaking, setMaking] = useState(false);
  const make = (): void => setMaking(true);
  return (
    <>
      <div>
        <Button variant="default" onClick={make}>
          Make a report
        </Button>
      </div>
      <QueryState query={reports}>
        {({ reports: rows }) => (
          <DataTable
            label="Reports"
            rows={rows}
            rowId={({ id }) => id}
            columns={columns}
            onOpen={({ id }) => setReport(id)}
            summary={`${counted(rows.length, 'report')}, newest first`}
            empty={<NoReports onMake={make} />}
          />
        )}
      </QueryState>
      {isMaking ? <ReportForm onClose={() => setMaking(false)} onMade={setReport} /> : null}
    </>
  );
}

function useColumns(): readonly Column<ReportSummary>[] {
  const clients = useClients().data?.clients ?? [];
  const clientOf = (id: string) => clients.find((client) => client.id === id);
  return [
    {
      id: 'window',
      header: 'Window',
      width: 220,
      render: ({ from, to, clientId }) => windowWords(from, to, clientOf(clientId)?.timeZone),
    },
    {
      id: 'query',
      header: 'Looked for',
      width: 200,
      render: (row) => row.query || 'everything',
      text: (row) => row.query,
    },
    { id: 'client', header: 'Client', width: 140, render: (row) => clientOf(row.clientId)?.name ?? 'not known' },
    { id: 'mentions', header: 'Mentions', align: 'end', width: 90, render: (row) => row.mentions },
    { id: 'gaps', header: 'Gaps', align: 'end', width: 70, render: (row) => row.gaps },
    { id: 'made', header: 'Made', width: 110, render: (row) => <RelativeTime at={parseInstant(row.madeAt)} /> },
  ];
}

/** The days of a window in words; its end does not belong to it. */
export const windowWords = (from: string, to: string, zone: string | undefined): string =>
  `${dayWords(from, zone)} – ${dayWords(dayBefore(to), zone)}`;

function NoReports({ onMake }: { readonly onMake: () => void }): ReactNode {
  return (
    <EmptyState
      title="No reports yet"
      why="A report counts what your sources carried in a window of time, and says what it is built on: each source, its window, and what it cannot know."
      action={<Button onClick={onMake}>Make the first report</Button>}
    />
  );
}
