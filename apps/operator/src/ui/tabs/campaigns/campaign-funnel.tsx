import type { AttemptState, LeadState } from '@aicmo/cam/contract';
import { Figure, FigureRow, Section } from '@aicmo/ui';
import type { ReactNode } from 'react';
import type { CampaignRecord } from '../../../contract/campaigns.contract.ts';
import { tabHref } from '../../components/address.ts';
import { counted, screenWord } from '../../words.ts';
import { markOf } from './campaign-words.tsx';

const states: readonly LeadState[] = ['NEW', 'ENRICHED', 'QUALIFIED', 'CONTACTED', 'REPLIED', 'WON', 'LOST'];

/** Its leads by state; each figure opens them. Real states: simulation and proof never move a lead. */
export function Funnel({ record: { view, funnel } }: { readonly record: CampaignRecord }): ReactNode {
  const shown = states.filter((state) => state !== 'ENRICHED' || (funnel.byState[state] ?? 0) > 0);
  return (
    <Section title="Leads" note={counted(funnel.total, 'lead')}>
      <FigureRow>
        {shown.map((state) => (
          <Figure
            key={state}
            label={screenWord(state)}
            value={funnel.byState[state] ?? 0}
            href={tabHref('acquisition', view.clientId, { campaign: view.id, state })}
          />
        ))}
      </FigureRow>
    </Section>
  );
}

/** What always stands, whether there are such messages or not, by mode. */
const always: Readonly<Record<CampaignRecord['view']['mode'], readonly AttemptState[]>> = {
  SIMULATION: ['SIMULATED', 'SCHEDULED', 'BLOCKED'],
  PROOF: ['PROOFED', 'SCHEDULED', 'BLOCKED'],
  LIVE: ['SENT', 'SCHEDULED', 'BLOCKED', 'FAILED'],
};

/** Its messages by what became of them; each figure opens them below. */
export function MessageFigures({ record: { view, messages } }: { readonly record: CampaignRecord }): ReactNode {
  const counts = new Map(messages.map(({ state, count }) => [state, count]));
  const shown = [...new Set([...always[view.mode], ...counts.keys()])];
  const mark = markOf(view.mode);
  return (
    <Section title="Messages" note="of the mode in which it runs now">
      <FigureRow>
        {shown.map((state) => (
          <Figure
            key={state}
            label={screenWord(state)}
            value={counts.get(state) ?? 0}
            {...(mark === undefined ? {} : { mark })}
            href={tabHref('campaigns', view.clientId, { open: view.id, mode: view.mode, state })}
          />
        ))}
      </FigureRow>
    </Section>
  );
}
