import { toAppError } from '@aicmo/core-kernel';
import { Button, Group, Modal, Text, TextInput } from '@mantine/core';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { tabHref } from '../../../components/address.ts';
import { useCreateSequence } from './sequences.queries.ts';
import classes from '../campaign-ops.module.css';

/** Makes a client's own sequence and opens it. Null: somebody has to choose the client first. */
export function NewSequence({ clientId }: { readonly clientId: string | null }): ReactNode {
  const [opened, setOpened] = useState(false);
  const [typed, setTyped] = useState({ name: '', goal: '' });
  const create = useCreateSequence();
  const navigate = useNavigate();
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    create.mutate(
      { clientId: clientId ?? '', ...typed },
      { onSuccess: ({ id }) => void navigate(tabHref('campaign-ops', clientId, { sequence: id })) },
    );
  };
  return (
    <Group gap="sm">
      {clientId === null ? <Text c="dimmed">Choose a client at the left to write one.</Text> : null}
      <Button disabled={clientId === null} onClick={() => setOpened(true)}>
        New sequence
      </Button>
      <Modal opened={opened} onClose={() => setOpened(false)} title="New sequence">
        <form onSubmit={submit} noValidate className={classes['stepFields']}>
          <TextInput
            label="Name"
            value={typed.name}
            data-autofocus
            error={create.error ? toAppError(create.error).message : undefined}
            onChange={({ currentTarget }) => setTyped({ ...typed, name: currentTarget.value })}
          />
          <TextInput
            label="Goal"
            description="What should have happened when it ends."
            value={typed.goal}
            onChange={({ currentTarget }) => setTyped({ ...typed, goal: currentTarget.value })}
          />
          <Group gap="sm">
            <Button type="submit" loading={create.isPending}>
              Make sequence
            </Button>
            <Button variant="default" onClick={() => setOpened(false)}>
              Cancel
            </Button>
          </Group>
        </form>
      </Modal>
    </Group>
  );
}
