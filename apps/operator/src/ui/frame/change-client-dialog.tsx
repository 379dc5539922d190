import { QueryState } from '@aicmo/ui';
import { Modal, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ClientDetails, ClientForm } from '../../contract/clients.contract.ts';
import { useClientFilter } from '../components/address.ts';
import { useChangeClient, useClientDetails } from '../components/clients.ts';
import { ClientFields } from './client-fields.tsx';
import type { LayerProps } from './layers.tsx';
import { useClientForm } from './use-client-form.ts';
import { FormEnd } from '../components/form-end.tsx';

/** Changes the client that is looked at. What was before stays in its record, so it can be typed again. */
export function ChangeClientDialog({ onClose }: LayerProps): ReactNode {
  const clientId = useClientFilter() ?? '';
  const details = useClientDetails(clientId);
  return (
    <Modal opened onClose={onClose} title="Change client">
      <QueryState query={details}>
        {(before) => <ChangeForm key={before.updatedAt} before={before} onClose={onClose} />}
      </QueryState>
    </Modal>
  );
}

function ChangeForm({ before, onClose }: LayerProps & { readonly before: ClientDetails }): ReactNode {
  const change = useChangeClient(before.id);
  const { submit, ...fields } = useClientForm(
    () => formOf(before),
    (client) => change.mutate({ ...changed(before, client), updatedAt: before.updatedAt }, { onSuccess: onClose }),
  );
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="lg">
        <ClientFields {...fields} />
        <Text size="sm" c="dimmed">
          Messages that have left stay as they were. Those that wait are written anew.
        </Text>
        <FormEnd error={change.error} isPending={change.isPending} act="Save" onClose={onClose} />
      </Stack>
    </form>
  );
}

const formOf = ({ id: _id, updatedAt: _at, ...form }: ClientDetails): ClientForm => form;

/** Only what was touched is sent, so that nothing else is written over. */
const changed = (before: ClientDetails, client: ClientForm): Partial<ClientForm> =>
  Object.fromEntries(Object.entries(client).filter(([field, value]) => before[field as keyof ClientForm] !== value)); // the keys of the form
