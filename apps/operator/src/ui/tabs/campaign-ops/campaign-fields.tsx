import { CompanySize } from '@aicmo/cam/contract';
import { AppLink } from '@aicmo/ui';
import { Chip, Group, Input, Select, Textarea, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import * as z from 'zod/mini';
import { tabHref } from '../../components/address.ts';
import { useClients } from '../../components/clients.ts';
import { useSequences } from './campaign-ops.queries.ts';
import { campaignInputId, fieldLabels, type Fault } from './campaign-field-labels.ts';
import type { TypedCampaign } from './campaign-typing.ts';
import classes from './campaign-ops.module.css';

interface FieldsProps {
  readonly typed: TypedCampaign;
  readonly fault: Fault | null;
  readonly onChange: (change: Partial<TypedCampaign>) => void;
}

type TextField = {
  [Key in keyof TypedCampaign]: TypedCampaign[Key] extends string ? Key : never;
}[keyof TypedCampaign];

interface TextProps extends FieldsProps {
  readonly field: TextField;
  readonly help?: string;
  readonly type?: 'text' | 'date' | 'time';
  /** A list, one entry a line. */
  readonly isLong?: boolean;
}

function Text({ typed, fault, onChange, field, help, type = 'text', isLong = false }: TextProps): ReactNode {
  const shared = {
    id: campaignInputId(field),
    label: fieldLabels[field],
    description: help,
    inputWrapperOrder: ['label' as const, 'input' as const, 'description' as const, 'error' as const],
    value: typed[field],
    error: fault?.field === field ? fault.message : undefined,
  };
  if (isLong) {
    return (
      <Textarea
        {...shared}
        autosize
        minRows={2}
        onChange={(event) => onChange({ [field]: event.currentTarget.value })}
      />
    );
  }
  return <TextInput {...shared} type={type} onChange={(event) => onChange({ [field]: event.currentTarget.value })} />;
}

interface GroupProps {
  readonly title: string;
  readonly children: ReactNode;
}

function Fieldset({ title, children }: GroupProps): ReactNode {
  return (
    <fieldset className={classes['fields']}>
      <legend className={classes['legend']}>{title}</legend>
      {children}
    </fieldset>
  );
}

/** Name, client, what it is about and when. */
export function BasicFields(props: FieldsProps & { readonly canChooseClient: boolean }): ReactNode {
  const { typed, fault, onChange, canChooseClient } = props;
  const clients = useClients().data?.clients ?? [];
  return (
    <Fieldset title="The campaign">
      <Text {...props} field="name" />
      <Select
        id={campaignInputId('clientId')}
        label={fieldLabels.clientId}
        data={clients.map(({ id, name }) => ({ value: id, label: name }))}
        value={typed.clientId || null}
        disabled={!canChooseClient}
        allowDeselect={false}
        searchable
        error={fault?.field === 'clientId' ? fault.message : undefined}
        onChange={(clientId) => onChange({ clientId: clientId ?? '' })}
      />
      <Text {...props} field="objective" help="For yourselves; no message says it." />
      <Text
        {...props}
        field="reasonForContact"
        isLong
        help="A full sentence that every first message says. Empty: the message says that the role looked close to your work."
      />
      <Text {...props} field="callToAction" isLong help="A full sentence. Empty: a 20-minute call." />
      <div className={classes['pair']}>
        <Text {...props} field="startsOn" type="date" help="Empty: as soon as it is active." />
        <Text {...props} field="endsOn" type="date" help="Included. Empty: no end." />
      </div>
    </Fieldset>
  );
}

const sizeWords: Readonly<Record<CompanySize, string>> = {
  startup: 'under 10 people',
  small: '10 to 49',
  medium: '50 to 499',
  enterprise: '500 and more',
};

/** Whom it looks for: what leads are scored against. */
export function AudienceFields(props: FieldsProps): ReactNode {
  const { typed, onChange } = props;
  return (
    <Fieldset title="Whom we look for">
      <Text {...props} field="industries" isLong help="One a line. Empty: any; the score then says so." />
      <Text {...props} field="titles" isLong help="One a line." />
      <Text {...props} field="locations" isLong help="One a line: countries, regions or cities." />
      <Input.Wrapper label={fieldLabels.sizes} labelElement="div">
        <Chip.Group
          multiple
          value={[...typed.sizes]}
          onChange={(sizes) => onChange({ sizes: z.parse(z.array(CompanySize), sizes) })}
        >
          <Group gap="sm" role="group" aria-label={fieldLabels.sizes}>
            {CompanySize.options.map((size) => (
              <Chip key={size} value={size}>
                {sizeWords[size]}
              </Chip>
            ))}
          </Group>
        </Chip.Group>
      </Input.Wrapper>
    </Fieldset>
  );
}

const tiers = [
  { tier: 'HOT', label: 'Hot leads' },
  { tier: 'WARM', label: 'Warm leads' },
  { tier: 'COOL', label: 'Cool leads' },
  { tier: 'COLD', label: 'Cold leads' },
] as const;

/** Which sequence each tier gets. */
export function SequenceFields(props: FieldsProps): ReactNode {
  const { typed, onChange } = props;
  const sequences = useSequences(typed.clientId || null).data?.sequences ?? [];
  return (
    <Fieldset title="Messages">
      {tiers.map(({ tier, label }) => {
        const builtIn = sequences.find((sequence) => sequence.tier === tier);
        return (
          <Select
            key={tier}
            label={label}
            data={sequences.map(({ id, name, steps }) => ({ value: id, label: `${name}, ${steps.length} messages` }))}
            value={typed.sequenceByTier[tier] || (builtIn?.id ?? null)}
            allowDeselect={false}
            onChange={(id) => onChange({ sequenceByTier: { ...typed.sequenceByTier, [tier]: id ?? '' } })}
          />
        );
      })}
      <AppLink href={tabHref('campaign-ops', typed.clientId || null, { view: 'sequences' })}>
        Read and change the sequences
      </AppLink>
      <Text {...props} field="lowestScore" help="From 0 to 1. Leads below it get no message. Empty: every lead does." />
    </Fieldset>
  );
}

const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** How many a day, and when. */
export function LimitFields(props: FieldsProps): ReactNode {
  const { typed, fault, onChange } = props;
  return (
    <Fieldset title="Limits">
      <Text
        {...props}
        field="perDay"
        help="From 1 to 500. A new mailbox begins with 10 a day; the smaller limit counts."
      />
      <Input.Wrapper
        label={fieldLabels.days}
        labelElement="div"
        error={fault?.field === 'days' ? fault.message : undefined}
      >
        <Chip.Group multiple value={[...typed.days]} onChange={(chosen) => onChange({ days: chosen })}>
          <Group gap="sm" role="group" aria-label={fieldLabels.days} id={campaignInputId('days')} tabIndex={-1}>
            {days.map((day, index) => (
              <Chip key={day} value={String(index + 1)}>
                {day}
              </Chip>
            ))}
          </Group>
        </Chip.Group>
      </Input.Wrapper>
      <div className={classes['pair']}>
        <Text {...props} field="from" type="time" help="In the recipient’s time." />
        <Text {...props} field="to" type="time" />
      </div>
      <Text
        {...props}
        field="approveFirst"
        help="From 0 to 100. So many messages of a live campaign go only when somebody has read them. 0: none waits."
      />
      <Text {...props} field="holidays" isLong help="One a line, like 2026-12-24." />
    </Fieldset>
  );
}

/** Who signs, when it is not the client's usual sender. */
export function SenderFields(props: FieldsProps): ReactNode {
  return (
    <Fieldset title="Sender">
      <div className={classes['pair']}>
        <Text {...props} field="senderName" help="Empty: the client’s." />
        <Text {...props} field="senderAddress" help="Empty: the client’s." />
      </div>
    </Fieldset>
  );
}
