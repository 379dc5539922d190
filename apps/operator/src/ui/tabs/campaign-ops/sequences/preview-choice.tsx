import { Group, Select, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useEffect, useState, type ReactNode } from 'react';
import { useClientFilter } from '../../../components/address.ts';
import { useCampaigns } from '../campaign-ops.queries.ts';
import { usePreviewLeads } from './sequences.queries.ts';

/** Whose values fill the templates. */
export interface PreviewFor {
  readonly campaignId: string;
  /** Null: the best-scored lead of the campaign. */
  readonly leadId: string | null;
}

interface PickedLead {
  readonly id: string;
  readonly name: string;
  readonly company: string;
}

/** How long typing must rest before leads are looked for. */
const restMs = 250;
const labelOf = ({ name, company }: PickedLead): string => (company ? `${name}, ${company}` : name);

interface PreviewChoiceProps {
  /** The client of the sequence; null: any. */
  readonly clientId: string | null;
  readonly value: PreviewFor | null;
  readonly onChange: (value: PreviewFor) => void;
}

/** Chooses the campaign and the lead with whose values the messages are shown; the newest campaign to begin with. */
export function PreviewChoice({ clientId, value, onChange }: PreviewChoiceProps): ReactNode {
  const filter = useClientFilter();
  const campaigns = useCampaigns(clientId ?? filter).data?.campaigns;
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed, restMs);
  const [picked, setPicked] = useState<PickedLead | null>(null);
  const found = usePreviewLeads(value?.campaignId ?? null, search).data?.leads ?? [];
  // Who was chosen stays on the list, whatever is looked for next.
  const leads = picked && !found.some(({ id }) => id === picked.id) ? [picked, ...found] : found;
  const newest = campaigns?.[0]?.campaign.id;
  useEffect(() => {
    if (value === null && newest !== undefined) onChange({ campaignId: newest, leadId: null });
  }, [value, newest, onChange]);
  if (campaigns?.length === 0) {
    return <Text c="dimmed">Make a campaign to see these messages as a lead would read them.</Text>;
  }
  return (
    <Group gap="lg" align="end">
      <Select
        label="Shown for the campaign"
        data={(campaigns ?? []).map(({ campaign }) => ({ value: campaign.id, label: campaign.name }))}
        value={value?.campaignId ?? null}
        allowDeselect={false}
        onChange={(campaignId) => {
          setPicked(null);
          onChange({ campaignId: campaignId ?? '', leadId: null });
        }}
      />
      <Select
        label="and the lead"
        data={leads.map((lead) => ({ value: lead.id, label: labelOf(lead) }))}
        value={value?.leadId ?? leads[0]?.id ?? null}
        placeholder="Examples, until there are leads"
        nothingFoundMessage="Nobody in this campaign is called that"
        disabled={leads.length === 0 && search === ''}
        searchable
        allowDeselect={false}
        filter={({ options }) => options}
        onSearchChange={(text) => setTyped(leads.some((lead) => labelOf(lead) === text) ? '' : text)}
        onChange={(leadId) => {
          setPicked(leads.find(({ id }) => id === leadId) ?? null);
          if (value) onChange({ ...value, leadId });
        }}
      />
    </Group>
  );
}
