import { Group, Select, Text } from '@mantine/core';
import { useEffect, type ReactNode } from 'react';
import { useClientFilter } from '../../components/address.ts';
import { useCampaigns, usePreviewLeads } from './campaign-ops.queries.ts';

/** Whose values fill the templates. */
export interface PreviewFor {
  readonly campaignId: string;
  /** Null: the best-scored lead of the campaign. */
  readonly leadId: string | null;
}

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
  const leads = usePreviewLeads(value?.campaignId ?? null).data?.leads ?? [];
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
        onChange={(campaignId) => onChange({ campaignId: campaignId ?? '', leadId: null })}
      />
      <Select
        label="and the lead"
        data={leads.map(({ id, name, company }) => ({ value: id, label: company ? `${name}, ${company}` : name }))}
        value={value?.leadId ?? leads[0]?.id ?? null}
        placeholder="Examples, until there are leads"
        disabled={leads.length === 0}
        searchable
        allowDeselect={false}
        onChange={(leadId) => value && onChange({ ...value, leadId })}
      />
    </Group>
  );
}
