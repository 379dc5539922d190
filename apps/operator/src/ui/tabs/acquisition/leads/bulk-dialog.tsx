import type { BulkAct, BulkPass, BulkResult, BulkTarget, LeadRun, LeadState } from '@aicmo/cam/contract';
import { Text, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { counted, screenWord } from '../../../words.ts';
import { FormDialog } from '../lead/form-dialog.tsx';
import { useBulkAct, useBulkPass } from './leads.queries.ts';

/** An act that a person has chosen and not yet confirmed. */
export type AskedAct =
  | { readonly kind: 'move'; readonly to: LeadState }
  | { readonly kind: 'sequence' | 'aside' | 'looked' | 'never-contact' }
  | { readonly kind: BulkPass };

interface BulkDialogProps {
  readonly asked: AskedAct;
  readonly count: number;
  readonly target: BulkTarget;
  readonly onClose: () => void;
  readonly onDone: (result: BulkResult) => void;
  /** Something goes over the leads in the background now. */
  readonly onBegun: (runs: readonly LeadRun[]) => void;
}

/** Says exactly what will happen to how many, and asks for the reason where one is needed. */
export function BulkDialog({ asked, count, target, onClose, onDone, onBegun }: BulkDialogProps): ReactNode {
  const act = useBulkAct();
  const pass = useBulkPass();
  const [reason, setReason] = useState('');
  const { verb, sentence, asks } = wordsOf(asked, counted(count, 'lead'));
  const isPass = asked.kind === 'check' || asked.kind === 'score';
  const isMissing = asks !== null && reason.trim() === '';
  const submit = (): void => {
    const wanted = actOf(asked, reason);
    if (typeof wanted === 'string') pass.mutate({ target, pass: wanted }, { onSuccess: ({ runs }) => onBegun(runs) });
    else act.mutate({ target, act: wanted }, { onSuccess: onDone });
  };
  return (
    <FormDialog
      title={verb}
      verb={verb}
      danger={asked.kind === 'never-contact'}
      disabled={isMissing}
      running={act.isPending || pass.isPending}
      error={act.error ?? pass.error}
      onClose={onClose}
      onSubmit={submit}
    >
      <Text>{isPass ? sentence : `${sentence} You can undo it for a day.`}</Text>
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
    case 'check':
      return {
        verb: 'Check addresses',
        sentence: `The addresses of ${leads} will be checked in the background, by what can be found out here. Nobody is written to.`,
        asks: null,
      };
    case 'score':
      return {
        verb: 'Score again',
        sentence: `${leads} will be scored in the background by the rules of today. Who is in sequence stays there.`,
        asks: null,
      };
    case 'never-contact':
      return {
        verb: 'Never contact again',
        sentence: `${leads} will leave every sequence and never be written to again for this client, also when a later list has the address.`,
        asks: 'Why',
      };
  }
}

/** What is asked of the server: an act, or the name of what goes over the leads in the background. */
function actOf(asked: AskedAct, reason: string): BulkAct | BulkPass {
  switch (asked.kind) {
    case 'check':
    case 'score':
      return asked.kind;
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
