import { Checkbox, Select, TextInput } from '@mantine/core';
import type { ReactNode, RefObject } from 'react';
import type { ClientForm } from '../../contract/clients.contract.ts';

/** A client of whom nothing is known yet; the zone is this machine's. */
export const emptyClient = (): ClientForm => ({
  name: '',
  isAgency: false,
  timeZone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
  senderName: '',
  senderAddress: '',
  postalAddress: '',
});

const zones = (chosen: string): string[] => [
  ...new Set(['UTC', chosen, emptyClient().timeZone, ...Intl.supportedValuesOf('timeZone')]),
];

interface ClientFieldsProps {
  readonly client: ClientForm;
  readonly onChange: (part: Partial<ClientForm>) => void;
  readonly isUnnamed: boolean;
  readonly nameField: RefObject<HTMLInputElement | null>;
}

/** What a client is made of, in the form that makes one and in the one that changes it. */
export function ClientFields({ client, onChange, isUnnamed, nameField }: ClientFieldsProps): ReactNode {
  return (
    <>
      <TextInput
        ref={nameField}
        label="Name"
        required
        data-autofocus
        value={client.name}
        error={isUnnamed ? 'Type the name of the client.' : undefined}
        onChange={({ currentTarget }) => onChange({ name: currentTarget.value })}
      />
      <Checkbox
        label="This is my own agency"
        checked={client.isAgency}
        onChange={({ currentTarget }) => onChange({ isAgency: currentTarget.checked })}
      />
      <SenderFields client={client} onChange={onChange} />
    </>
  );
}

function SenderFields({ client, onChange }: Pick<ClientFieldsProps, 'client' | 'onChange'>): ReactNode {
  return (
    <>
      <Select
        label="Time zone"
        description="When a lead's own zone is unknown, sending hours follow this one."
        searchable
        data={zones(client.timeZone)}
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
