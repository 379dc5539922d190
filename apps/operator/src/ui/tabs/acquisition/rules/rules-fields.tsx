import { scoreParts, type RulesProblem, type ScoringRules } from '@aicmo/cam/contract';
import { StateBadge } from '@aicmo/ui';
import { Select, TextInput } from '@mantine/core';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { SequenceChoice } from '../../../../contract/acquisition/rules.contract.ts';
import { screenWord } from '../../../words.ts';
import { tierOrder } from '../lead-words.tsx';
import { fieldNames } from './rules-words.ts';
import { sumOf, type TypedRules } from './rules-typing.ts';
import classes from './rules.module.css';

interface FieldsProps {
  readonly typed: TypedRules;
  readonly rules: ScoringRules;
  readonly problems: readonly RulesProblem[];
  readonly onChange: (change: Partial<TypedRules>) => void;
}

interface NumberProps extends FieldsProps {
  readonly field: string;
}

/** One number with two decimals; its sentence stands at the field as soon as it does not hold. */
function NumberField({ field, typed, problems, onChange }: NumberProps): ReactNode {
  const problem = problems.find((each) => each.field === field);
  return (
    <TextInput
      className={classes['number'] ?? ''}
      label={fieldNames[field] ?? field}
      inputMode="decimal"
      autoComplete="off"
      value={typed.numbers[field] ?? ''}
      error={problem?.text}
      onChange={({ currentTarget }) => onChange({ numbers: { ...typed.numbers, [field]: currentTarget.value } })}
    />
  );
}

interface GroupProps {
  readonly title: string;
  readonly note?: ReactNode;
  readonly children: ReactNode;
}

function FieldGroup({ title, note, children }: GroupProps): ReactNode {
  return (
    <fieldset className={classes['group']}>
      <legend>
        {title} {note}
      </legend>
      {children}
    </fieldset>
  );
}

const partTitles = { fit: 'Fit: the company', opportunity: 'Opportunity: the person and the moment' } as const;

/** The weights of one half, and live what they add up to. */
export function WeightFields({ part, ...fields }: FieldsProps & { readonly part: keyof typeof scoreParts }): ReactNode {
  const sum = sumOf(fields.rules, part);
  return (
    <FieldGroup title={partTitles[part]} note={<Sum hundredths={sum} />}>
      <div className={classes['row']}>
        {scoreParts[part].map((key) => (
          <NumberField key={key} field={`weights.${key}`} {...fields} />
        ))}
      </div>
    </FieldGroup>
  );
}

function Sum({ hundredths }: { readonly hundredths: number }): ReactNode {
  if (Number.isNaN(hundredths)) return null;
  const words = `adds up to ${(hundredths / 100).toFixed(2)}`;
  return hundredths === 100 ? (
    <StateBadge tone="good" icon={<IconCheck />}>
      {words}
    </StateBadge>
  ) : (
    <StateBadge tone="bad" icon={<IconAlertTriangle />}>
      {words}, not 1.00
    </StateBadge>
  );
}

/** Where each tier begins. */
export function TierFields(fields: FieldsProps): ReactNode {
  return (
    <FieldGroup title="Tier by score">
      <div className={classes['row']}>
        <NumberField field="tiers.hot" {...fields} />
        <NumberField field="tiers.warm" {...fields} />
        <NumberField field="tiers.cool" {...fields} />
      </div>
      <p className={classes['note']}>Anything below is cold.</p>
    </FieldGroup>
  );
}

/** Where each grade begins. */
export function GradeFields(fields: FieldsProps): ReactNode {
  return (
    <FieldGroup title="Grade by fit">
      <div className={classes['row']}>
        <NumberField field="grades.a" {...fields} />
        <NumberField field="grades.b" {...fields} />
        <NumberField field="grades.c" {...fields} />
      </div>
      <p className={classes['note']}>
        A also needs a known budget and timeline; without them it is B. Anything below is D.
      </p>
    </FieldGroup>
  );
}

/** Who is put in sequence, and in which. */
export function RoutingFields({
  sequences,
  ...fields
}: FieldsProps & { readonly sequences: readonly SequenceChoice[] }): ReactNode {
  const { typed, onChange } = fields;
  return (
    <FieldGroup title="Who is put in sequence">
      <div className={classes['sequences']}>
        <NumberField field="lowestScore" {...fields} />
        {tierOrder.map((tier) => {
          const own = sequences.find((each) => each.tier === tier);
          const { [tier]: chosen, ...others } = typed.sequences;
          return (
            <Select
              key={tier}
              label={`${screenWord(tier)} leads get`}
              placeholder={own?.name ?? 'Built in'}
              clearable
              data={sequences.map(({ id, name }) => ({ value: id, label: name }))}
              value={chosen ?? null}
              onChange={(id) => onChange({ sequences: id === null ? others : { ...others, [tier]: id } })}
            />
          );
        })}
      </div>
      <p className={classes['note']}>
        Without a lowest score everybody is put in sequence. A campaign may say another score and other sequences.
      </p>
    </FieldGroup>
  );
}
