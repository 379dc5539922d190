import { toAppError } from '@aicmo/core-kernel';
import type { LayerField, Strategy } from '@aicmo/strategy/contract';
import { Button, Group, Textarea } from '@mantine/core';
import type { FormEvent, ReactNode } from 'react';
import { useKeptDraft } from '../../components/kept-draft.ts';
import { useAnswer } from './strategy.queries.ts';
import classes from './strategy.module.css';

interface AnswerFormProps {
  readonly field: LayerField;
  readonly strategy: Strategy;
  /** The answer that is there. */
  readonly before: string;
  readonly onDone: () => void;
}

const readText = (stored: unknown): string | undefined => (typeof stored === 'string' ? stored : undefined);

/** An answer to one question; it is kept in this window until it is saved. */
export function AnswerForm({ field, strategy, before, onDone }: AnswerFormProps): ReactNode {
  const { kept, keep, forget } = useKeptDraft(`answer.${strategy.id}.${field.id}`, readText);
  const answer = useAnswer(strategy.id, strategy.version);
  const text = kept ?? before;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    answer.mutate(
      { field: field.id, text },
      {
        onSuccess: () => {
          forget();
          onDone();
        },
      },
    );
  };
  return (
    <form className={classes['answer']} onSubmit={submit} noValidate>
      <Textarea
        label={`Your answer: ${field.title}`}
        description="It makes the next version and is named as yours."
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        rows={3}
        autoFocus
        value={text}
        error={answer.error ? toAppError(answer.error).message : undefined}
        onChange={({ currentTarget }) => keep(currentTarget.value)}
      />
      <Group gap="sm">
        <Button type="submit" loading={answer.isPending}>
          Save answer
        </Button>
        <Button variant="default" onClick={onDone}>
          Close
        </Button>
      </Group>
    </form>
  );
}
