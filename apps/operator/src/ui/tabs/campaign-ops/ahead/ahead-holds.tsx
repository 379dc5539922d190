import type { CampaignSimulation } from '@aicmo/cam/contract';
import { Facts } from '@aicmo/ui';
import type { ReactNode } from 'react';
import { counted } from '../../../words.ts';

/** Who would still wait for a person when the days are over, by reason. */
export function AheadHolds({ held }: { readonly held: CampaignSimulation['held'] }): ReactNode {
  if (held.length === 0) return null;
  const items = held.map(({ reasons, people, names }, index) => {
    const more = people > names.length ? ` and ${people - names.length} more` : '';
    const why = reasons.map(({ text }) => text).join(' ');
    return {
      label: `${index + 1}. ${counted(people, 'person', 'people')}`,
      value: `${names.join(', ')}${more}: ${why}`,
    };
  });
  return <Facts items={items} />;
}
