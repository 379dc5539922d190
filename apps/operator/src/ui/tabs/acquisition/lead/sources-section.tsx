import { parseInstant } from '@aicmo/core-kernel';
import { AppLink, RelativeTime, Section } from '@aicmo/ui';
import type { ReactNode } from 'react';
import { tabHref } from '../../../components/address.ts';
import { screenWord } from '../../../words.ts';
import type { LeadRecord } from './lead.queries.ts';
import classes from './work-section.module.css';

const effects = { made: 'the first time', changed: 'completed it', found: 'found it again' } as const;

/** Every file, form or hand that something known of the lead came from; and where else the same person is a lead. */
export function SourcesSection({ page }: { readonly page: LeadRecord['page'] }): ReactNode {
  return (
    <Section title="Where it came from">
      <ul className={classes['list']} aria-label="Sources">
        {page.sources.map((source) => (
          <li key={`${source.at}-${source.name}-${source.rowNumber}`} className={classes['row']}>
            <div className={classes['words']}>
              <div className={classes['title']}>
                {source.batchId === null ? (
                  source.name
                ) : (
                  <AppLink href={tabHref('acquisition', null, { import: source.batchId })}>
                    {source.rowNumber === null ? source.name : `${source.name}, row ${source.rowNumber}`}
                  </AppLink>
                )}
              </div>
              <div className={classes['facts']}>
                <RelativeTime at={parseInstant(source.at)} />
                <span>{[source.by, effects[source.effect]].filter((part) => part !== '').join(' · ')}</span>
              </div>
            </div>
          </li>
        ))}
        {page.others.map(({ leadId, clientId, clientName, state }) => (
          <li key={leadId} className={classes['row']}>
            <div className={classes['words']}>
              <div className={classes['title']}>
                <AppLink
                  href={tabHref('acquisition', clientId, { lead: leadId })}
                >{`Also a lead of ${clientName}`}</AppLink>
              </div>
              <div className={classes['facts']}>{screenWord(state)}</div>
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}
