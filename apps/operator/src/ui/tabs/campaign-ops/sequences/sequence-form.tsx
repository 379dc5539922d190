import type { Sequence, SequenceTrial } from '@aicmo/cam/contract';
import { toAppError } from '@aicmo/core-kernel';
import { Button, Checkbox, Group, Text, TextInput } from '@mantine/core';
import { useMemo, useState, type FormEvent, type ReactNode } from 'react';
import { ErrorSummary } from '../../../components/error-summary.tsx';
import { useKeptDraft } from '../../../components/kept-draft.ts';
import { counted } from '../../../words.ts';
import type { PreviewFor } from './preview-choice.tsx';
import {
  daysAfter,
  editFrom,
  inputId,
  letterOf,
  nextStep,
  readTyped,
  subjectBefore,
  typedFrom,
} from './sequence-typing.ts';
import { typedSteps, whoCouldChangeOver, type Fault, type TypedSequence, type TypedStep } from './sequence-typing.ts';
import { useEditSequence, useSequenceVersions } from './sequences.queries.ts';
import { SequenceVersions } from './sequence-versions.tsx';
import { StepEditor } from './step-editor.tsx';
import { TemplateValues } from './template-values.tsx';
import classes from '../campaign-ops.module.css';

interface SequenceFormProps {
  readonly sequence: Sequence;
  readonly previewFor: PreviewFor | null;
}

/** A client's own sequence to be changed, each message beside what a lead would read; its versions below. */
export function SequenceForm({ sequence, previewFor }: SequenceFormProps): ReactNode {
  const { kept, keep, forget } = useKeptDraft(`sequence.${sequence.id}`, readTyped);
  const save = useEditSequence(sequence.id);
  const { versions = [], trials = [] } = useSequenceVersions(sequence.id).data ?? {};
  const [carryOver, setCarryOver] = useState(false);
  const typed = kept ?? typedFrom(sequence);
  const { steps } = typed;
  const fault = useMemo(() => faultOf(save.error), [save.error]);
  const people = whoCouldChangeOver(versions, steps);
  const changeSteps = (next: readonly TypedStep[]): void => keep({ ...typed, steps: [...next] });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    save.mutate(editFrom(typed, people.could > 0 && carryOver), { onSuccess: forget });
  };
  return (
    <form onSubmit={submit} noValidate aria-label="Sequence" className={classes['stepFields']}>
      <Refusal error={save.error} fault={fault} />
      <NameAndGoal typed={typed} onChange={(change) => keep({ ...typed, ...change })} />
      <TemplateValues />
      <Steps {...{ steps, fault, trials, previewFor }} onChange={changeSteps} />
      <div className={classes['formActs']}>
        <WhoIsInSequence {...{ ...people, carryOver }} onChange={setCarryOver} />
        <Group gap="sm">
          <Button type="submit" loading={save.isPending}>
            Save sequence
          </Button>
          <Button variant="default" onClick={() => changeSteps([...steps, nextStep(steps)])}>
            Add a message
          </Button>
          {kept ? (
            <Button variant="subtle" onClick={forget}>
              Discard what I typed
            </Button>
          ) : null}
        </Group>
      </div>
      <SequenceVersions sequence={sequence} versions={versions} onTake={(taken) => changeSteps(typedSteps(taken))} />
    </form>
  );
}

interface StepsProps {
  readonly steps: readonly TypedStep[];
  readonly fault: Fault | null;
  readonly trials: readonly SequenceTrial[];
  readonly previewFor: PreviewFor | null;
  readonly onChange: (steps: readonly TypedStep[]) => void;
}

function Steps({ steps, fault, trials, previewFor, onChange }: StepsProps): ReactNode {
  return (
    <ol className={classes['steps']}>
      {steps.map((step, index) => (
        <StepEditor
          key={index}
          {...{ step, previewFor, number: index + 1 }}
          fault={fault?.step === index + 1 ? fault : null}
          firstSubject={subjectBefore(steps, index)}
          daysAfter={daysAfter(steps, index)}
          trial={trials.find(({ position }) => position === index + 1)}
          onChange={(change) => onChange(steps.map((each, at) => (at === index ? { ...each, ...change } : each)))}
          onRemove={() => onChange(steps.filter((_, at) => at !== index))}
        />
      ))}
    </ol>
  );
}

interface NameAndGoalProps {
  readonly typed: TypedSequence;
  readonly onChange: (change: Partial<TypedSequence>) => void;
}

function NameAndGoal({ typed, onChange }: NameAndGoalProps): ReactNode {
  return (
    <div className={classes['pair']}>
      <TextInput
        id="sequence-name"
        label="Name"
        value={typed.name}
        onChange={(event) => onChange({ name: event.currentTarget.value })}
      />
      <TextInput label="Goal" value={typed.goal} onChange={(event) => onChange({ goal: event.currentTarget.value })} />
    </div>
  );
}

interface WhoProps {
  readonly all: number;
  readonly could: number;
  readonly carryOver: boolean;
  readonly onChange: (carryOver: boolean) => void;
}

/** What saving means for those who have begun. */
function WhoIsInSequence({ all, could, carryOver, onChange }: WhoProps): ReactNode {
  const others = all - could;
  return (
    <>
      {could === 0 ? null : (
        <Checkbox
          mb="sm"
          label={`The ${counted(could, 'lead')} in sequence go on with the new words`}
          description="Without this, they keep the words with which they began. What was sent stays as it was."
          checked={carryOver}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
      )}
      {others === 0 ? null : (
        <Text c="dimmed" mb="sm">
          {counted(others, 'lead')} in sequence keep the messages with which they began: theirs are not as many, or on
          other channels.
        </Text>
      )}
    </>
  );
}

function Refusal({ error, fault }: { readonly error: unknown; readonly fault: Fault | null }): ReactNode {
  const faults = useMemo(() => {
    if (!fault) return [];
    const { step, field, variant, message } = fault;
    const label = `Message ${step}${variant > 1 ? ` ${letterOf(variant - 1)}` : ''}`;
    return [{ inputId: inputId(step, field, variant), label, message }];
  }, [fault]);
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
  const { step, variant, field, text } = toAppError(error).details;
  if (typeof step !== 'number' || typeof field !== 'string' || typeof text !== 'string') return null;
  return { step, variant: typeof variant === 'number' ? variant : 1, field, message: text };
}
