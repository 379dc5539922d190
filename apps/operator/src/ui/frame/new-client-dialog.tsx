import { toAppError } from '@aicmo/core-kernel';
import { Button, Checkbox, Group, Modal, Select, Stack, Text, TextInput } from '@mantine/core';
import { useRef, useState, type FormEvent, type ReactNode } from 'react';
import type { ClientForm } from '../../contract/clients.contract.ts';
import { useAddressValue } from '../components/address.ts';
import { useCreateClient } from '../components/clients.ts';
import type { LayerProps } from './layers.tsx';

const empty = (): ClientForm => ({
  name: '',
  isAgency: false,
  timeZone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
  senderName: '',
  senderAddress: '',
  postalAddress: '',
});

const zones = (): string[] => [...new Set(['UTC', empty().timeZone, ...Intl.supportedValuesOf('timeZone')])];

/** The fields as typed, and the one fault they can have. */
function useClientForm(onClose: () => void) {
  const [client, setClient] = useState(empty);
  const [isUnnamed, setUnnamed] = useState(false);
  const nameField = useRef<HTMLInputElement>(null);
  const create = useCreateClient();
  const [, setFilter] = useAddressValue('client');
  const change = (part: Partial<ClientForm>): void => setClient((before) => ({ ...before, ...part }));
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const hasNoName = client.name.trim() === '';
    setUnnamed(hasNoName);
    if (hasNoName) return nameField.current?.focus();
    return create.mutate(client, {
      onSuccess: ({ id }) => {
        onClose();
        setFilter(id);
      },
    });
  };
  return { client, change, submit, isUnnamed, nameField, create };
}

/** Makes a client and looks at it. Only the name must be given; what sending needs can be entered later. */
export function NewClientDialog({ onClose }: LayerProps): ReactNode {
  const { client, change, submit, isUnnamed, nameField, create } = useClientForm(onClose);
  return (
    <Modal opened onClose={onClose} title="New client">
      <form onSubmit={submit} noValidate>
        <Stack gap="lg">
          <TextInput
            ref={nameField}
            label="Name"
            required
            data-autofocus
            value={client.name}
            error={isUnnamed ? 'Type the name of the client.' : undefined}
            onChange={({ currentTarget }) => change({ name: currentTarget.value })}
          />
          <Checkbox
            label="This is my own agency"
            checked={client.isAgency}
            onChange={({ currentTarget }) => change({ isAgency: currentTarget.checked })}
          />
          <SenderFields client={client} onChange={change} />
          {create.error ? (
            <Text role="alert" c="var(--mantine-color-error)">
              {toAppError(create.error).message}
            </Text>
          ) : null}
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={create.isPending}>
              Create client
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

interface SenderFieldsProps {
  readonly client: ClientForm;
  readonly onChange: (part: Partial<ClientForm>) => void;
}

function SenderFields({ client, onChange }: SenderFieldsProps): ReactNode {
  return (
    <>
      <Select
        label="Time zone"
        description="When a lead's own zone is unknown, sending hours follow this one."
        searchable
        data={zones()}
        value={client.timeZone}
        allowDeselect={false}
        onChange={(timeZone) => onChange({ timeZone: timeZone ?? 'UTC' })}
      />
      <TextInput
        label="Sender's name"
        description="Who writes. Can be entered later."
        value={client.senderName}
        onChange={({ currentTarget }) => onChange({ senderName: currentTarget.value })}
      />
      <TextInput
        label="Sender's email"
        type="email"
        value={client.senderAddress}
        onChange={({ currentTarget }) => onChange({ senderAddress: currentTarget.value })}
      />
      <TextInput
        label="Postal address"
        description="Stands at the foot of every message; the law asks for it."
        value={client.postalAddress}
        onChange={({ currentTarget }) => onChange({ postalAddress: currentTarget.value })}
      />
    </>
  );
}
