import type { ImportUndoPlan } from '@aicmo/cam/contract';
import { ConfirmDialog, FailedState, LoadingState } from '@aicmo/ui';
import { Button, List, Text } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { counted } from '../../../words.ts';
import { undoImport, useUndoPlan } from './import.queries.ts';

interface TakeBackProps {
  readonly batchId: string;
  readonly onBegun: () => void;
}

/** Takes an import back, after it has said who goes, who gets former values back, and who stays and why. */
export function TakeBack({ batchId, onBegun }: TakeBackProps): ReactNode {
  const [isOpen, setOpen] = useState(false);
  const plan = useUndoPlan(batchId, isOpen);
  const confirm = async (): Promise<void> => {
    await undoImport(batchId);
    onBegun();
  };
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        Take this import back
      </Button>
      <ConfirmDialog
        opened={isOpen}
        onClose={() => setOpen(false)}
        verb="Take it back"
        danger
        sentence={
          plan.error ? (
            <FailedState error={plan.error} onRetry={() => void plan.refetch()} />
          ) : plan.data === undefined ? (
            <LoadingState />
          ) : (
            <Sentence plan={plan.data} />
          )
        }
        onConfirm={confirm}
      />
    </>
  );
}

/** Exactly what will happen. */
function Sentence({ plan }: { readonly plan: ImportUndoPlan }): ReactNode {
  const { removes, restores, keeps, staying } = plan;
  const more = keeps - staying.length;
  return (
    <>
      <Text>
        {counted(removes, 'lead')} that this list made {removes === 1 ? 'is' : 'are'} removed, and{' '}
        {counted(restores, 'lead')} that it changed {restores === 1 ? 'gets its' : 'get their'} former values back. This
        cannot be taken back itself; the same file can be imported again.
      </Text>
      {keeps === 0 ? null : (
        <>
          <Text mt="md">
            {counted(keeps, 'lead')} {keeps === 1 ? 'stays' : 'stay'}, because somebody went on with{' '}
            {keeps === 1 ? 'it' : 'them'}:
          </Text>
          <List mt="xs" size="sm">
            {staying.map(({ leadId, name, why }) => (
              <List.Item key={leadId}>
                {name}: {why}
              </List.Item>
            ))}
          </List>
          {more > 0 ? <Text size="sm">and {counted(more, 'other')}</Text> : null}
        </>
      )}
    </>
  );
}
