import type { Campaign } from '@aicmo/cam/contract';
import { toAppError } from '@aicmo/core-kernel';
import { Button, Group, Text } from '@mantine/core';
import { useMemo, type FormEvent, type ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { tabHref, useClientFilter } from '../../components/address.ts';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { useKeptDraft } from '../../components/kept-draft.ts';
import { AudienceFields, BasicFields, LimitFields, SenderFields, SequenceFields } from './campaign-fields.tsx';
import { useSaveCampaign } from './campaign-ops.queries.ts';
import { draftFrom, fieldOfCode, readTyped, type TypedCampaign } from './campaign-typing.ts';
import { campaignInputId, fieldLabels, type Fault } from './campaign-field-labels.ts';
import { WhoWouldMove } from './who-would-move.tsx';
import classes from './campaign-ops.module.css';

interface CampaignFormProps {
  /** Null for a new one. */
  readonly stored: Campaign | null;
  readonly start: TypedCampaign;
}

/** The form of a campaign. What is typed is kept in this window until it is saved or discarded. */
export function CampaignForm({ stored, start }: CampaignFormProps): ReactNode {
  const { kept, keep, forget } = useKeptDraft(`campaign.${stored?.id ?? 'new'}`, readTyped);
  const save = useSaveCampaign();
  const navigate = useNavigate();
  const filter = useClientFilter();
  const typed = kept ?? start;
  const fault = useMemo(() => faultOf(save.error), [save.error]);
  const leave = (campaign?: string): void =>
    void navigate(tabHref('campaign-ops', filter, campaign === undefined ? {} : { campaign }));
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    save.mutate(
      { campaignId: stored?.id ?? null, clientId: typed.clientId, draft: draftFrom(typed, stored) },
      {
        onSuccess: ({ id }) => {
          forget();
          leave(id);
        },
      },
    );
  };
  const fields = { typed, fault, onChange: (change: Partial<TypedCampaign>) => keep({ ...typed, ...change }) };
  return (
    <form className={classes['form']} onSubmit={submit} noValidate aria-label="Campaign">
      {kept ? <KeptNotice onDiscard={forget} /> : null}
      <Refusal error={save.error} fault={fault} />
      <BasicFields {...fields} canChooseClient={stored === null} />
      <AudienceFields {...fields} />
      {stored === null ? null : <WhoWouldMove stored={stored} icp={draftFrom(typed, stored).icp ?? stored.icp} />}
      <SequenceFields {...fields} />
      <LimitFields {...fields} />
      <SenderFields {...fields} />
      <Group gap="sm" className={classes['formActs'] ?? ''}>
        <Button type="submit" loading={save.isPending}>
          {stored === null ? 'Make campaign' : 'Save campaign'}
        </Button>
        <Button variant="default" onClick={() => leave(stored?.id)}>
          Back
        </Button>
      </Group>
    </form>
  );
}

function KeptNotice({ onDiscard }: { readonly onDiscard: () => void }): ReactNode {
  return (
    <Group gap="sm" role="status">
      <Text c="dimmed">Not saved yet; kept in this window.</Text>
      <Button size="compact-sm" variant="subtle" onClick={onDiscard}>
        Discard what I typed
      </Button>
    </Group>
  );
}

function Refusal({ error, fault }: { readonly error: unknown; readonly fault: Fault | null }): ReactNode {
  const faults = useMemo(
    () =>
      fault ? [{ inputId: campaignInputId(fault.field), label: fieldLabels[fault.field], message: fault.message }] : [],
    [fault],
  );
  if (!error) return null;
  if (faults.length > 0) return <ErrorSummary title="The campaign was not saved" faults={faults} />;
  return (
    <Text role="alert" c="var(--mantine-color-error)">
      {toAppError(error).message} What you typed is kept.
    </Text>
  );
}

/** The field that the library refused, with its sentence. */
function faultOf(error: unknown): Fault | null {
  if (!error) return null;
  const { code, message } = toAppError(error);
  const field = fieldOfCode[code];
  return field === undefined ? null : { field, message };
}
