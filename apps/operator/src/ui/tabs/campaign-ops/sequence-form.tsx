import { templateVariables, type Sequence, type SequenceEdit } from '@aicmo/cam/contract';
import { toAppError } from '@aicmo/core-kernel';
import { Button, Code, Group, NumberInput, Text, Textarea, TextInput } from '@mantine/core';
import { useMemo, type FormEvent, type ReactNode } from 'react';
import * as z from 'zod/mini';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { useKeptDraft } from '../../components/kept-draft.ts';
import { useEditSequence } from './campaign-ops.queries.ts';
import type { PreviewFor } from './preview-choice.tsx';
import { StepPreview } from './step-preview.tsx';
import classes from './campaign-ops.module.css';

const Typed = z.object({
  name: z.string(),
  goal: z.string(),
  version: z.number(),
  steps: z.array(z.object({ day: z.number(), subject: z.string(), body: z.string() })),
});
type TypedSequence = z.infer<typeof Typed>;
type TypedStep = TypedSequence['steps'][number];

const readTyped = (stored: unknown): TypedSequence | undefined => {
  const read = z.safeParse(Typed, stored);
  return read.success ? read.data : undefined;
};
const typedFrom = ({ name, goal, version, steps }: Sequence): TypedSequence => ({
  ...{ name, goal, version },
  steps: steps.map(({ day, subject, body }) => ({ day, subject, body })),
});
const editFrom = ({ steps, ...typed }: TypedSequence): SequenceEdit => ({
  ...typed,
  steps: steps.map((step) => ({ ...step, channel: 'email' as const })),
});

interface SequenceFormProps {
  readonly sequence: Sequence;
  readonly previewFor: PreviewFor | null;
}

/** A client's own sequence to be changed, each message beside what a lead would read. */
export function SequenceForm({ sequence, previewFor }: SequenceFormProps): ReactNode {
  const { kept, keep, forget } = useKeptDraft(`sequence.${sequence.id}`, readTyped);
  const save = useEditSequence(sequence.id);
  const typed = kept ?? typedFrom(sequence);
  const fault = useMemo(() => faultOf(save.error), [save.error]);
  const change = (index: number, step: Partial<TypedStep>): void =>
    keep({ ...typed, steps: typed.steps.map((each, at) => (at === index ? { ...each, ...step } : each)) });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    save.mutate(editFrom(typed), { onSuccess: forget });
  };
  return (
    <form onSubmit={submit} noValidate aria-label="Sequence" className={classes['stepFields']}>
      <Refusal error={save.error} fault={fault} />
      <div className={classes['pair']}>
        <TextInput
          id="sequence-name"
          label="Name"
          value={typed.name}
          onChange={(event) => keep({ ...typed, name: event.currentTarget.value })}
        />
        <TextInput
          label="Goal"
          value={typed.goal}
          onChange={(event) => keep({ ...typed, goal: event.currentTarget.value })}
        />
      </div>
      <Variables />
      <ol className={classes['steps']}>
        {typed.steps.map((step, index) => (
          <li key={index} className={classes['step']}>
            <StepFields
              step={step}
              number={index + 1}
              fault={fault?.step === index + 1 ? fault : null}
              onChange={(next) => change(index, next)}
              onRemove={() => keep({ ...typed, steps: typed.steps.filter((_, at) => at !== index) })}
            />
            <StepPreview step={step} firstSubject={typed.steps[0]?.subject ?? ''} previewFor={previewFor} />
          </li>
        ))}
      </ol>
      <Group gap="sm" className={classes['formActs'] ?? ''}>
        <Button type="submit" loading={save.isPending}>
          Save sequence
        </Button>
        <Button variant="default" onClick={() => keep({ ...typed, steps: [...typed.steps, nextStep(typed.steps)] })}>
          Add a message
        </Button>
        {kept ? (
          <Button variant="subtle" onClick={forget}>
            Discard what I typed
          </Button>
        ) : null}
      </Group>
    </form>
  );
}

const nextStep = (steps: readonly TypedStep[]): TypedStep => ({
  day: (steps.at(-1)?.day ?? -3) + 3,
  subject: '',
  body: 'Hello {{ lead.firstName | default: "there" }},\n\n{{ sender.name }}',
});

interface StepFieldsProps {
  readonly step: TypedStep;
  readonly number: number;
  readonly fault: Fault | null;
  readonly onChange: (step: Partial<TypedStep>) => void;
  readonly onRemove: () => void;
}

function StepFields({ step, number, fault, onChange, onRemove }: StepFieldsProps): ReactNode {
  const errorAt = (field: string): string | undefined => (fault?.field === field ? fault.message : undefined);
  return (
    <div className={classes['stepFields']} role="group" aria-label={`Message ${number}`}>
      <Group gap="lg" justify="space-between" align="end">
        <NumberInput
          id={inputId(number, 'day')}
          label={`Message ${number}, sent on day`}
          value={step.day}
          min={0}
          max={365}
          allowDecimal={false}
          error={errorAt('day')}
          onChange={(day) => onChange({ day: Number(day) || 0 })}
        />
        <Button variant="subtle" onClick={onRemove}>
          Remove message {number}
        </Button>
      </Group>
      <TextInput
        id={inputId(number, 'subject')}
        label="Subject"
        description={number > 1 ? 'Empty: continues the first subject.' : undefined}
        value={step.subject}
        error={errorAt('subject')}
        onChange={(event) => onChange({ subject: event.currentTarget.value })}
      />
      <Textarea
        id={inputId(number, 'body')}
        label="Text"
        autosize
        minRows={6}
        value={step.body}
        error={errorAt('body')}
        onChange={(event) => onChange({ body: event.currentTarget.value })}
      />
    </div>
  );
}

function Variables(): ReactNode {
  return (
    <details>
      <summary>Values that a message can use</summary>
      <Text c="dimmed">
        Give a value that may be missing a default: <Code>{'{{ lead.firstName | default: "there" }}'}</Code>
      </Text>
      <Group gap="sm">
        {templateVariables.map(({ name, label }) => (
          <span key={name}>
            {label} <Code>{`{{ ${name} }}`}</Code>
          </span>
        ))}
      </Group>
    </details>
  );
}

interface Fault {
  readonly step: number;
  readonly field: string;
  readonly message: string;
}

const inputId = (step: number, field: string): string => `sequence-${step}-${field}`;

function Refusal({ error, fault }: { readonly error: unknown; readonly fault: Fault | null }): ReactNode {
  const faults = useMemo(
    () =>
      fault
        ? [{ inputId: inputId(fault.step, fault.field), label: `Message ${fault.step}`, message: fault.message }]
        : [],
    [fault],
  );
  if (!error) return null;
  if (faults.length > 0) return <ErrorSummary title="The sequence was not saved" faults={faults} />;
  return (
    <Text role="alert" c="var(--mantine-color-error)">
      {toAppError(error).message} What you typed is kept.
    </Text>
  );
}

/** The message and the field that the library refused. */
function faultOf(error: unknown): Fault | null {
  if (!error) return null;
  const { step, field, text } = toAppError(error).details;
  if (typeof step !== 'number' || typeof field !== 'string' || typeof text !== 'string') return null;
  return { step, field, message: text };
}
