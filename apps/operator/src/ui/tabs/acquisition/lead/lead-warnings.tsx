import { parseInstant } from '@aicmo/core-kernel';
import { RelativeTime, StateBadge } from '@aicmo/ui';
import { Stack } from '@mantine/core';
import { IconBan, IconMailX, IconUserQuestion } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { LeadRecord } from './lead.queries.ts';

/** What stands against writing to a lead, and who asked for a person. Nothing when nothing does. */
export function LeadWarnings({ page }: { readonly page: LeadRecord['page'] }): ReactNode {
  const { lead, suppressedBy } = page;
  const isOff = lead.consent === 'DO_NOT_CONTACT' || suppressedBy.length > 0;
  const isBadAddress = lead.emailCheck === 'INVALID';
  if (!isOff && !lead.needsReview && !isBadAddress) return null;
  return (
    <Stack gap="sm" align="flex-start">
      {isOff ? (
        <StateBadge tone="bad" icon={<IconBan />}>
          {`Never contacted${suppressedBy.length > 0 ? `. ${suppressedBy.join('; ')}` : ''}`}
        </StateBadge>
      ) : null}
      {lead.needsReview ? (
        <StateBadge tone="warn" icon={<IconUserQuestion />}>
          {`Waits for you: ${lead.reviewReason === '' ? 'somebody asked for a look' : lead.reviewReason}`}{' '}
          {lead.reviewSince === null ? null : <RelativeTime at={parseInstant(lead.reviewSince)} />}
        </StateBadge>
      ) : null}
      {isBadAddress ? (
        <StateBadge tone="bad" icon={<IconMailX />}>
          {`The address is no good${lead.emailCheckWhy === '' ? '' : `: ${lead.emailCheckWhy}`}`}
        </StateBadge>
      ) : null}
    </Stack>
  );
}
