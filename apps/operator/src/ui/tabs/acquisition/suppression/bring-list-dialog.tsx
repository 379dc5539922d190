import type { SuppressionListReading } from '@aicmo/cam/contract';
import { Checkbox, FileInput, Text, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { counted } from '../../../words.ts';
import { FormDialog } from '../lead/form-dialog.tsx';
import { useSuppressionActs } from './suppression.queries.ts';

interface BringListDialogProps {
  readonly client: string | null;
  readonly onClose: () => void;
}

/** Puts everybody of a file on the list; first it says what was found in it. */
export function BringListDialog({ client, onClose }: BringListDialogProps): ReactNode {
  const { read, bring } = useSuppressionActs();
  const [file, setFile] = useState<File | null>(null);
  const [reason, setReason] = useState('');
  const [isForAll, setForAll] = useState(true);
  const take = (chosen: File | null): void => {
    setFile(chosen);
    if (chosen !== null) read.mutate(chosen);
  };
  const found = read.data;
  const isReady = file !== null && found !== undefined && found.rows > found.rejectedRows;
  return (
    <FormDialog
      title="Import a list"
      verb="Never contact them"
      disabled={!isReady || reason.trim() === ''}
      running={bring.isPending || read.isPending}
      error={bring.error ?? read.error}
      onClose={onClose}
      onSubmit={() =>
        file === null
          ? undefined
          : bring.mutate({ file, reason, client: isForAll ? null : client }, { onSuccess: onClose })
      }
    >
      <FileInput
        label="List"
        description="CSV, TSV, XLSX or JSON; in each row the first address, domain, profile or number counts"
        placeholder="Choose a file"
        value={file}
        onChange={take}
      />
      {found === undefined ? null : <Reading found={found} />}
      <TextInput
        label="Why"
        description="Stands with everybody for whom the list gives no reason of its own"
        value={reason}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
      />
      {client === null ? null : (
        <Checkbox
          label="For every client, not only this one"
          checked={isForAll}
          onChange={({ currentTarget }) => setForAll(currentTarget.checked)}
        />
      )}
    </FormDialog>
  );
}

function Reading({
  found: { rows, found, rejected, rejectedRows },
}: {
  readonly found: SuppressionListReading;
}): ReactNode {
  const parts = [
    counted(found.email, 'address', 'addresses'),
    counted(found.domain, 'domain'),
    counted(found.linkedin, 'profile'),
    counted(found.phone, 'number'),
  ].filter((part) => !part.startsWith('0 '));
  return (
    <div role="status">
      <Text size="sm">
        {counted(rows, 'row')}: {parts.length === 0 ? 'nobody was found in them' : parts.join(', ')}. Those who are on
        the list already stay as they are. The whole import can be taken back from any of its entries.
      </Text>
      {rejectedRows === 0 ? null : (
        <Text size="sm" c="dimmed">
          Nobody was found in {counted(rejectedRows, 'row')}:{' '}
          {rejected
            .slice(0, 5)
            .map(({ rowNumber }) => rowNumber)
            .join(', ')}
          {rejectedRows > 5 ? ' and more' : ''}.
        </Text>
      )}
    </div>
  );
}
