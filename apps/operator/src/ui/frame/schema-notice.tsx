import { toAppError } from '@aicmo/core-kernel';
import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { houseApi, useHouse } from '../components/house.ts';
import { counted } from '../words.ts';
import classes from './frame.module.css';

/** Says that the database has no schema, or another version's, and offers the explicit step. */
export function SchemaNotice(): ReactNode {
  const { schema } = useHouse();
  const queries = useQueryClient();
  const bootstrap = useMutation({
    mutationFn: () => houseApi.bootstrap(),
    onSuccess: () => queries.invalidateQueries(),
  });
  if (bootstrap.data && schema.state === 'ok') return <Created {...bootstrap.data} />;
  if (schema.state === 'ok') return null;
  return (
    <div role="alert" className={classes['notice']}>
      <span>
        {schema.text}
        {schema.command ? (
          <>
            {' '}
            {schema.canBootstrap ? 'Press the button, or type' : 'Type'} <code>{schema.command}</code>.
          </>
        ) : null}
        {bootstrap.error ? ` ${toAppError(bootstrap.error).message}` : null}
      </span>
      {schema.canBootstrap ? (
        <Button size="compact-sm" loading={bootstrap.isPending} onClick={() => bootstrap.mutate()}>
          {schema.state === 'missing' ? 'Create the schema' : 'Update the schema'}
        </Button>
      ) : null}
    </div>
  );
}

interface CreatedProps {
  readonly tablesBefore: readonly string[];
  readonly tablesAfter: readonly string[];
  readonly applied: readonly unknown[];
}

function Created({ tablesBefore, tablesAfter, applied }: CreatedProps): ReactNode {
  return (
    <div role="status" className={classes['notice']} data-good>
      The schema stands: {counted(tablesBefore.length, 'table')} before, {tablesAfter.length} now,{' '}
      {counted(applied.length, 'step')} taken.
    </div>
  );
}
