import { Radio, Select, Stack, Text, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useClients } from '../../../components/clients.ts';
import { FormDialog } from './form-dialog.tsx';
import { useLeadActs } from './lead.queries.ts';

interface WinDialogProps {
  readonly leadId: string;
  readonly name: string;
  /** What the new client is called unless the person says otherwise. */
  readonly company: string;
  readonly timeZone: string;
  readonly onClose: () => void;
}

/** A lead becomes a client: a new one with a name that is filled in, or one that there is. */
export function WinDialog({ leadId, name, company, timeZone, onClose }: WinDialogProps): ReactNode {
  const { win } = useLeadActs(leadId);
  const clients = useClients();
  const [isNew, setNew] = useState(true);
  const [newName, setNewName] = useState(company === '' ? name : company);
  const [known, setKnown] = useState<string | null>(null);
  const submit = (): void => {
    const client = isNew ? { name: newName, timeZone } : { id: known ?? '' };
    win.mutate(client, { onSuccess: onClose });
  };
  return (
    <FormDialog
      title="Won"
      verb={isNew ? 'Make a client' : 'Add to the client'}
      disabled={isNew ? newName.trim() === '' : known === null}
      running={win.isPending}
      error={win.error}
      onClose={onClose}
      onSubmit={submit}
    >
      <Text>
        <bdi>{name}</bdi> is marked as won and leaves every sequence. You can undo it for a day.
      </Text>
      <Radio.Group label="Which client" value={isNew ? 'new' : 'known'} onChange={(value) => setNew(value === 'new')}>
        <Stack gap="xs" mt="xs">
          <Radio value="new" label="A new client" />
          <Radio value="known" label="An existing client" />
        </Stack>
      </Radio.Group>
      {isNew ? (
        <TextInput
          label="Name of the new client"
          description={`Its time zone is ${timeZone.replaceAll('_', ' ')}; both can be changed later.`}
          value={newName}
          data-autofocus
          onChange={({ currentTarget }) => setNewName(currentTarget.value)}
        />
      ) : (
        <Select
          label="Client"
          searchable
          data={(clients.data?.clients ?? []).map(({ id, name: label }) => ({ value: id, label }))}
          value={known}
          onChange={setKnown}
        />
      )}
    </FormDialog>
  );
}
