import type { InboxItem } from '@aicmo/cam/contract';
import { AppLink, QueryState, StateBadge } from '@aicmo/ui';
import { Button, Group } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { tabHref, useClientFilter } from '../../../components/address.ts';
import { screenWord } from '../../../words.ts';
import { AppointmentDialog } from '../lead/appointment-dialog.tsx';
import { TierBadge } from '../lead-words.tsx';
import { AnswerForm } from './answer-form.tsx';
import { ConversationActs } from './conversation-acts.tsx';
import classes from './inbox.module.css';
import { useSeen, useThread, type Thread } from './inbox.queries.ts';
import { ThreadEntries } from './thread-entries.tsx';

interface ConversationProps {
  readonly inboundId: string;
  /** The list beside it: acts go on to the next one. */
  readonly items: readonly InboxItem[];
  readonly onMove: (id: string | null) => void;
}

/** One conversation: who, what to do, what was written, and the answer. */
export function Conversation({ inboundId, items, onMove }: ConversationProps): ReactNode {
  const thread = useThread(inboundId);
  const { mutate: seen } = useSeen();
  const isNew = thread.data?.item.isSeen === false;
  useEffect(() => {
    if (isNew) seen(inboundId);
  }, [isNew, inboundId, seen]);
  return (
    <article className={classes['conversation']} aria-label="Conversation">
      <Button
        className={classes['back'] ?? ''}
        size="compact-sm"
        variant="subtle"
        leftSection={<IconArrowLeft size={14} aria-hidden="true" />}
        onClick={() => onMove(null)}
      >
        All conversations
      </Button>
      <QueryState query={thread}>{(known) => <Known thread={known} items={items} onMove={onMove} />}</QueryState>
    </article>
  );
}

interface KnownProps extends Omit<ConversationProps, 'inboundId'> {
  readonly thread: Thread;
}

function Known({ thread, items, onMove }: KnownProps): ReactNode {
  const [isMeeting, setMeeting] = useState(false);
  const { lead, item } = thread;
  const band = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // The newest message and the answer, where the column scrolls by itself.
    const column = band.current?.closest('[data-part]');
    if (column) column.scrollTop = column.scrollHeight;
  }, []);
  return (
    <>
      <div ref={band} className={classes['band']}>
        <Head thread={thread} />
        <ConversationActs thread={thread} items={items} onMove={onMove} onMeeting={() => setMeeting(lead !== null)} />
      </div>
      <ThreadEntries thread={thread} />
      <AnswerForm key={item.id} thread={thread} />
      {isMeeting && lead !== null ? (
        <AppointmentDialog leadId={lead.id} appointment={null} zone={lead.timeZone} onClose={() => setMeeting(false)} />
      ) : null}
    </>
  );
}

function Head({ thread: { item, lead, answer } }: { readonly thread: Thread }): ReactNode {
  const client = useClientFilter();
  const work = [lead?.title ?? '', item.company].filter((part) => part !== '').join(' at ');
  return (
    <header className={classes['head']}>
      <h2 className={classes['name']} dir="auto">
        {lead === null ? (
          item.name
        ) : (
          <AppLink href={tabHref('acquisition', client, { lead: lead.id })}>{item.name}</AppLink>
        )}
      </h2>
      <Group gap="xs">
        {lead === null ? (
          <StateBadge tone="neutral">No lead is known</StateBadge>
        ) : (
          <>
            <StateBadge tone={lead.consent === 'DO_NOT_CONTACT' ? 'bad' : 'neutral'}>
              {screenWord(lead.consent === 'DO_NOT_CONTACT' ? lead.consent : lead.state)}
            </StateBadge>
            <TierBadge tier={lead.tier} />
          </>
        )}
      </Group>
      <p className={classes['about']}>
        {[work, answer.to, item.campaignName ?? '', item.clientName].filter((part) => part !== '').join(' · ')}
      </p>
    </header>
  );
}
