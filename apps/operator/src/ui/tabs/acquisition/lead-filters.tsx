import { FilterBar } from '@aicmo/ui';
import { Select, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useState, type ReactNode } from 'react';
import { useAddressValue } from '../../components/address.ts';
import { screenWord } from '../../words.ts';
import { useCampaignChoices, type LeadsFilter } from './acquisition.queries.ts';
import { leadStates, tierOrder } from './lead-words.tsx';

const waitMs = 250;

/** Words, campaign, tier and state; all of them in the address. */
export function LeadFilters({ filter }: { readonly filter: LeadsFilter }): ReactNode {
  const campaigns = useCampaignChoices(filter.client).data?.campaigns ?? [];
  return (
    <FilterBar>
      <Search value={filter.search ?? ''} />
      <AddressSelect
        name="campaign"
        label="Campaign"
        any="Any campaign"
        value={filter.campaign}
        choices={campaigns.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <AddressSelect name="tier" label="Tier" any="Any tier" value={filter.tier} choices={tierOrder.map(choice)} />
      <AddressSelect name="state" label="State" any="Any state" value={filter.state} choices={leadStates.map(choice)} />
    </FilterBar>
  );
}

const choice = (value: string) => ({ value, label: screenWord(value) });

function Search({ value }: { readonly value: string }): ReactNode {
  const [typed, setTyped] = useState(value);
  const [, setSearch] = useAddressValue('search');
  const later = useDebouncedCallback((text: string) => setSearch(text), waitMs);
  return (
    <TextInput
      aria-label="Name, company, title or address"
      placeholder="Name, company, title or address"
      value={typed}
      onChange={({ currentTarget }) => {
        setTyped(currentTarget.value);
        later(currentTarget.value);
      }}
    />
  );
}

interface AddressSelectProps {
  readonly name: string;
  readonly label: string;
  readonly any: string;
  readonly value: string | null;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
}

function AddressSelect({ name, label, any, value, choices }: AddressSelectProps): ReactNode {
  const [, set] = useAddressValue(name);
  return <Select aria-label={label} placeholder={any} clearable data={[...choices]} value={value} onChange={set} />;
}
