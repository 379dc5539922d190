import { toAppError } from '@aicmo/core-kernel';
import type { QcCheck } from '@aicmo/delivery/contract';
import { Section, StateBadge, type Tone } from '@aicmo/ui';
import { Button, Text } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconCircleX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { PostRecord } from '../../../contract/publishing.contract.ts';
import classes from './publishing.module.css';
import { useCheck } from './publishing.queries.ts';

const looks: Readonly<Record<QcCheck['outcome'], { tone: Tone; icon: ReactNode; word: string }>> = {
  PASS: { tone: 'good', icon: <IconCircleCheck />, word: 'passes' },
  WARN: { tone: 'warn', icon: <IconAlertTriangle />, word: 'warns' },
  FAIL: { tone: 'bad', icon: <IconCircleX />, word: 'fails' },
};

/** Every check with what it found; the score is never shown without them. */
export function PostChecks({ record, isOpen }: { readonly record: PostRecord; readonly isOpen: boolean }): ReactNode {
  const { qc, post } = record;
  const check = useCheck(post.id);
  return (
    <Section
      title="Checks"
      note={qc ? `${qc.report.score} of 100${qc.current ? '' : ', on an earlier text'}` : 'not run yet'}
      action={
        isOpen ? (
          <Button size="compact-sm" variant="default" loading={check.isPending} onClick={() => check.mutate(undefined)}>
            Check again
          </Button>
        ) : undefined
      }
    >
      {check.error ? (
        <Text role="alert" size="sm" c="var(--mantine-color-error)">
          {toAppError(check.error).message}
        </Text>
      ) : null}
      <ul className={classes['checks']} aria-label="Checks">
        {(qc?.report.checks ?? []).map(({ id, title, outcome, why }) => (
          <li key={id}>
            <StateBadge tone={looks[outcome].tone} icon={looks[outcome].icon}>
              {looks[outcome].word}
            </StateBadge>
            <span>{title}</span>
            <span className={classes['quiet']}>{why}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
