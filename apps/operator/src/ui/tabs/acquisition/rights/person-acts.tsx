import type { PersonHeld } from '@aicmo/cam/contract';
import { Button, Text, Textarea } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { downloadText } from '../../../components/download-text.ts';
import { counted } from '../../../words.ts';
import { Failure } from '../lead/failure.tsx';
import { FormDialog } from '../lead/form-dialog.tsx';
import type { usePersonActs } from './rights.queries.ts';
import classes from './rights.module.css';

interface PersonActsProps {
  readonly person: PersonHeld;
  readonly acts: ReturnType<typeof usePersonActs>;
}

/** Give out, and apart from it: erase. */
export function PersonActs({ person, acts }: PersonActsProps): ReactNode {
  const [isAsking, setAsking] = useState(false);
  const give = async (): Promise<void> => {
    const found = await acts.give.mutateAsync(person.address);
    downloadText('what-is-held.json', `${JSON.stringify(found, null, 2)}\n`, 'application/json');
  };
  return (
    <>
      <div className={classes['acts']}>
        <Button variant="default" loading={acts.give.isPending} onClick={() => void give().catch(() => undefined)}>
          Download everything
        </Button>
        <Button variant="subtle" color="red" onClick={() => setAsking(true)}>
          Erase this person…
        </Button>
      </div>
      <Failure error={acts.give.error} />
      {isAsking ? <EraseDialog person={person} acts={acts} onClose={() => setAsking(false)} /> : null}
    </>
  );
}

interface EraseDialogProps extends PersonActsProps {
  readonly onClose: () => void;
}

function EraseDialog({ person, acts: { erase }, onClose }: EraseDialogProps): ReactNode {
  const [reason, setReason] = useState('');
  return (
    <FormDialog
      title="Erase this person"
      verb="Erase for good"
      danger
      disabled={reason.trim() === ''}
      running={erase.isPending}
      error={erase.error}
      onClose={onClose}
      onSubmit={() => erase.mutate({ address: person.address, reason }, { onSuccess: onClose })}
    >
      <Text>{sentence(person)}</Text>
      <Text size="sm">
        A fingerprint of each address, profile and number stays, by which this person is recognised and not taken again.
        Backups that were made before hold everything until you delete them. This cannot be undone.
      </Text>
      <Textarea
        label="Why"
        description="It is kept: do not name the person in it"
        autosize
        minRows={2}
        value={reason}
        data-autofocus
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
      />
    </FormDialog>
  );
}

/** Says exactly what goes. */
function sentence({ address, leads, things }: PersonHeld): string {
  const clients = new Set(leads.map(({ clientId }) => clientId)).size;
  const rows = things.reduce((sum, { count }) => sum + count, 0);
  const who = leads.length === 0 ? '' : ` with ${counted(leads.length, 'lead')} of ${counted(clients, 'client')}`;
  return `${address} is erased${who}: ${counted(rows, 'record')} in ${counted(things.length, 'place')} go or lose every word about this person, here and in the ledger of what left.`;
}
