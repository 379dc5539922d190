import { Button } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { ReasonDialog } from '../../acquisition/suppression/reason-dialog.tsx';
import { useGoLiveActs } from './go-live.queries.ts';

/** Takes a live campaign back to simulation, with a reason. */
export function SimulateAgain({ campaignId, name }: { readonly campaignId: string; readonly name: string }): ReactNode {
  const { simulate } = useGoLiveActs(campaignId);
  const [isAsking, setAsking] = useState(false);
  const close = (): void => setAsking(false);
  return (
    <>
      <Button variant="default" onClick={() => setAsking(true)}>
        Back to simulation…
      </Button>
      {isAsking ? (
        <ReasonDialog
          sentence={`“${name}” stops writing to real people at once. What was sent stays sent, and what waits goes on from there when it is live again.`}
          verb="Simulate again"
          act={simulate}
          onSubmit={(reason) => simulate.mutate(reason, { onSuccess: close })}
          onClose={close}
        />
      ) : null}
    </>
  );
}
