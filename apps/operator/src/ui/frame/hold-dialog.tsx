import { ConfirmDialog } from '@aicmo/ui';
import { TextInput } from '@mantine/core';
import { use, useState, type ReactNode } from 'react';
import { HouseContext } from '../components/house.ts';
import type { LayerProps } from './layers.tsx';
import { useFlagActs } from './use-flag-acts.ts';

/** Holds everything that would leave, or releases it; with a reason that stays in the record. */
export function HoldDialog({ onClose }: LayerProps): ReactNode {
  const flags = use(HouseContext)?.flags ?? null;
  const { hold, release } = useFlagActs();
  const [reason, setReason] = useState('');
  if (flags === null) return null;
  const isHeld = flags.paused || flags.killed;
  const why = reason.trim();
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      verb={isHeld ? 'Release' : 'Hold everything'}
      danger={!isHeld}
      sentence={
        <>
          {isHeld
            ? 'Work that was held goes on. Messages whose time has come are checked again before each one leaves.'
            : 'From now on nothing leaves: no message, no post, no package, for any client. What is already being handed over finishes. You release it here.'}
          <TextInput
            mt="lg"
            label="Reason"
            description="Kept in the record, so that others understand."
            placeholder={isHeld ? 'Released by hand' : 'Held by hand'}
            value={reason}
            onChange={({ currentTarget }) => setReason(currentTarget.value)}
          />
        </>
      }
      onConfirm={() => (isHeld ? release(why || 'Released by hand') : hold(why || 'Held by hand'))}
    />
  );
}
