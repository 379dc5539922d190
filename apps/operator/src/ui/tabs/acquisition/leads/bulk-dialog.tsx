import type { BulkAct, BulkResult, BulkTarget, LeadState } from '@aicmo/cam/contract';
import { Text, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { counted, screenWord } from '../../../words.ts';
import { FormDialog } from '../lead/form-dialog.tsx';
import { useBulkAct } from './leads.queries.ts';

/** An act that a person has chosen and not yet confirmed. */
export type AskedAct =
  | { readonly kind: 'move'; readonly to: LeadState }
  | { readonly kind: 'sequence' | 'aside' | 'looked' | 'never-contact' };

interface BulkDialogProps {
  readonly asked: AskedAct;
  readonly count: number;
  readonly target: BulkTarget;
  readonly onClose: () => void;
  readonly onDone: (result: BulkResult) => void;
}

/** Says exactly what will happen to how many, and asks for the reason where one is needed. */
export function BulkDialog({ asked, count, target, onClose, onDone }: BulkDialogProps): ReactNode {
  const act = useBulkAct();
  const [reason, setReason] = useState('');
  const { verb, sentence, asks } = wordsOf(asked, counted(count, 'lead'));
  const isMissing = asks !== null && reason.trim() === '';
  const submit = (): void => act.mutate({ target, act: actOf(asked, reason) }, { onSuccess: onDone });
  return (
    <FormDialog
      title={verb}
      verb={verb}
      danger={asked.kind === 'never-contact'}
      disabled={isMissing}
      running={act.isPending}
      error={act.error}
      onClose={onClose}
      onSubmit={submit}
    >
      <Text>{sentence} You can undo it for a day.</Text>
      {asks === null ? null : (
        <TextInput
          label={asks}
          value={reason}
          data-autofocus
          onChange={({ currentTarget }) => setReason(currentTarget.value)}
        />
      )}
    </FormDialog>
  );
}

interface Words {
  readonly verb: string;
  readonly sentence: string;
  /** The label of the reason; null: none is asked for. */
  readonly asks: string | null;
}

function wordsOf(asked: AskedAct, leads: string): Words {
  switch (asked.kind) {
    case 'move':
      return asked.to === 'LOST'
        ? { verb: 'Give up', sentence: `${leads} will become lost and leave every sequence.`, asks: 'Why' }
        : {
            verb: `Move to ${screenWord(asked.to).toLowerCase()}`,
            sentence: `${leads} will become ${screenWord(asked.to).toLowerCase()}. Who is further already is left alone.`,
            asks: null,
          };
    case 'sequence':
      return {
        verb: 'Put in sequence',
        sentence: `${leads} will go into the sequence of the tier, each in its own campaign. Who may not be written to is left alone.`,
        asks: null,
      };
    case 'aside':
      return {
        verb: 'Set aside',
        sentence: `${leads} will wait in the review until somebody has looked; nothing is written meanwhile.`,
        asks: 'What is to be looked at',
      };
    case 'looked':
      return { verb: 'Say so', sentence: `${leads} will wait for nobody any more.`, asks: null };
    case 'never-contact':
      return {
        verb: 'Never contact again',
        sentence: `${leads} will leave every sequence and never be written to again for this client, also when a later list has the address.`,
        asks: 'Why',
      };
  }
}

function actOf(asked: AskedAct, reason: string): BulkAct {
  switch (asked.kind) {
    case 'move':
      return { kind: 'move', to: asked.to, reason };
    case 'sequence':
      return { kind: 'sequence' };
    case 'aside':
      return { kind: 'review', reason };
    case 'looked':
      return { kind: 'review', reason: null };
    case 'never-contact':
      return { kind: 'never-contact', reason };
  }
}
