import { ConfirmAct } from '@aicmo/ui';
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import type { CampaignRow } from '../../../contract/campaign-ops.contract.ts';
import { tabHref, useClientFilter } from '../../components/address.ts';
import { counted } from '../../words.ts';
import { useMoveCampaign, type useRunCampaign } from './campaign-ops.queries.ts';
import { SimulateAgain } from './live/simulate-again.tsx';

interface CampaignActsProps {
  readonly row: CampaignRow;
  readonly run: ReturnType<typeof useRunCampaign>;
}

/** What can be done with a campaign in its state: one act stands out, the others are quiet. */
export function CampaignActs({ row, run }: CampaignActsProps): ReactNode {
  const { campaign } = row;
  const { id, status } = campaign;
  const navigate = useNavigate();
  const client = useClientFilter();
  const move = useMoveCampaign(id);
  const isOver = status === 'COMPLETED' || status === 'ARCHIVED';
  return (
    <>
      {isOver ? null : (
        <Button
          variant="default"
          onClick={() => void navigate(tabHref('campaign-ops', client, { campaign: id, edit: 'yes' }))}
        >
          Edit
        </Button>
      )}
      {isOver ? null : <LiveAct row={row} />}
      {status === 'ACTIVE' ? (
        <ConfirmAct
          sentence={`“${campaign.name}” stops for now: nothing of it is planned or goes out until you activate it again.`}
          verb="Pause"
          onConfirm={() => move.mutateAsync({ to: 'PAUSED' })}
        />
      ) : null}
      {status === 'ACTIVE' || status === 'PAUSED' ? (
        <ConfirmAct
          sentence={`“${campaign.name}” ends for good, with ${counted(row.inSequence, 'lead')} in sequence. It cannot be activated again.`}
          verb="Complete"
          danger
          onConfirm={() => move.mutateAsync({ to: 'COMPLETED' })}
        />
      ) : null}
      {status === 'COMPLETED' || status === 'DRAFT' ? (
        <ConfirmAct
          sentence={`“${campaign.name}” leaves the lists. Its messages and its story are kept.`}
          verb="Archive"
          onConfirm={() => move.mutateAsync({ to: 'ARCHIVED' })}
        />
      ) : null}
      {isOver ? null : <RunButton row={row} run={run} />}
    </>
  );
}

/** Going live begins with the list of what has to be so; the way back is one act. */
function LiveAct({ row: { campaign } }: Pick<CampaignActsProps, 'row'>): ReactNode {
  const navigate = useNavigate();
  const client = useClientFilter();
  if (campaign.mode === 'LIVE') return <SimulateAgain campaignId={campaign.id} name={campaign.name} />;
  const list = tabHref('campaign-ops', client, { campaign: campaign.id, live: 'check' });
  return (
    <Button variant="default" onClick={() => void navigate(list)}>
      Go live…
    </Button>
  );
}

function RunButton({ row, run }: CampaignActsProps): ReactNode {
  const activate = row.campaign.status !== 'ACTIVE';
  return (
    <Button loading={run.isPending} onClick={() => run.mutate({ activate })}>
      {activate ? 'Activate and run now' : 'Run now'}
    </Button>
  );
}
