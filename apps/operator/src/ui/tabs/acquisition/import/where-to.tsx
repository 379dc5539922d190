import type { CompanySize } from '@aicmo/cam/contract';
import { MultiSelect, Select, TagsInput, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import type { CampaignChoice } from '../../../../contract/acquisition/campaigns.contract.ts';
import type { ClientChoice } from '../../../../contract/clients.contract.ts';
import { anew, type PlanDraft } from './plan-draft.ts';
import classes from './import.module.css';

/** What is meant now, decided or not; no client where there are several and nobody has said which. */
export interface ChosenPlace {
  readonly clientId: string | null;
  readonly campaignId: string;
}

interface WhereToProps {
  readonly draft: PlanDraft;
  readonly onChange: (part: Partial<PlanDraft>) => void;
  readonly clients: readonly ClientChoice[];
  readonly campaigns: readonly CampaignChoice[];
  readonly chosen: ChosenPlace;
}

/** For whom, in which campaign, and what happens to people who are known already. */
export function WhereTo(props: WhereToProps): ReactNode {
  const { draft, onChange, chosen } = props;
  return (
    <div className={classes['form']}>
      <ClientField {...props} />
      <CampaignField {...props} />
      <Select
        label="People who are known already"
        allowDeselect={false}
        data={[
          { value: 'merge', label: 'Fill what is empty' },
          { value: 'skip', label: 'Leave them as they are' },
          { value: 'overwrite', label: 'Replace with the file' },
        ]}
        value={draft.policy}
        onChange={(policy) => {
          if (policy === 'skip' || policy === 'merge' || policy === 'overwrite') onChange({ policy });
        }}
      />
      {chosen.campaignId === anew ? <IdealCustomerFields draft={draft} onChange={onChange} /> : null}
    </div>
  );
}

function ClientField({ draft, onChange, clients, chosen }: WhereToProps): ReactNode {
  const name = (
    <>
      <TextInput
        label="Client"
        description="The company that you write for."
        required
        value={draft.clientName}
        error={draft.clientName.trim() === '' ? 'Type the name of the client.' : undefined}
        onChange={({ currentTarget }) => onChange({ clientName: currentTarget.value })}
      />
      <TextInput
        label="Who writes"
        description="Optional. The person whose name stands under each message."
        value={draft.senderName}
        onChange={({ currentTarget }) => onChange({ senderName: currentTarget.value })}
      />
    </>
  );
  if (clients.length === 0) return name;
  return (
    <>
      <Select
        label="For the client"
        required
        placeholder="Choose whose leads these are"
        allowDeselect={false}
        data={[...clients.map(({ id, name: label }) => ({ value: id, label })), { value: anew, label: 'A new client' }]}
        value={chosen.clientId}
        onChange={(clientId) => onChange({ clientId, campaignId: null })}
      />
      {chosen.clientId === anew ? name : null}
    </>
  );
}

function CampaignField({ draft, onChange, campaigns, chosen }: WhereToProps): ReactNode {
  const own = campaigns.filter(({ clientId }) => clientId === chosen.clientId);
  const name = (
    <TextInput
      label="Campaign"
      description="Starts in simulation."
      required
      value={draft.campaignName}
      error={draft.campaignName.trim() === '' ? 'Type the name of the campaign.' : undefined}
      onChange={({ currentTarget }) => onChange({ campaignName: currentTarget.value })}
    />
  );
  if (own.length === 0) return name;
  return (
    <>
      <Select
        label="Into the campaign"
        allowDeselect={false}
        data={[...own.map(({ id, name: label }) => ({ value: id, label })), { value: anew, label: 'A new campaign' }]}
        value={chosen.campaignId}
        onChange={(campaignId) => onChange({ campaignId })}
      />
      {chosen.campaignId === anew ? name : null}
    </>
  );
}

const sizes: readonly { readonly value: CompanySize; readonly label: string }[] = [
  { value: 'startup', label: 'Under 10 people' },
  { value: 'small', label: '10 to 49 people' },
  { value: 'medium', label: '50 to 499 people' },
  { value: 'enterprise', label: '500 people or more' },
];

/** Whom the campaign looks for; what is left empty counts neutrally in every score. */
function IdealCustomerFields({ draft, onChange }: Pick<WhereToProps, 'draft' | 'onChange'>): ReactNode {
  return (
    <>
      <TagsInput
        label="Titles you look for"
        description="Optional. Enter after each one."
        value={[...draft.titles]}
        onChange={(titles) => onChange({ titles })}
      />
      <TagsInput
        label="Industries"
        description="Optional."
        value={[...draft.industries]}
        onChange={(industries) => onChange({ industries })}
      />
      <TagsInput
        label="Places"
        description="Optional. Cities or countries."
        value={[...draft.locations]}
        onChange={(locations) => onChange({ locations })}
      />
      <MultiSelect
        label="Company sizes"
        description="Optional."
        data={[...sizes]}
        value={[...draft.sizes]}
        onChange={(chosen) =>
          onChange({ sizes: sizes.flatMap(({ value }) => (chosen.includes(value) ? [value] : [])) })
        }
      />
    </>
  );
}
