import { mailboxBounds, type Mailbox } from '@aicmo/cam/contract';
import { NumberInput, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './mailboxes.module.css';

type Limits = Mailbox['limits'];

interface LimitFieldsProps {
  readonly limits: Limits;
  /** The field that was refused, as the refusal names it. */
  readonly wrong: unknown;
  readonly onChange: (limits: Limits) => void;
}

interface Bounds {
  readonly from: number;
  readonly to: number;
}

const { perDay, rampStart, rampStep, gapMinutes } = mailboxBounds;

/** How much a mailbox may send. */
export function LimitFields({ limits, wrong, onChange }: LimitFieldsProps): ReactNode {
  const field = (name: keyof Omit<Limits, 'window'>, label: string, bounds: Bounds) => (
    <NumberInput
      label={label}
      min={bounds.from}
      max={bounds.to}
      value={limits[name]}
      error={wrong === name || (wrong === 'gap' && name.startsWith('gap'))}
      onChange={(value) => onChange({ ...limits, [name]: Number(value) })}
    />
  );
  return (
    <div>
      <div className={classes['server']}>
        {field('perDay', 'Messages a day', perDay)}
        {field('rampStart', 'On the first day', rampStart)}
        {field('rampStep', 'More on each day', rampStep)}
        {field('gapFrom', 'Minutes between, from', gapMinutes)}
        {field('gapTo', 'to', gapMinutes)}
      </div>
      {limits.perDay > perDay.warnAbove ? (
        <Text size="sm" role="status">
          {`More than ${perDay.warnAbove} a day from one address look like bulk mail; providers then hold it back.`}
        </Text>
      ) : null}
    </div>
  );
}
