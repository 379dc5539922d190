import { FilterBar } from '@aicmo/ui';
import { Button, Popover, Select, Stack, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useState, type ReactNode } from 'react';
import { useAddressValue } from '../../../components/address.ts';
import { screenWord } from '../../../words.ts';
import { useCampaignChoices } from '../acquisition.queries.ts';
import { consentWords, leadStates, tierOrder } from '../lead-words.tsx';
import { checkWords } from './lead-columns.tsx';
import { narrowingNames, useAddressChange, type ListAddress } from './list-address.ts';
import { SavedViews } from './saved-views.tsx';

const waitMs = 250;
const rare = ['grade', 'review', 'sequence', 'consent', 'check', 'from', 'before', 'batch'] as const;

/** Words, campaign, tier and state; the rarer ones behind a button; all of them in the address. */
export function LeadFilters({ address }: { readonly address: ListAddress }): ReactNode {
  return (
    <FilterBar>
      <LeadSearch key={address.search === null ? 'none' : 'some'} value={address.search ?? ''} />
      <PlaceFilters address={address} />
      <AddressSelect
        name="state"
        label="State"
        any="Any state"
        value={address.state}
        choices={leadStates.map(choice)}
      />
      <MoreFilters address={address} />
      <SavedViews client={address.client} />
      <ClearFilters address={address} />
    </FilterBar>
  );
}

/** The campaign and the tier. */
export function PlaceFilters({ address }: { readonly address: ListAddress }): ReactNode {
  const campaigns = useCampaignChoices(address.client).data?.campaigns ?? [];
  return (
    <>
      <AddressSelect
        name="campaign"
        label="Campaign"
        any="Any campaign"
        value={address.campaign}
        choices={campaigns.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <AddressSelect name="tier" label="Tier" any="Any tier" value={address.tier} choices={tierOrder.map(choice)} />
    </>
  );
}

const choice = (value: string) => ({ value, label: screenWord(value) });
const choicesOf = (words: Readonly<Record<string, string>>) =>
  Object.entries(words).map(([value, label]) => ({ value, label }));
const yesNo = (yes: string, no: string) => [
  { value: 'yes', label: yes },
  { value: 'no', label: no },
];

function MoreFilters({ address }: { readonly address: ListAddress }): ReactNode {
  const set = rare.filter((name) => address[name] !== null).length;
  const select = (name: (typeof rare)[number], label: string, choices: readonly Choice[]) => (
    <AddressSelect name={name} label={label} any="Any" shown value={address[name]} choices={choices} />
  );
  return (
    <Popover position="bottom-start" trapFocus returnFocus>
      <Popover.Target>
        <Button variant="default">{set === 0 ? 'More filters' : `More filters, ${set} on`}</Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="sm">
          {select('sequence', 'In sequence', yesNo('In sequence', 'Not in sequence'))}
          {select('review', 'Review', yesNo('Waiting for a person', 'Not waiting'))}
          {select('check', 'Address check', choicesOf(checkWords))}
          {select('consent', 'Consent', choicesOf(consentWords))}
          {select(
            'grade',
            'Grade',
            ['A', 'B', 'C', 'D'].map((value) => ({ value, label: value })),
          )}
          <AddressDay name="from" label="Added from" value={address.from} />
          <AddressDay name="before" label="Added until" value={address.before} />
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

function ClearFilters({ address }: { readonly address: ListAddress }): ReactNode {
  const change = useAddressChange();
  const set = narrowingNames.filter((name) => address[name] !== null);
  if (set.length === 0) return null;
  return (
    <Button
      variant="subtle"
      color="gray"
      px="xs"
      aria-label="Clear filters"
      onClick={() => change(Object.fromEntries(set.map((name) => [name, null])))}
    >
      Clear
    </Button>
  );
}

/** What is typed is looked for a moment later. */
export function LeadSearch({ value }: { readonly value: string }): ReactNode {
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

interface Choice {
  readonly value: string;
  readonly label: string;
}

interface AddressSelectProps {
  readonly name: string;
  readonly label: string;
  readonly any: string;
  readonly value: string | null;
  readonly choices: readonly Choice[];
  /** The label stands above the field. Default false: it is read aloud alone. */
  readonly shown?: boolean;
}

function AddressSelect({ name, label, any, value, choices, shown }: AddressSelectProps): ReactNode {
  const [, set] = useAddressValue(name);
  const named = shown === true ? { label, comboboxProps: { withinPortal: false } } : { 'aria-label': label };
  return <Select {...named} placeholder={any} clearable data={[...choices]} value={value} onChange={set} />;
}

interface AddressDayProps {
  readonly name: string;
  readonly label: string;
  readonly value: string | null;
}

function AddressDay({ name, label, value }: AddressDayProps): ReactNode {
  const [, set] = useAddressValue(name);
  return (
    <TextInput
      type="date"
      label={label}
      value={value ?? ''}
      onChange={({ currentTarget }) => set(currentTarget.value)}
    />
  );
}
