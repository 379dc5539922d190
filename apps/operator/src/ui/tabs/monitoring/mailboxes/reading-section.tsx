import { parseInstant } from '@aicmo/core-kernel';
import { QueryState, RelativeTime, Section } from '@aicmo/ui';
import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { MailReading } from '../../../../contract/monitoring/mailboxes.contract.ts';
import { counted } from '../../../words.ts';
import { useMailboxReadings } from './mailbox.queries.ts';

/** Whether answers to a mailbox are heard. */
export function ReadingSection({ mailboxId }: { readonly mailboxId: string }): ReactNode {
  const query = useMailboxReadings();
  return (
    <Section title="Are answers heard?">
      <QueryState query={query}>
        {({ readings }) => <Reading reading={readings.find((each) => each.mailboxId === mailboxId)} />}
      </QueryState>
    </Section>
  );
}

function Reading({ reading }: { readonly reading: MailReading | undefined }): ReactNode {
  if (!reading) return <Text c="dimmed">This mailbox is not read, so neither answers nor bounces are found.</Text>;
  const { failure, nextTryAt, readAt, seen, kept } = reading;
  if (failure !== '') {
    return (
      <Text>
        {failure}{' '}
        {nextTryAt === null ? null : (
          <>
            Tried again <RelativeTime at={parseInstant(nextTryAt)} />.
          </>
        )}
      </Text>
    );
  }
  if (readAt === null) return <Text c="dimmed">Not read yet. It begins within a minute while this console runs.</Text>;
  const found =
    kept === 0
      ? 'none concerned your outreach'
      : `${kept} concerned your outreach and ${kept === 1 ? 'was' : 'were'} kept`;
  return (
    <Text>
      Last read <RelativeTime at={parseInstant(readAt)} />. {counted(seen, 'message')} looked at so far, {found}. Only
      the inbox and the junk folder are read: what a rule files elsewhere is not heard.
    </Text>
  );
}
