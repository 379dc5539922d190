import { systemClock } from '@aicmo/core-kernel';
import { Group, Modal, Select, Stack, Text, TextInput } from '@mantine/core';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useClientFilter } from '../../components/address.ts';
import { useClients } from '../../components/clients.ts';
import { useMakeReport } from './monitoring.queries.ts';
import { lastSevenDays, windowOfDays } from './report-days.ts';
import { FormEnd } from '../../components/form-end.tsx';

interface ReportFormProps {
  readonly onClose: () => void;
  readonly onMade: (reportId: string) => void;
}

interface Typed {
  readonly clientId: string | null;
  readonly first: string;
  readonly last: string;
  readonly query: string;
}

/** Makes a report; the seven days before today are filled in. */
export function ReportForm({ onClose, onMade }: ReportFormProps): ReactNode {
  const filter = useClientFilter();
  const clients = useClients().data?.clients ?? [];
  const [typed, setTyped] = useState<Typed>(() => ({
    clientId: filter,
    ...lastSevenDays(systemClock.now(), 'UTC'),
    query: '',
  }));
  const [isAsked, setAsked] = useState(false);
  const make = useMakeReport();
  const clientId = typed.clientId ?? (clients.length === 1 ? (clients[0]?.id ?? null) : null);
  const zone = clients.find(({ id }) => id === clientId)?.timeZone ?? 'UTC';
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setAsked(true);
    if (clientId === null || typed.first === '' || typed.last === '') return;
    const window = windowOfDays(typed.first, typed.last, zone);
    make.mutate({ clientId, ...window, query: typed.query }, { onSuccess: ({ id }) => onMade(id) });
  };
  return (
    <Modal opened onClose={onClose} title="Make a report" size="lg">
      <form onSubmit={submit} noValidate>
        <Stack gap="lg">
          <Select
            label="Client"
            required
            allowDeselect={false}
            data={clients.map(({ id, name }) => ({ value: id, label: name }))}
            value={clientId}
            error={isAsked && clientId === null ? 'Choose whose sources the report is made of.' : undefined}
            onChange={(chosen) => setTyped({ ...typed, clientId: chosen })}
          />
          <WindowFields typed={typed} zone={zone} onChange={setTyped} />
          <FormEnd error={make.error} isPending={make.isPending} act="Make report" onClose={onClose} />
        </Stack>
      </form>
    </Modal>
  );
}

interface WindowFieldsProps {
  readonly typed: Typed;
  readonly zone: string;
  readonly onChange: (typed: Typed) => void;
}

function WindowFields({ typed, zone, onChange }: WindowFieldsProps): ReactNode {
  return (
    <>
      <Group gap="lg" grow>
        <TextInput
          label="First day"
          type="date"
          value={typed.first}
          onChange={({ currentTarget }) => onChange({ ...typed, first: currentTarget.value })}
        />
        <TextInput
          label="Last day"
          type="date"
          value={typed.last}
          onChange={({ currentTarget }) => onChange({ ...typed, last: currentTarget.value })}
        />
      </Group>
      <Text size="sm">Whole days, {zone} time.</Text>
      <TextInput
        label="Look for"
        description='Words, "phrases", AND, OR, NOT, brackets, NEAR/5, word*, site:, author:, lang:. Empty for everything.'
        value={typed.query}
        onChange={({ currentTarget }) => onChange({ ...typed, query: currentTarget.value })}
      />
    </>
  );
}
