import { rulesProblems, type RulesProblem, type ScoringPreview } from '@aicmo/cam/contract';
import { toAppError } from '@aicmo/core-kernel';
import { Section } from '@aicmo/ui';
import { Button, Group, Text } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { RulesPage } from '../../../../contract/acquisition/rules.contract.ts';
import type { KeptDraft } from '../../../components/kept-draft.ts';
import { changesBetween } from './rules-words.ts';
import { PreviewSection } from './preview-section.tsx';
import { GradeFields, RoutingFields, TierFields, WeightFields } from './rules-fields.tsx';
import { rulesFrom, typedFrom, type TypedRules } from './rules-typing.ts';
import { usePreviewRules } from './rules.queries.ts';
import classes from './rules.module.css';

interface RulesFormProps {
  readonly client: string;
  readonly page: RulesPage;
  /** What is typed and not saved yet. */
  readonly draft: KeptDraft<TypedRules>;
}

/** The numbers by which leads are scored. A change is looked at before it is saved: who would move. */
export function RulesForm({ client, page, draft: { kept, keep, forget } }: RulesFormProps): ReactNode {
  const { current, sequences } = page;
  const typed = kept ?? typedFrom(current.rules, current.version);
  const rules = rulesFrom(typed);
  const problems = rulesProblems(rules);
  const nameOf = (id: string): string => sequences.find((each) => each.id === id)?.name ?? 'another sequence';
  const changes = changesBetween(current.rules, rules, nameOf);
  const [looked, setLooked] = useState<{ readonly at: string; readonly preview: ScoringPreview } | null>(null);
  const shown = looked?.at === JSON.stringify(rules) && changes.length > 0 ? looked.preview : null;
  const change = (more: Partial<TypedRules>): void => keep({ ...typed, ...more });
  const fields = { typed, rules, problems, onChange: change };
  return (
    <>
      <Section
        title={current.version === 0 ? 'Built-in rules' : `Rules, version ${current.version}`}
        note={madeBy(page)}
      >
        <div className={classes['halves']}>
          <WeightFields part="fit" {...fields} />
          <WeightFields part="opportunity" {...fields} />
        </div>
        <p className={classes['note']}>
          A score is the mean of fit and opportunity. What is not known about a lead counts 0.50.
        </p>
        <div className={classes['halves']}>
          <TierFields {...fields} />
          <GradeFields {...fields} />
        </div>
        <RoutingFields {...fields} sequences={sequences} />
        {kept && kept.basedOn !== current.version ? <Overtaken version={current.version} onDiscard={forget} /> : null}
        <LookBar
          client={client}
          changes={changes}
          problems={problems}
          onDiscard={kept ? forget : undefined}
          onLook={(preview) => setLooked({ at: JSON.stringify(rules), preview })}
          rules={rules}
        />
      </Section>
      {shown ? (
        <PreviewSection
          {...{ client, rules, changes, preview: shown, current }}
          why={typed.why}
          onWhy={(why) => change({ why })}
          onSaved={forget}
        />
      ) : null}
    </>
  );
}

const madeBy = ({ current }: RulesPage): string =>
  current.version === 0 ? 'nobody has changed them for this client' : `${current.by}: ${current.why}`;

interface OvertakenProps {
  readonly version: number;
  readonly onDiscard: () => void;
}

function Overtaken({ version, onDiscard }: OvertakenProps): ReactNode {
  return (
    <Group gap="sm" role="alert">
      <Text size="sm">
        Version {version} was saved after you began to type. Your numbers are kept and cannot be saved.
      </Text>
      <Button size="compact-sm" variant="default" onClick={onDiscard}>
        Begin again from version {version}
      </Button>
    </Group>
  );
}

interface LookBarProps {
  readonly client: string;
  readonly rules: ReturnType<typeof rulesFrom>;
  readonly changes: readonly string[];
  readonly problems: readonly RulesProblem[];
  readonly onDiscard: (() => void) | undefined;
  readonly onLook: (preview: ScoringPreview) => void;
}

/** What is different so far, and the next step: to see who would move. */
function LookBar({ client, rules, changes, problems, onDiscard, onLook }: LookBarProps): ReactNode {
  const preview = usePreviewRules(client);
  const isBroken = problems.length > 0;
  const words = isBroken
    ? problems.map(({ text }) => text).join(' ')
    : changes.length === 0
      ? 'Change a number to see who would move.'
      : changes.join(' · ');
  return (
    <div className={classes['look']}>
      <Text size="sm" role="status" c={isBroken ? 'var(--mantine-color-error)' : 'dimmed'}>
        {preview.error ? toAppError(preview.error).message : words}
      </Text>
      <Group gap="sm">
        <Button
          loading={preview.isPending}
          disabled={isBroken || changes.length === 0}
          onClick={() => preview.mutate(rules, { onSuccess: onLook })}
        >
          See who would move
        </Button>
        {onDiscard && changes.length + problems.length > 0 ? (
          <Button variant="default" onClick={onDiscard}>
            Discard changes
          </Button>
        ) : null}
      </Group>
    </div>
  );
}
