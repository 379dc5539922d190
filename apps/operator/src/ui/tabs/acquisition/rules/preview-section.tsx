import type { RulesVersion, ScoringPreview, ScoringRules } from '@aicmo/cam/contract';
import { toAppError } from '@aicmo/core-kernel';
import { Section } from '@aicmo/ui';
import { Button, Text, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { counted } from '../../../words.ts';
import { TierMoves } from './tier-moves.tsx';
import { useSaveRules } from './rules.queries.ts';
import classes from './rules.module.css';

interface PreviewSectionProps {
  readonly client: string;
  readonly rules: ScoringRules;
  readonly changes: readonly string[];
  readonly preview: ScoringPreview;
  readonly current: RulesVersion;
  readonly why: string;
  readonly onWhy: (why: string) => void;
  readonly onSaved: () => void;
}

/** Who would move, and below it the saving with its reason. */
export function PreviewSection(props: PreviewSectionProps): ReactNode {
  const { client, rules, preview, current, why, onWhy, onSaved } = props;
  const save = useSaveRules(client, onSaved);
  return (
    <Section title="Who would move" note={`${counted(preview.moving, 'lead')} of ${counted(preview.leads, 'lead')}`}>
      <TierMoves preview={preview} />
      <p className={classes['note']}>
        Whoever is in sequence stays in the sequence that has begun. Every lead keeps the version by which it is scored.
      </p>
      <form
        className={classes['save']}
        aria-label="Save the rules"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate({ rules, basedOn: current.version, why });
        }}
      >
        <TextInput
          label="Why do they change?"
          description="One short sentence; the history keeps it."
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          value={why}
          error={save.error ? toAppError(save.error).message : undefined}
          onChange={({ currentTarget }) => onWhy(currentTarget.value)}
        />
        <Button type="submit" loading={save.isPending} disabled={why.trim() === ''}>
          Save as version {current.version + 1}
        </Button>
        <Text size="sm" c="dimmed">
          Scores {counted(preview.leads, 'lead')} again, in the background.
        </Text>
      </form>
    </Section>
  );
}
