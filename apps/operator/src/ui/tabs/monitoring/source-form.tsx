import type { IngestResult } from '@aicmo/social/contract';
import { Button, Group, Modal, Select, Stack, Text, TextInput } from '@mantine/core';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useClientFilter } from '../../components/address.ts';
import { useClients } from '../../components/clients.ts';
import { HandIn } from './hand-in.tsx';
import { useAddSource } from './monitoring.queries.ts';
import { readingWords } from './reading-words.ts';
import { FormEnd } from '../../components/form-end.tsx';

/** Adds a source and reads it once; without an address its document is handed in next. */
export function SourceForm({ onClose }: { readonly onClose: () => void }): ReactNode {
  const [added, setAdded] = useState<{ readonly sourceId: string; readonly reading: IngestResult | null }>();
  return (
    <Modal opened onClose={onClose} title="Add a source" size="lg">
      {added === undefined ? <Naming onAdded={setAdded} onClose={onClose} /> : <Added {...added} onClose={onClose} />}
    </Modal>
  );
}

interface NamingProps {
  readonly onAdded: (added: { readonly sourceId: string; readonly reading: IngestResult | null }) => void;
  readonly onClose: () => void;
}

function Naming({ onAdded, onClose }: NamingProps): ReactNode {
  const filter = useClientFilter();
  const clients = useClients().data?.clients ?? [];
  const [chosen, setChosen] = useState<string | null>(filter);
  const [url, setUrl] = useState('');
  const [name, setName] = useState('');
  const [isAsked, setAsked] = useState(false);
  const add = useAddSource();
  const clientId = chosen ?? (clients.length === 1 ? (clients[0]?.id ?? null) : null);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setAsked(true);
    if (clientId !== null) add.mutate({ clientId, name, url }, { onSuccess: onAdded });
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="lg">
        <Select
          label="Client"
          required
          allowDeselect={false}
          data={clients.map((client) => ({ value: client.id, label: client.name }))}
          value={clientId}
          error={isAsked && clientId === null ? 'Choose whom the source is about.' : undefined}
          onChange={setChosen}
        />
        <TextInput
          label="Address of the feed"
          description="RSS, Atom or JSON Feed. Leave it empty to hand documents in yourself."
          type="url"
          data-autofocus
          value={url}
          onChange={({ currentTarget }) => setUrl(currentTarget.value)}
        />
        <TextInput
          label="Name"
          description="As it stands in lists and reports. Without one, the name of its site."
          value={name}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
        />
        <FormEnd
          error={add.error}
          isPending={add.isPending}
          act={url.trim() === '' ? 'Add source' : 'Add and read source'}
          onClose={onClose}
        />
      </Stack>
    </form>
  );
}

interface AddedProps {
  readonly sourceId: string;
  readonly reading: IngestResult | null;
  readonly onClose: () => void;
}

function Added({ sourceId, reading, onClose }: AddedProps): ReactNode {
  return (
    <Stack gap="lg">
      <Text role="status">
        {reading === null ? 'The source is added. Hand its first document in.' : readingWords(reading)}
      </Text>
      {reading?.status === 'read' ? null : <HandIn sourceId={sourceId} />}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          Close
        </Button>
      </Group>
    </Stack>
  );
}
