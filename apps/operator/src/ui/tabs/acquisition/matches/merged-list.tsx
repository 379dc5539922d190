import type { LeadMerge } from '@aicmo/cam/contract';
import { parseInstant } from '@aicmo/core-kernel';
import { AppLink, EmptyState, QueryState, RelativeTime } from '@aicmo/ui';
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { tabHref } from '../../../components/address.ts';
import { Failure } from '../lead/failure.tsx';
import { useMatchAnswers, useMerges } from './matches.queries.ts';
import classes from './matches.module.css';

/** Merges that were made, newest first; each can be undone, also after a long time. */
export function MergedList({ client }: { readonly client: string | null }): ReactNode {
  const merges = useMerges(client);
  const { undoMerge } = useMatchAnswers();
  return (
    <QueryState query={merges}>
      {(rows) =>
        rows.length === 0 ? (
          <EmptyState title="Nothing was merged yet" why="A merge stands here with who made it, and can be undone." />
        ) : (
          <>
            <Failure error={undoMerge.error} />
            <ul className={classes['merges']} aria-label="Merges">
              {rows.map((merge) => (
                <li key={merge.id} className={classes['merge']}>
                  <MergeWords merge={merge} client={client} />
                  {merge.undoneAt === null ? (
                    <Button
                      size="compact-sm"
                      variant="default"
                      loading={undoMerge.isPending && undoMerge.variables.id === merge.id}
                      onClick={() => undoMerge.mutate(merge)}
                    >
                      Undo the merge
                    </Button>
                  ) : null}
                </li>
              ))}
            </ul>
          </>
        )
      }
    </QueryState>
  );
}

function MergeWords({ merge, client }: { readonly merge: LeadMerge; readonly client: string | null }): ReactNode {
  const { keptId, keptName, absorbedName, mergedBy, mergedAt, undoneAt, undoneBy } = merge;
  return (
    <div>
      <AppLink href={tabHref('acquisition', client, { lead: keptId })}>
        <bdi>{keptName}</bdi>
      </AppLink>{' '}
      took over <bdi>{absorbedName}</bdi>
      <div className={classes['about']}>
        {mergedBy}, <RelativeTime at={parseInstant(mergedAt)} />
        {undoneAt === null ? null : (
          <>
            {' '}
            · undone by {undoneBy}, <RelativeTime at={parseInstant(undoneAt)} />
          </>
        )}
      </div>
    </div>
  );
}
