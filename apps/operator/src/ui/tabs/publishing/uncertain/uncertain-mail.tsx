import type { UncertainMessage } from '@aicmo/cam/contract';
import { parseInstant } from '@aicmo/core-kernel';
import { DataTable, EmptyState, QueryState, RelativeTime, type Column } from '@aicmo/ui';
import type { ReactNode } from 'react';
import { useClientFilter, useOpenRecord } from '../../../components/address.ts';
import { useClients } from '../../../components/clients.ts';
import { counted } from '../../../words.ts';
import { UncertainDrawer } from './uncertain-drawer.tsx';
import { useUncertain } from './uncertain.queries.ts';

/** The messages of which nobody knows whether they left; one opens beside the list to be decided. */
export function UncertainMail(): ReactNode {
  const client = useClientFilter();
  const query = useUncertain(client);
  const names = new Map((useClients().data?.clients ?? []).map(({ id, name }) => [id, name]));
  const [openId, setOpen] = useOpenRecord();
  return (
    <QueryState query={query}>
      {({ messages }) => {
        const open = messages.find(({ message }) => message.id === openId);
        return (
          <>
            <DataTable
              label="Uncertain mail"
              rows={messages}
              rowId={({ message }) => message.id}
              columns={columnsFor((id) => names.get(id) ?? 'not known')}
              onOpen={({ message }) => setOpen(message.id)}
              openId={openId}
              summary={`${counted(messages.length, 'message')}, the oldest first`}
              empty={<Nothing />}
            />
            {open ? <UncertainDrawer key={open.message.id} uncertain={open} onClose={() => setOpen(null)} /> : null}
          </>
        );
      }}
    </QueryState>
  );
}

const columnsFor = (nameOf: (clientId: string) => string): readonly Column<UncertainMessage>[] => [
  {
    id: 'to',
    header: 'To',
    width: 180,
    render: ({ message }) => message.leadName,
    text: ({ message }) => message.recipient,
  },
  {
    id: 'subject',
    header: 'Subject',
    width: 240,
    render: ({ message }) => message.subject,
    text: ({ message }) => message.subject,
  },
  { id: 'when', header: 'Was leaving', width: 110, render: ({ since }) => <RelativeTime at={parseInstant(since)} /> },
  { id: 'from', header: 'From', width: 180, render: ({ mailbox }) => mailbox ?? 'not known' },
  { id: 'campaign', header: 'Campaign', width: 140, render: ({ message }) => message.campaignName },
  { id: 'client', header: 'Client', width: 120, render: ({ message }) => nameOf(message.clientId) },
];

const Nothing = (): ReactNode => (
  <EmptyState
    title="Nothing is uncertain"
    why="When a program or a connection ends while a message is leaving, nobody knows whether it left. Such a message is listed here, is never sent again by itself, and waits until somebody has looked."
  />
);
