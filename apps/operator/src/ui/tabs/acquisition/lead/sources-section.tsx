import { parseInstant } from '@aicmo/core-kernel';
import { AppLink, RelativeTime, Section } from '@aicmo/ui';
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { tabHref } from '../../../components/address.ts';
import { screenWord } from '../../../words.ts';
import { useMatchAnswers } from '../matches/matches.queries.ts';
import { Failure } from './failure.tsx';
import type { LeadRecord } from './lead.queries.ts';
import classes from './work-section.module.css';

const effects = { made: 'the first time', changed: 'completed it', found: 'found it again' } as const;

/** Every file, form, hand or service that something known of the lead came from; and where else the person is a lead. */
export function SourcesSection({ record }: { readonly record: LeadRecord }): ReactNode {
  const { page, filled } = record;
  return (
    <Section title="Where it came from">
      <ul className={classes['list']} aria-label="Sources">
        {page.sources.map(({ at, name, rowNumber, batchId, by, effect }) => (
          <Line key={`${at}-${name}-${rowNumber}`} at={at} facts={[by, effects[effect]]}>
            {batchId === null ? (
              name
            ) : (
              <AppLink href={tabHref('acquisition', null, { import: batchId })}>
                {rowNumber === null ? name : `${name}, row ${rowNumber}`}
              </AppLink>
            )}
          </Line>
        ))}
        {filled
          .filter(({ undoneAt }) => undoneAt === null)
          .map(({ id, field, value, source, filledAt }) => (
            <Line key={id} at={filledAt} facts={[source]}>{`${screenWord(field)}: ${value}`}</Line>
          ))}
        <Merges record={record} />
        {page.others.map(({ leadId, clientId, clientName, state }) => (
          <Line key={leadId} facts={[screenWord(state)]}>
            <AppLink
              href={tabHref('acquisition', clientId, { lead: leadId })}
            >{`Also a lead of ${clientName}`}</AppLink>
          </Line>
        ))}
      </ul>
    </Section>
  );
}

/** The leads that this one took over, each to be taken apart again. */
function Merges({ record }: { readonly record: LeadRecord }): ReactNode {
  const { undoMerge } = useMatchAnswers();
  return (
    <>
      {record.merges
        .filter(({ undoneAt, keptId }) => undoneAt === null && keptId === record.page.lead.id)
        .map((merge) => (
          <Line
            key={merge.id}
            at={merge.mergedAt}
            facts={[merge.mergedBy]}
            act={
              <Button
                size="compact-sm"
                variant="default"
                loading={undoMerge.isPending}
                onClick={() => undoMerge.mutate(merge)}
              >
                Undo the merge
              </Button>
            }
          >
            Merged with <bdi>{merge.absorbedName}</bdi>
            <Failure error={undoMerge.error} />
          </Line>
        ))}
    </>
  );
}

interface LineProps {
  readonly at?: string;
  readonly facts: readonly string[];
  readonly act?: ReactNode;
  readonly children: ReactNode;
}

const Line = ({ at, facts, act, children }: LineProps): ReactNode => (
  <li className={classes['row']}>
    <div className={classes['words']}>
      <div className={classes['title']}>{children}</div>
      <div className={classes['facts']}>
        <span>
          {at === undefined ? null : (
            <>
              <RelativeTime at={parseInstant(at)} /> ·{' '}
            </>
          )}
          {facts.filter((fact) => fact !== '').join(' · ')}
        </span>
      </div>
    </div>
    {act}
  </li>
);
