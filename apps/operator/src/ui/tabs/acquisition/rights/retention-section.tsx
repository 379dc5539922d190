import type { RetentionRule } from '@aicmo/cam/contract';
import { parseInstant } from '@aicmo/core-kernel';
import { ConfirmDialog, QueryState, RelativeTime, Section } from '@aicmo/ui';
import { Button, NumberInput, Switch } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { counted } from '../../../words.ts';
import { Failure } from '../lead/failure.tsx';
import { useRetention, useRetentionActs, useRetentionPreview } from './rights.queries.ts';
import classes from './rights.module.css';

/** How long things are kept: a rule each, what it would delete now, and what it deleted. */
export function RetentionSection(): ReactNode {
  return (
    <Section title="How long things are kept" note="carried out once a day; what goes cannot be brought back">
      <QueryState query={useRetention()}>
        {({ rules, runs }) => (
          <div className={classes['stack']}>
            <div className={classes['rules']}>
              {rules.map((rule) => (
                <Rule key={`${rule.kind} ${rule.days} ${String(rule.isOn)}`} rule={rule} />
              ))}
            </div>
            {runs.slice(0, 5).map(({ id, kind, at, by, removed, error }) => (
              <p key={id} className={classes['quiet']}>
                <RelativeTime at={parseInstant(at)} /> · {rules.find((rule) => rule.kind === kind)?.title} ·{' '}
                {counted(removed, 'record')} deleted by {by}
                {error === '' ? '' : ` · stopped: ${error}`}
              </p>
            ))}
          </div>
        )}
      </QueryState>
    </Section>
  );
}

function Rule({ rule }: { readonly rule: RetentionRule }): ReactNode {
  const { kind, title, what, isOn, leastDays, mostDays, lastRunAt } = rule;
  const [days, setDays] = useState<string | number>(rule.days);
  const { set } = useRetentionActs(kind);
  const isChanged = Number(days) !== rule.days;
  return (
    <div className={classes['rule']}>
      <div className={classes['stack']}>
        <h3>{title}</h3>
        <p className={classes['quiet']}>{what}</p>
        <Preview rule={rule} />
        <Failure error={set.error} />
      </div>
      <div className={classes['setting']}>
        <NumberInput
          className={classes['days'] ?? ''}
          aria-label={`${title}: days`}
          suffix=" days"
          thousandSeparator=","
          min={leastDays}
          max={mostDays}
          clampBehavior="none"
          value={days}
          onChange={setDays}
        />
        {isChanged ? (
          <Button variant="default" loading={set.isPending} onClick={() => set.mutate({ isOn, days: Number(days) })}>
            Save
          </Button>
        ) : null}
        <Switch
          aria-label={`${title}: by itself`}
          label={isOn ? 'By itself' : 'Off'}
          checked={isOn}
          onChange={({ currentTarget }) => set.mutate({ isOn: currentTarget.checked, days: rule.days })}
        />
        <span className={classes['quiet']}>
          {lastRunAt === null ? '' : <RelativeTime at={parseInstant(lastRunAt)} />}
        </span>
      </div>
    </div>
  );
}

/** What the rule would delete now, counted and listed before anybody does it. */
function Preview({ rule: { kind, title, days } }: { readonly rule: RetentionRule }): ReactNode {
  const [isWanted, setWanted] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const preview = useRetentionPreview(kind, isWanted);
  const { run } = useRetentionActs(kind);
  if (!isWanted)
    return (
      <span>
        <Button size="compact-sm" variant="default" onClick={() => setWanted(true)}>
          What would go now?
        </Button>
      </span>
    );
  return (
    <QueryState query={preview}>
      {({ count, sample }) => (
        <>
          <p className={classes['words']}>
            {count === 0
              ? `Nothing is older than ${days} days.`
              : `${counted(count, 'record')} older than ${days} days:`}
          </p>
          {sample.map(({ what, at }, index) => (
            <p key={`${at} ${index}`} className={classes['quiet']}>
              <bdi>{what}</bdi> · <RelativeTime at={parseInstant(at)} />
            </p>
          ))}
          {count === 0 ? null : (
            <span>
              <Button size="compact-sm" variant="default" onClick={() => setAsking(true)}>
                Delete now…
              </Button>
            </span>
          )}
          <ConfirmDialog
            opened={isAsking}
            onClose={() => setAsking(false)}
            danger
            verb="Delete for good"
            sentence={`${title}: ${counted(count, 'record')} older than ${days} days are deleted. This cannot be undone.`}
            onConfirm={() => run.mutateAsync()}
          />
        </>
      )}
    </QueryState>
  );
}
