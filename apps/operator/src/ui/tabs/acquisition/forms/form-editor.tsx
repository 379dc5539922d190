import type { CaptureFieldName, CaptureForm, CaptureFormDraft } from '@aicmo/cam/contract';
import { Checkbox, Select, Switch, Text, Textarea, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useClients } from '../../../components/clients.ts';
import { useCampaignChoices } from '../acquisition.queries.ts';
import { FormDialog } from '../lead/form-dialog.tsx';
import { useFormActs } from './forms.queries.ts';
import classes from './forms.module.css';

interface FormEditorProps {
  /** Whose form it is to be; null: to be chosen. */
  readonly client: string | null;
  /** Missing: a new one. */
  readonly form?: CaptureForm;
  readonly onClose: () => void;
}

const questions: readonly (readonly [name: CaptureFieldName, label: string])[] = [
  ['firstName', 'First name'],
  ['lastName', 'Last name'],
  ['company', 'Company'],
  ['title', 'Job title'],
  ['phone', 'Phone'],
  ['linkedin', 'LinkedIn profile'],
  ['message', 'Message'],
];

const newDraft: CaptureFormDraft = {
  ...{ name: '', title: '', intro: '', consentText: '', sites: [], campaignId: null },
  fields: [
    { name: 'firstName', label: 'First name', isRequired: true },
    { name: 'lastName', label: 'Last name', isRequired: true },
    { name: 'company', label: 'Company', isRequired: false },
    { name: 'message', label: 'Message', isRequired: false },
  ],
};

const draftOf = ({ name, title, intro, consentText, sites, campaignId, fields }: CaptureForm): CaptureFormDraft => ({
  ...{ name, title, intro, consentText, sites, campaignId, fields },
});

/** Makes a form, or changes one. */
export function FormEditor({ client, form, onClose }: FormEditorProps): ReactNode {
  const { create, edit } = useFormActs();
  const clients = useClients().data?.clients ?? [];
  const only = clients.length === 1 ? (clients[0]?.id ?? null) : null;
  const [chosen, setChosen] = useState(client);
  const owner = chosen ?? only;
  const [draft, setDraft] = useState(form ? draftOf(form) : newDraft);
  const change = (part: Partial<CaptureFormDraft>): void => setDraft({ ...draft, ...part });
  const done = { onSuccess: onClose };
  const submit = (): void => {
    const sites = draft.sites.map((line) => line.trim()).filter((line) => line !== '');
    if (form) edit.mutate({ id: form.id, version: form.version, draft: { ...draft, sites } }, done);
    else if (owner !== null) create.mutate({ client: owner, draft: { ...draft, sites } }, done);
  };
  const isMissing = [draft.name, draft.title, draft.consentText].some((text) => text.trim() === '') || owner === null;
  return (
    <FormDialog
      title={form ? 'Edit the form' : 'New form'}
      verb={form ? 'Save' : 'Make the form'}
      disabled={isMissing}
      running={create.isPending || edit.isPending}
      error={create.error ?? edit.error}
      onClose={onClose}
      onSubmit={submit}
    >
      {form || client !== null || only !== null ? null : (
        <Select
          label="Client"
          data={clients.map(({ id, name }) => ({ value: id, label: name }))}
          value={chosen}
          onChange={setChosen}
        />
      )}
      <TextInput
        label="Name"
        description="For you"
        value={draft.name}
        data-autofocus
        onChange={({ currentTarget }) => change({ name: currentTarget.value })}
      />
      <TextInput
        label="Title"
        description="For the visitor"
        value={draft.title}
        onChange={({ currentTarget }) => change({ title: currentTarget.value })}
      />
      <Textarea
        label="Introduction"
        autosize
        minRows={2}
        value={draft.intro}
        onChange={({ currentTarget }) => change({ intro: currentTarget.value })}
      />
      <Questions draft={draft} onChange={change} />
      <Textarea
        label="The sentence that people agree to"
        description="It is kept with each consent, with the time"
        autosize
        minRows={2}
        value={draft.consentText}
        onChange={({ currentTarget }) => change({ consentText: currentTarget.value })}
      />
      <Textarea
        label="Sites that may show it, one a line"
        description="https://www.example.com; without any it has a page of its own only"
        autosize
        minRows={1}
        value={draft.sites.join('\n')}
        onChange={({ currentTarget }) =>
          change({
            sites: currentTarget.value
              .split('\n')
              .filter((line, index, all) => line !== '' || index === all.length - 1),
          })
        }
      />
      {owner === null ? null : <Campaign client={owner} draft={draft} onChange={change} />}
    </FormDialog>
  );
}

interface PartProps {
  readonly draft: CaptureFormDraft;
  readonly onChange: (part: Partial<CaptureFormDraft>) => void;
}

function Questions({ draft: { fields }, onChange }: PartProps): ReactNode {
  const set = (name: CaptureFieldName, label: string, isAsked: boolean, isRequired: boolean): void => {
    const others = fields.filter((each) => each.name !== name);
    const next = isAsked ? [...others, { name, label, isRequired }] : others;
    onChange({ fields: questions.flatMap(([each]) => next.filter((field) => field.name === each)) });
  };
  return (
    <fieldset className={classes['questions']}>
      <Text component="legend" size="sm" fw={500}>
        What it asks, besides the mail address
      </Text>
      <div className={classes['fields']}>
        {questions.map(([name, usual]) => {
          const field = fields.find((each) => each.name === name);
          const label = field?.label ?? usual;
          const isRequired = field?.isRequired ?? false;
          return [
            <Checkbox
              key={`${name} asked`}
              aria-label={`Ask for ${usual}`}
              checked={field !== undefined}
              onChange={({ currentTarget }) => set(name, label, currentTarget.checked, isRequired)}
            />,
            <TextInput
              key={`${name} label`}
              aria-label={`Words for ${usual}`}
              size="xs"
              value={label}
              disabled={field === undefined}
              onChange={({ currentTarget }) => set(name, currentTarget.value, true, isRequired)}
            />,
            <Switch
              key={`${name} required`}
              size="xs"
              label="Needed"
              aria-label={`${usual} is needed`}
              checked={isRequired}
              disabled={field === undefined}
              onChange={({ currentTarget }) => set(name, label, true, currentTarget.checked)}
            />,
          ];
        })}
      </div>
    </fieldset>
  );
}

function Campaign({ client, draft, onChange }: PartProps & { readonly client: string }): ReactNode {
  const campaigns = useCampaignChoices(client).data?.campaigns ?? [];
  if (campaigns.length === 0) return null;
  return (
    <Select
      label="Campaign"
      description="For whose ideal customer its leads are scored"
      clearable
      data={campaigns.map(({ id, name }) => ({ value: id, label: name }))}
      value={draft.campaignId}
      onChange={(campaignId) => onChange({ campaignId })}
    />
  );
}
