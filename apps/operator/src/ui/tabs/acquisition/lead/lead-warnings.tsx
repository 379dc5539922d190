import { parseInstant } from '@aicmo/core-kernel';
import { RelativeTime } from '@aicmo/ui';
import { IconBan, IconMailX, IconUserQuestion } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { LeadRecord } from './lead.queries.ts';
import classes from './lead-warnings.module.css';

/** What stands against writing to a lead, and who asked for a person. Nothing when nothing does. */
export function LeadWarnings({ page }: { readonly page: LeadRecord['page'] }): ReactNode {
  const { lead, suppressedBy, reviewReasons } = page;
  const isOff = lead.consent === 'DO_NOT_CONTACT' || suppressedBy.length > 0;
  const isBadAddress = lead.emailCheck === 'INVALID';
  const asked = reviewReasons.filter(({ kind }) => kind !== 'ADDRESS');
  if (!isOff && !isBadAddress && asked.length === 0) return null;
  return (
    <div className={classes['warnings']}>
      {isOff ? (
        <Warning tone="bad" icon={<IconBan size={16} aria-hidden="true" />}>
          {`Never contacted${suppressedBy.length > 0 ? `. ${suppressedBy.join('; ')}` : ''}`}
        </Warning>
      ) : null}
      {asked.map(({ kind, why, since }) => (
        <Warning key={kind} tone="warn" icon={<IconUserQuestion size={16} aria-hidden="true" />}>
          Waits for you: {why} · <RelativeTime at={parseInstant(since)} />
        </Warning>
      ))}
      {isBadAddress ? (
        <Warning tone="bad" icon={<IconMailX size={16} aria-hidden="true" />}>
          {`The address is no good${lead.emailCheckWhy === '' ? '' : `: ${lead.emailCheckWhy}`}`}
        </Warning>
      ) : null}
    </div>
  );
}

interface WarningProps {
  readonly tone: 'warn' | 'bad';
  readonly icon: ReactNode;
  readonly children: ReactNode;
}

const Warning = ({ tone, icon, children }: WarningProps): ReactNode => (
  <p className={classes['warning']} data-tone={tone}>
    {icon}
    <span dir="auto">{children}</span>
  </p>
);
