import { parseInstant } from '@aicmo/core-kernel';
import type { BriefSummary } from '@aicmo/strategy/contract';
import { DataTable, EmptyState, Page, QueryState, RelativeTime, StateBadge, type Column } from '@aicmo/ui';
import { Button } from '@mantine/core';
import { IconCircleDashed, IconPencil } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { tabHref, useClientFilter, useOpenRecord } from '../../components/address.ts';
import { useClients } from '../../components/clients.ts';
import { counted, screenWord } from '../../words.ts';
import { BriefDrawer } from './brief-drawer.tsx';
import { stateLooks } from './state-looks.tsx';
import { useBriefs } from './strategy.queries.ts';

/** Every brief with how far it is; a row opens its record. */
export function BriefList(): ReactNode {
  const client = useClientFilter();
  const briefs = useBriefs(client);
  const columns = useColumns();
  const [open, setOpen] = useOpenRecord();
  const navigate = useNavigate();
  const write = (): void => void navigate(tabHref('strategy', client, { brief: 'new' }));
  return (
    <Page
      title="Strategy"
      question="What did each client tell us, and what follows from it?"
      primaryAction={<Button onClick={write}>Write a brief</Button>}
    >
      <QueryState query={briefs}>
        {({ briefs: rows }) => (
          <DataTable
            label="Briefs"
            rows={rows}
            rowId={({ id }) => id}
            columns={columns}
            onOpen={({ id }) => setOpen(id)}
            openId={open}
            summary={`${counted(rows.length, 'brief')}${client === null ? '' : ' of this client'}, last saved first`}
            empty={<NoBriefs onWrite={write} />}
          />
        )}
      </QueryState>
      {open === null ? null : <BriefDrawer key={open} briefId={open} onClose={() => setOpen(null)} />}
    </Page>
  );
}

function useColumns(): readonly Column<BriefSummary>[] {
  const clients = useClients().data?.clients ?? [];
  const nameOf = (id: string): string => clients.find((client) => client.id === id)?.name ?? 'not known';
  return [
    { id: 'company', header: 'Company', width: 180, render: (row) => row.company, text: (row) => row.company },
    {
      id: 'client',
      header: 'Client',
      width: 140,
      render: (row) => nameOf(row.clientId),
      text: (row) => nameOf(row.clientId),
    },
    { id: 'state', header: 'Strategy', width: 220, render: (row) => <Progress brief={row} />, text: neededWords },
    { id: 'version', header: 'Version', align: 'end', width: 72, render: (row) => row.version },
    { id: 'saved', header: 'Saved', width: 120, render: (row) => <RelativeTime at={parseInstant(row.savedAt)} /> },
  ];
}

const neededWords = ({ missing }: BriefSummary): string =>
  missing.length === 0 ? 'Nothing is missing' : `Still needed: ${missing.join(', ')}`;

function Progress({ brief }: { readonly brief: BriefSummary }): ReactNode {
  if (brief.strategy !== null) {
    const { state, isBehind } = brief.strategy;
    return (
      <StateBadge {...stateLooks[state]}>
        {screenWord(state).toLowerCase()}
        {isBehind ? ', brief is newer' : null}
      </StateBadge>
    );
  }
  return brief.missing.length === 0 ? (
    <StateBadge tone="info" icon={<IconCircleDashed />}>
      ready to draft
    </StateBadge>
  ) : (
    <StateBadge tone="warn" icon={<IconPencil />}>
      {counted(brief.missing.length, 'answer')} missing
    </StateBadge>
  );
}

function NoBriefs({ onWrite }: { readonly onWrite: () => void }): ReactNode {
  return (
    <EmptyState
      title="No briefs yet"
      why="A brief holds what a client told you, in the client’s own words. The eight layers of a strategy are drafted from it, and every statement names the field that it quotes."
      action={<Button onClick={onWrite}>Write the first brief</Button>}
    />
  );
}
