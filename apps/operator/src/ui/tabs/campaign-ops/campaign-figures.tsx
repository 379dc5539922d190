import { parseInstant } from '@aicmo/core-kernel';
import { Figure, FigureRow, RelativeTime } from '@aicmo/ui';
import type { ReactNode } from 'react';
import type { CampaignRow } from '../../../contract/campaign-ops.contract.ts';
import { tabHref, useClientFilter } from '../../components/address.ts';
import { markOf } from './campaign-words.ts';

/** How far a campaign is; each number opens the rows that it counts. */
export function CampaignFigures({ row }: { readonly row: CampaignRow }): ReactNode {
  const client = useClientFilter();
  const { campaign, messages, mode, nextDueAt, timeZone } = row;
  const rows = (show: string): string => tabHref('campaign-ops', client, { campaign: campaign.id, show });
  const mark = markOf(mode);
  const marked = mark ? { mark } : {};
  const done = {
    SIMULATION: { label: 'Simulated', value: messages.simulated, href: rows('SIMULATED') },
    PROOF: { label: 'Made ready', value: messages.proofed, href: rows('PROOFED') },
    LIVE: { label: 'Sent', value: messages.sent, href: rows('SENT') },
  }[mode];
  return (
    <FigureRow>
      <Figure
        label="Leads in sequence"
        value={row.inSequence}
        href={tabHref('acquisition', client, { campaign: campaign.id })}
      />
      <Figure {...done} {...(mode === 'PROOF' ? marked : {})} />
      <Figure
        label="Scheduled"
        value={messages.planned}
        href={rows('SCHEDULED')}
        {...marked}
        note={
          nextDueAt === null ? undefined : (
            <>
              next <RelativeTime at={parseInstant(nextDueAt)} zone={timeZone} past="now" />
            </>
          )
        }
      />
      <Figure
        label="Blocked"
        value={messages.blocked}
        href={rows('BLOCKED')}
        {...marked}
        note={messages.blocked > 0 ? 'somebody has to look' : undefined}
      />
    </FigureRow>
  );
}
