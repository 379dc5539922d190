import type { OutreachAttempt, StoredRefusal } from '@aicmo/cam/contract';
import { parseInstant } from '@aicmo/core-kernel';
import { absoluteWords, AppLink, DetailDrawer, Facts, QueryState, RelativeTime, Section } from '@aicmo/ui';
import { IconClock, IconHandStop } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { tabHref, useClientFilter } from '../../components/address.ts';
import { useMessage } from './campaign-ops.queries.ts';
import { zoneWords } from './campaign-words.ts';
import { MailLetter } from './mail-letter.tsx';
import { MessageState } from './message-table.tsx';
import classes from './campaign-ops.module.css';

interface MessageDrawerProps {
  readonly messageId: string;
  readonly onClose: () => void;
}

/** One message: its text, when it goes or why it does not, and what would hold it if it were live. */
export function MessageDrawer({ messageId, onClose }: MessageDrawerProps): ReactNode {
  const query = useMessage(messageId);
  const client = useClientFilter();
  const message = query.data;
  return (
    <DetailDrawer
      title={message ? `Message ${message.step} to ${message.leadName}` : 'Message'}
      subtitle={message ? <MessageState message={message} /> : undefined}
      opened
      onClose={onClose}
      action={
        message ? (
          <AppLink href={tabHref('acquisition', client, { open: message.leadId })}>Open the lead</AppLink>
        ) : null
      }
    >
      <QueryState query={query}>{(found) => <MessageRecord message={found} />}</QueryState>
    </DetailDrawer>
  );
}

const reasonTitles: Readonly<Record<string, string>> = { BLOCKED: 'What blocks it', CANCELLED: 'Why it was cancelled' };

function MessageRecord({ message }: { readonly message: OutreachAttempt }): ReactNode {
  const { reasons, wouldBe, recipient, subject, body, company, sequenceName, step, stepCount, byHand } = message;
  return (
    <>
      {reasons.length > 0 ? (
        <Section title={reasonTitles[message.state as string] ?? 'What it waits for'}>
          <Reasons reasons={reasons} zone={message.recipientZone} isOver={message.state === 'CANCELLED'} />
        </Section>
      ) : null}
      <Section title="Message" note={<Moment message={message} />}>
        <MailLetter
          label="Text of the message"
          head={`To ${recipient || 'no address'}`}
          subject={subject}
          text={body}
          html={message.html}
        />
      </Section>
      {wouldBe.length > 0 ? (
        <Section title="If it were live" note="would hold it as well">
          <Reasons reasons={wouldBe} zone={message.recipientZone} />
        </Section>
      ) : null}
      <Facts
        items={[
          ...(byHand ? [{ label: `Done by ${byHand.by}`, value: byHand.note || byHand.url }] : []),
          { label: 'Company', value: company },
          { label: 'Sequence', value: `${sequenceName}, message ${step} of ${stepCount}` },
          ...(message.wording === undefined ? [] : [{ label: 'Wording', value: message.wording }]),
          { label: 'Sending hours of', value: zoneWords(message.recipientZone) },
          { label: 'Planned', value: <RelativeTime at={parseInstant(message.createdAt)} /> },
        ]}
      />
    </>
  );
}

interface ReasonsProps {
  readonly reasons: readonly StoredRefusal[];
  readonly zone: string;
  /** Nothing can be lifted any more. */
  readonly isOver?: boolean;
}

function Reasons({ reasons, zone, isOver = false }: ReasonsProps): ReactNode {
  return (
    <ul className={classes['reasons']}>
      {reasons.map(({ code, text, liftedBy, notBefore }) => (
        <li key={`${code} ${text}`} className={classes['reason']} data-lifted={liftedBy}>
          {liftedBy === 'time' ? <IconClock size={16} aria-hidden /> : <IconHandStop size={16} aria-hidden />}
          <span>
            {text}
            {notBefore === undefined ? null : (
              <span className={classes['reasonNote']}> Not before {absoluteWords(parseInstant(notBefore), zone)}.</span>
            )}
            {liftedBy === 'person' && !isOver ? (
              <span className={classes['reasonNote']}> Somebody has to change this.</span>
            ) : null}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Moment({ message }: { readonly message: OutreachAttempt }): ReactNode {
  const { settledAt, notBefore, recipientZone } = message;
  if (settledAt !== null) return absoluteWords(parseInstant(settledAt), recipientZone);
  return notBefore === null ? 'no date yet' : `planned for ${absoluteWords(parseInstant(notBefore), recipientZone)}`;
}
