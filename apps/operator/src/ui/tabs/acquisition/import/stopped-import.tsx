import type { ImportBatch } from '@aicmo/cam/contract';
import { toAppError } from '@aicmo/core-kernel';
import { Section } from '@aicmo/ui';
import { Button, Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useAddressValue } from '../../../components/address.ts';
import { counted } from '../../../words.ts';
import { isFileGone, useResumeImport } from './import.queries.ts';
import classes from './import.module.css';

const number = new Intl.NumberFormat('en-GB');

const stops: Readonly<Partial<Record<ImportBatch['status'], string>>> = {
  CANCELLED: 'The import was stopped.',
  FAILED: 'The import stopped by itself.',
  INTERRUPTED: 'The import was interrupted: the program that did it went away.',
};

interface StoppedImportProps {
  readonly batch: ImportBatch;
  readonly onResumed: () => void;
}

/** How far an import came, and how to go on: from the file that is kept, or from the same file chosen again. */
export function StoppedImport({ batch, onResumed }: StoppedImportProps): ReactNode {
  const [, setImport] = useAddressValue('import');
  const resume = useResumeImport(batch.id);
  const isGone = resume.error !== null && isFileGone(resume.error);
  return (
    <Section title="Not finished">
      <Text role="alert" className={classes['prose'] ?? ''}>
        {stops[batch.status]} {batch.error} {number.format(batch.rowsDone)} of about {counted(batch.rowsTotal, 'row')}{' '}
        done: they stay, and it can go on from there.
      </Text>
      {resume.error === null ? null : (
        <Text mt="sm" role="alert">
          {toAppError(resume.error).message}
        </Text>
      )}
      <Group mt="md" gap="sm">
        {isGone ? null : (
          <Button loading={resume.isPending} onClick={() => resume.mutate(undefined, { onSuccess: onResumed })}>
            Go on
          </Button>
        )}
        <Button variant="default" onClick={() => setImport('new')}>
          Choose the file again
        </Button>
      </Group>
    </Section>
  );
}
