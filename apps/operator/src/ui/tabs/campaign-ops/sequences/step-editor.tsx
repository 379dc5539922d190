import type { Channel, SequenceTrial, StepVariant } from '@aicmo/cam/contract';
import { Button, Group, NumberInput, Select, Tabs } from '@mantine/core';
import { useEffect, useState, type ReactNode } from 'react';
import { counted } from '../../../words.ts';
import type { PreviewFor } from './preview-choice.tsx';
import { inputId, letterOf, type Fault, type TypedStep } from './sequence-typing.ts';
import { StepPreview } from './step-preview.tsx';
import { TrialBox } from './trial-box.tsx';
import { WordingFields } from './wording-fields.tsx';
import classes from '../campaign-ops.module.css';

const mostWordings = 4;
const channels: readonly { readonly value: Channel; readonly label: string }[] = [
  { value: 'email', label: 'Mail' },
  { value: 'linkedin', label: 'LinkedIn, by hand' },
  { value: 'phone', label: 'Phone, by hand' },
  { value: 'contact_form', label: 'Contact form, by hand' },
];

interface StepEditorProps {
  readonly step: TypedStep;
  readonly number: number;
  readonly fault: Fault | null;
  readonly firstSubject: string;
  /** Days between it and the message before; null: it is the first, or its day is not after that one. */
  readonly daysAfter: number | null;
  /** What is known of its wordings by now; missing: it has one only, or is not saved yet. */
  readonly trial: SequenceTrial | undefined;
  readonly previewFor: PreviewFor | null;
  readonly onChange: (change: Partial<TypedStep>) => void;
  readonly onRemove: () => void;
}

/** One message: its day and channel, its wordings, and beside them what a lead would read. */
export function StepEditor(props: StepEditorProps): ReactNode {
  const { step, number, fault, firstSubject, trial, daysAfter, previewFor, onChange, onRemove } = props;
  const [shown, setShown] = useState(0);
  useEffect(() => {
    if (fault) setShown(fault.variant - 1);
  }, [fault]);
  const at = Math.min(shown, step.wordings.length - 1);
  const wording = step.wordings[at];
  const set = (change: Partial<StepVariant>): void =>
    onChange({ wordings: step.wordings.map((each, index) => (index === at ? { ...each, ...change } : each)) });
  if (!wording) return null;
  return (
    <li className={classes['step']}>
      <div className={classes['stepFields']} role="group" aria-label={`Message ${number}`}>
        <Group justify="space-between" gap="sm">
          <h2 className={classes['stepTitle']}>
            Message {number}
            {daysAfter === null ? null : (
              <span className={classes['reasonNote']}> · {counted(daysAfter, 'day')} after the one before</span>
            )}
          </h2>
          <Button size="compact-sm" variant="subtle" onClick={onRemove}>
            Remove message {number}
          </Button>
        </Group>
        <StepHead {...props} />
        {step.channel === 'email' ? (
          <Wordings step={step} at={at} onShow={setShown} onChange={(wordings) => onChange({ wordings })} />
        ) : null}
        <WordingFields
          key={at}
          {...{ wording, number, variant: at + 1, isMail: step.channel === 'email' }}
          hasOthers={step.wordings.length > 1}
          fault={fault?.variant === at + 1 ? fault : null}
          onChange={set}
        />
      </div>
      <div className={classes['stepFields']}>
        <StepPreview
          wording={wording}
          channel={step.channel}
          firstSubject={firstSubject}
          previewFor={previewFor}
          onReplace={(field, text) => set({ [field]: text })}
        />
        {trial ? <TrialBox trial={trial} /> : null}
      </div>
    </li>
  );
}

function StepHead({ step, number, fault, onChange }: StepEditorProps): ReactNode {
  return (
    <Group gap="lg" align="end">
      <NumberInput
        id={inputId(number, 'day')}
        className={classes['day'] ?? ''}
        label="On day"
        value={step.day}
        min={0}
        max={365}
        allowDecimal={false}
        error={fault?.field === 'day' ? fault.message : undefined}
        onChange={(day) => onChange({ day: Number(day) || 0 })}
      />
      <Select
        id={inputId(number, 'channel')}
        label="By"
        data={channels}
        value={step.channel}
        allowDeselect={false}
        onChange={(value) => {
          const channel = channels.find((each) => each.value === value)?.value ?? 'email';
          onChange({ channel, ...(channel === 'email' ? {} : { wordings: handWritten(step) }) });
        }}
      />
    </Group>
  );
}

/** What a person does by hand has one wording, without a subject and HTML. */
const handWritten = ({ wordings }: TypedStep): StepVariant[] =>
  wordings.slice(0, 1).map((each) => ({ ...each, subject: '', html: null, weight: 1 }));

interface WordingsProps {
  readonly step: TypedStep;
  readonly at: number;
  readonly onShow: (index: number) => void;
  readonly onChange: (wordings: StepVariant[]) => void;
}

/** The wordings that are tried against each other, and how to add, take away or keep one. */
function Wordings({ step: { wordings }, at, onShow, onChange }: WordingsProps): ReactNode {
  const add = (): void => {
    onChange([...wordings, { ...(wordings[at] ?? { subject: '', body: '', html: null }), weight: 1 }]);
    onShow(wordings.length);
  };
  const keepOnly = (): void => {
    onChange(wordings.filter((_, index) => index === at).map((each) => ({ ...each, weight: 1 })));
    onShow(0);
  };
  const letter = letterOf(at);
  return (
    <Group gap="sm">
      {wordings.length > 1 ? (
        <Tabs value={String(at)} onChange={(value) => onShow(Number(value))} variant="pills">
          <Tabs.List aria-label="Wordings">
            {wordings.map((_, index) => (
              <Tabs.Tab key={index} value={String(index)}>
                {letterOf(index)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
        </Tabs>
      ) : null}
      {wordings.length < mostWordings ? (
        <Button size="compact-sm" variant="default" onClick={add}>
          Try another wording
        </Button>
      ) : null}
      {wordings.length > 1 ? (
        <>
          <Button size="compact-sm" variant="subtle" onClick={keepOnly}>
            Keep only {letter}
          </Button>
          <Button
            size="compact-sm"
            variant="subtle"
            onClick={() => {
              onChange(wordings.filter((_, index) => index !== at));
              onShow(0);
            }}
          >
            Remove {letter}
          </Button>
        </>
      ) : null}
    </Group>
  );
}
