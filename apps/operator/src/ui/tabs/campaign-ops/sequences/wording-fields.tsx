import type { StepVariant } from '@aicmo/cam/contract';
import { Button, Group, NumberInput, Textarea, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { inputId, type Fault } from './sequence-typing.ts';
import classes from '../campaign-ops.module.css';

interface WordingFieldsProps {
  readonly wording: StepVariant;
  /** The message, from 1. */
  readonly number: number;
  /** The wording, from 1. */
  readonly variant: number;
  readonly isMail: boolean;
  readonly hasOthers: boolean;
  readonly fault: Fault | null;
  readonly onChange: (change: Partial<StepVariant>) => void;
}

/** Subject, text, HTML and share of one wording. */
export function WordingFields(props: WordingFieldsProps): ReactNode {
  const { wording, number, isMail, onChange } = props;
  return (
    <>
      {isMail ? (
        <TextInput
          {...fieldOf(props, 'subject')}
          label="Subject"
          description={number > 1 ? 'Empty: continues the thread of the mail before.' : undefined}
          value={wording.subject}
          onChange={(event) => onChange({ subject: event.currentTarget.value })}
        />
      ) : null}
      <Textarea
        {...fieldOf(props, 'body')}
        label="Text"
        description={textNote(isMail, wording.html !== null)}
        autosize
        minRows={6}
        value={wording.body}
        onChange={(event) => onChange({ body: event.currentTarget.value })}
      />
      {wording.html === null ? null : (
        <Textarea
          {...fieldOf(props, 'html')}
          classNames={{ input: classes['code'] ?? '' }}
          label="HTML"
          description="Beside the plain text. Scripts, forms and images are left out."
          autosize
          minRows={6}
          value={wording.html}
          onChange={(event) => onChange({ html: event.currentTarget.value })}
        />
      )}
      {isMail ? <ShareAndParts {...props} /> : null}
    </>
  );
}

/** The id and the fault of a field, under which the summary finds it. */
const fieldOf = ({ number, variant, fault }: WordingFieldsProps, field: string) => ({
  id: inputId(number, field, variant),
  error: fault?.field === field ? fault.message : undefined,
});

/** How often the wording is drawn against the others, and whether it has HTML. */
function ShareAndParts(props: WordingFieldsProps): ReactNode {
  const { wording, hasOthers, onChange } = props;
  const isRich = wording.html !== null;
  return (
    <Group gap="lg" align="end">
      {hasOthers ? (
        <NumberInput
          {...fieldOf(props, 'weight')}
          className={classes['day'] ?? ''}
          label="Share"
          value={wording.weight}
          min={1}
          max={100}
          allowDecimal={false}
          onChange={(weight) => onChange({ weight: Number(weight) || 1 })}
        />
      ) : null}
      <Button
        size="compact-sm"
        variant="default"
        onClick={() => onChange({ html: isRich ? null : htmlOf(wording.body) })}
      >
        {isRich ? 'Plain text only' : 'Add HTML'}
      </Button>
    </Group>
  );
}

function textNote(isMail: boolean, isRich: boolean): string | undefined {
  if (!isMail) return 'What the operator says or pastes; it becomes a task with steps and proof.';
  return isRich ? 'Empty: made from the HTML.' : undefined;
}

/** The plain text as the HTML to begin from: a paragraph for each, with the values as they are. */
const htmlOf = (body: string): string =>
  body
    .split(/\n{2,}/)
    .map((part) => `<p>${part.trim().replaceAll('\n', '<br>')}</p>`)
    .join('\n');
