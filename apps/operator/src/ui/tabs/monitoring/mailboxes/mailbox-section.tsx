import type { Mailbox } from '@aicmo/cam/contract';
import { DataTable, EmptyState, QueryState, Section, StateBadge, type Column } from '@aicmo/ui';
import { Button, Group } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconCircleDashed, IconPlayerPause } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useClientFilter, useOpenRecord } from '../../../components/address.ts';
import { useClients } from '../../../components/clients.ts';
import { counted } from '../../../words.ts';
import { MailboxDrawer } from './mailbox-drawer.tsx';
import { MailboxEditor } from './mailbox-editor.tsx';
import { useMailboxes } from './mailbox.queries.ts';

/** From which addresses clients write: added, tried out, paused. */
export function MailboxSection(): ReactNode {
  const client = useClientFilter();
  const mailboxes = useMailboxes(client);
  const clients = useClients().data?.clients ?? [];
  const [open, setOpen] = useOpenRecord();
  const [isNew, setNew] = useState(false);
  const nameOf = (id: string): string => clients.find((each) => each.id === id)?.name ?? '';
  const columns: readonly Column<Mailbox>[] = [
    { id: 'address', header: 'Address', width: 240, render: (row) => row.address, text: (row) => row.address },
    { id: 'state', header: 'State', width: 130, render: (row) => <MailboxState mailbox={row} /> },
    { id: 'domain', header: 'Domain', width: 150, render: (row) => <DomainState mailbox={row} /> },
    { id: 'client', header: 'Client', width: 160, render: (row) => nameOf(row.clientId) },
    { id: 'cap', header: 'A day', align: 'end', width: 80, render: (row) => row.limits.perDay },
  ];
  const add = <Button onClick={() => setNew(true)}>Add a mailbox</Button>;
  return (
    <Section title="Mailboxes" note="from which clients write">
      <QueryState query={mailboxes}>
        {({ mailboxes: rows }) => {
          const current = rows.find(({ id }) => id === open);
          return (
            <>
              {rows.length === 0 ? (
                <EmptyState
                  title="No mailbox yet"
                  why="A mailbox is the address from which a client writes and where answers come in. Choose your provider, enter the password that it gives to programs, and test it with a message to yourself. Nothing else leaves."
                  action={add}
                />
              ) : (
                <>
                  <DataTable
                    label="Mailboxes"
                    rows={rows}
                    rowId={({ id }) => id}
                    columns={columns}
                    onOpen={({ id }) => setOpen(id)}
                    openId={open}
                    summary={counted(rows.length, 'mailbox', 'mailboxes')}
                    empty={null}
                  />
                  <Group>{add}</Group>
                </>
              )}
              {current ? <MailboxDrawer key={current.id} mailbox={current} onClose={() => setOpen(null)} /> : null}
            </>
          );
        }}
      </QueryState>
      {isNew ? <MailboxEditor client={client} onClose={() => setNew(false)} /> : null}
    </Section>
  );
}

/** Paused, or what the last test said. */
function MailboxState({ mailbox: { status, test } }: { readonly mailbox: Mailbox }): ReactNode {
  if (status === 'PAUSED')
    return (
      <StateBadge tone="warn" icon={<IconPlayerPause />}>
        paused
      </StateBadge>
    );
  if (test === null)
    return (
      <StateBadge tone="neutral" icon={<IconCircleDashed />}>
        not tested
      </StateBadge>
    );
  const isGood = test.steps.every(({ verdict }) => verdict === 'pass' || verdict === 'skipped');
  return isGood ? (
    <StateBadge tone="good" icon={<IconCircleCheck />}>
      works
    </StateBadge>
  ) : (
    <StateBadge tone="bad" icon={<IconAlertTriangle />}>
      test failed
    </StateBadge>
  );
}

function DomainState({ mailbox: { report } }: { readonly mailbox: Mailbox }): ReactNode {
  if (report === null) return 'not checked';
  const passed = report.findings.filter(({ verdict }) => verdict === 'pass').length;
  const hasFailed = report.findings.some(({ verdict }) => verdict === 'fail');
  const tone = hasFailed ? 'bad' : passed === report.findings.length ? 'good' : 'warn';
  const icon = hasFailed ? <IconAlertTriangle /> : <IconCircleCheck />;
  return (
    <StateBadge tone={tone} icon={icon}>
      {`${passed} of ${report.findings.length} in order`}
    </StateBadge>
  );
}
