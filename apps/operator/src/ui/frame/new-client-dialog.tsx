import { Modal, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { useAddressValue } from '../components/address.ts';
import { useCreateClient } from '../components/clients.ts';
import { ClientFields, emptyClient } from './client-fields.tsx';
import type { LayerProps } from './layers.tsx';
import { useClientForm } from './use-client-form.ts';
import { FormEnd } from '../components/form-end.tsx';

/** Makes a client and looks at it. Only the name must be given; what sending needs can be entered later. */
export function NewClientDialog({ onClose }: LayerProps): ReactNode {
  const create = useCreateClient();
  const [, setFilter] = useAddressValue('client');
  const { submit, ...fields } = useClientForm(emptyClient, (client) =>
    create.mutate(client, {
      onSuccess: ({ id }) => {
        onClose();
        setFilter(id);
      },
    }),
  );
  return (
    <Modal opened onClose={onClose} title="New client">
      <form onSubmit={submit} noValidate>
        <Stack gap="lg">
          <ClientFields {...fields} />
          <FormEnd error={create.error} isPending={create.isPending} act="Create client" onClose={onClose} />
        </Stack>
      </form>
    </Modal>
  );
}
