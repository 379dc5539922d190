import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { toAppError } from '@aicmo/core-kernel';
import type { ReactNode } from 'react';
import { useAddressValue } from '../components/address.ts';
import { useCreateClient } from '../components/clients.ts';
import { ClientFields, emptyClient } from './client-fields.tsx';
import type { LayerProps } from './layers.tsx';
import { useClientForm } from './use-client-form.ts';

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
