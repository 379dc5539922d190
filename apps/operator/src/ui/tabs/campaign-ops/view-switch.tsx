import { SegmentedControl } from '@mantine/core';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { tabHref, useClientFilter } from '../../components/address.ts';

/** The three views of the tab. */
export type CampaignOpsView = 'campaigns' | 'sequences' | 'calendar';

/** Leads from one view of the tab to another. */
export function ViewSwitch({ view }: { readonly view: CampaignOpsView }): ReactNode {
  const navigate = useNavigate();
  const client = useClientFilter();
  return (
    // The filter bar narrows what holds a field; this holds none.
    <div>
      <SegmentedControl
        aria-label="View"
        value={view}
        data={[
          { value: 'campaigns', label: 'Campaigns' },
          { value: 'sequences', label: 'Sequences' },
          { value: 'calendar', label: 'Calendar and tasks' },
        ]}
        onChange={(next) => void navigate(tabHref('campaign-ops', client, next === 'campaigns' ? {} : { view: next }))}
      />
    </div>
  );
}
