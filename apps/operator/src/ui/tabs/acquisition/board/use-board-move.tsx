import { legalLeadMoves, type LeadState } from '@aicmo/cam/contract';
import { toAppError } from '@aicmo/core-kernel';
import { Alert } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { LeadRow } from '../../../../contract/acquisition/leads.contract.ts';
import { useClients } from '../../../components/clients.ts';
import { acquisitionApi } from '../acquisition.queries.ts';
import { LoseDialog } from '../lead/lose-dialog.tsx';
import { WinDialog } from '../lead/win-dialog.tsx';
import { useUndoable } from '../undo/undo.queries.ts';

/** Moving a card to another column. */
export interface BoardMove {
  /** The card that is dragged now. */
  readonly dragged: LeadRow | null;
  readonly drag: (lead: LeadRow | null) => void;
  /** Where a lead may go. */
  readonly goalsOf: (lead: LeadRow) => readonly LeadState[];
  readonly mayBecome: (lead: LeadRow, to: LeadState) => boolean;
  /** Moves it at once, or asks first where something has to be said: why it is lost, which client it becomes. */
  readonly ask: (lead: LeadRow, to: LeadState) => void;
  /** The question, and why the last move was refused. */
  readonly question: ReactNode;
}

interface Asked {
  readonly lead: LeadRow;
  readonly to: 'WON' | 'LOST';
}

/** Every legal move and no other; each can be taken back. */
export function useBoardMove(): BoardMove {
  const undoable = useUndoable();
  const [dragged, drag] = useState<LeadRow | null>(null);
  const [asked, setAsked] = useState<Asked | null>(null);
  const moving = useMutation({
    mutationFn: ({ leadId, to }: { readonly leadId: string; readonly to: LeadState }) =>
      acquisitionApi.move({ params: { leadId }, body: { to } }),
    onSuccess: undoable,
  });
  const goalsOf = ({ state }: LeadRow): readonly LeadState[] => legalLeadMoves(state, true);
  const ask = (lead: LeadRow, to: LeadState): void => {
    drag(null);
    if (to === 'WON' || to === 'LOST') setAsked({ lead, to });
    else moving.mutate({ leadId: lead.id, to });
  };
  return {
    ...{ dragged, drag, goalsOf, ask },
    mayBecome: (lead, to) => goalsOf(lead).includes(to),
    question: (
      <>
        {moving.error === null ? null : (
          <Alert color="red" role="alert" withCloseButton closeButtonLabel="Close" onClose={() => moving.reset()}>
            {toAppError(moving.error).message}
          </Alert>
        )}
        {asked === null ? null : <Question asked={asked} onClose={() => setAsked(null)} />}
      </>
    ),
  };
}

function Question({
  asked: { lead, to },
  onClose,
}: {
  readonly asked: Asked;
  readonly onClose: () => void;
}): ReactNode {
  const clients = useClients();
  const about = { leadId: lead.id, name: lead.name, onClose };
  if (to === 'LOST') return <LoseDialog {...about} />;
  const zone = clients.data?.clients.find(({ id }) => id === lead.clientId)?.timeZone;
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return <WinDialog {...about} company={lead.company} timeZone={zone ?? here} />;
}
