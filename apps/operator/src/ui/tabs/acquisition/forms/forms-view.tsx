import type { CaptureForm } from '@aicmo/cam/contract';
import { DataTable, EmptyState, QueryState, Section, StateBadge, type Column } from '@aicmo/ui';
import { Alert, Button } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useClientFilter, useOpenRecord } from '../../../components/address.ts';
import { useClients } from '../../../components/clients.ts';
import { counted } from '../../../words.ts';
import { AcquisitionPage } from '../acquisition-page.tsx';
import { FormDrawer } from './form-drawer.tsx';
import { FormEditor } from './form-editor.tsx';
import { useForms } from './forms.queries.ts';
import { SubmissionSection } from './submission-section.tsx';
import classes from './forms.module.css';

/** Forms on the web, and what people sent by them. */
export function FormsView(): ReactNode {
  const client = useClientFilter();
  const forms = useForms(client);
  const [open, setOpen] = useOpenRecord();
  const [isNew, setNew] = useState(false);
  const make = <Button onClick={() => setNew(true)}>New form</Button>;
  return (
    <AcquisitionPage view="forms" question="Who wrote to us by a form, and is it really they?" primaryAction={make}>
      <QueryState query={forms}>
        {({ forms: list, publicUrl }) => (
          <div className={classes['parts']}>
            {publicUrl === null ? <NoPublicPages /> : null}
            {list.length === 0 ? (
              <EmptyState
                title="No form yet"
                why="A form on a web site brings people who want to hear from a client. Each is asked by mail whether it was they, and becomes a lead only when they say yes."
                action={make}
              />
            ) : (
              <>
                <SubmissionSection client={client} />
                <FormTable forms={list} onOpen={setOpen} />
              </>
            )}
            <FormDrawer form={list.find(({ id }) => id === open)} publicUrl={publicUrl} onClose={() => setOpen(null)} />
          </div>
        )}
      </QueryState>
      {isNew ? <FormEditor client={client} onClose={() => setNew(false)} /> : null}
    </AcquisitionPage>
  );
}

function NoPublicPages(): ReactNode {
  return (
    <Alert color="gray" icon={<IconInfoCircle aria-hidden="true" />} title="Nobody outside can reach a form yet">
      The pages for people outside are off. Start AICMO with AICMO_PUBLIC_URL set to the address under which they are to
      be reached, such as https://forms.example.com; they are served on port 8502, apart from this console.
    </Alert>
  );
}

function FormTable({
  forms,
  onOpen,
}: {
  readonly forms: readonly CaptureForm[];
  readonly onOpen: (id: string) => void;
}): ReactNode {
  const clients = useClients().data?.clients ?? [];
  const columns: readonly Column<CaptureForm>[] = [
    { id: 'name', header: 'Form', width: 220, render: ({ name }) => <bdi>{name}</bdi>, text: ({ name }) => name },
    {
      ...{ id: 'client', header: 'Client', width: 180 },
      render: ({ clientId }) => clients.find(({ id }) => id === clientId)?.name ?? '',
    },
    {
      ...{ id: 'state', header: 'State', width: 120 },
      render: ({ status }) =>
        status === 'OPEN' ? <StateBadge tone="good">Open</StateBadge> : <StateBadge tone="neutral">Closed</StateBadge>,
    },
    { id: 'waiting', header: 'Waiting', align: 'end', width: 100, render: ({ counts }) => counts.waiting },
    { id: 'held', header: 'Need a person', align: 'end', width: 130, render: ({ counts }) => counts.held },
    { id: 'confirmed', header: 'Became leads', align: 'end', width: 130, render: ({ counts }) => counts.confirmed },
  ];
  return (
    <Section title="Forms">
      <DataTable
        label="Forms"
        rows={forms}
        rowId={({ id }) => id}
        columns={columns}
        onOpen={({ id }) => onOpen(id)}
        summary={counted(forms.length, 'form')}
        empty={null}
      />
    </Section>
  );
}
