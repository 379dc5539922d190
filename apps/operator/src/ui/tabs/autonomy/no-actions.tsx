import { EmptyState } from '@aicmo/ui';
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ActionViewName } from '../../../contract/autonomy.contract.ts';

const words: Readonly<Record<ActionViewName, { readonly title: string; readonly why: string }>> = {
  asks: {
    title: 'Nothing asks you',
    why: 'What the engine wants to do will stand here with its reasons, for your yes or no. It looks at active campaigns with due messages and at overdue tasks.',
  },
  queue: { title: 'Nothing waits', why: 'What is allowed and has not ended yet will stand here.' },
  stuck: {
    title: 'Nothing is stuck',
    why: 'What failed three times, and what a stopped worker left half-way, will stand here until a person decides.',
  },
  over: {
    title: 'Nothing happened yet',
    why: 'What the engine did, and what was rejected or cancelled, will stand here.',
  },
};

/** An empty list of actions: what will stand there, and how it comes. */
export function NoActions({ view, onLook }: { readonly view: ActionViewName; readonly onLook: () => void }): ReactNode {
  return (
    <EmptyState
      {...words[view]}
      action={
        <Button variant="default" onClick={onLook}>
          Look for work now
        </Button>
      }
    />
  );
}
