import type { OutreachAttempt } from '@aicmo/cam/contract';
import { parseInstant } from '@aicmo/core-kernel';
import { MarkBadge, RelativeTime, StateBadge, type Tone } from '@aicmo/ui';
import { Button, Group } from '@mantine/core';
import { IconBan, IconClock, IconMail, IconMailCheck } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { screenWord } from '../words.ts';
import { MessageTries } from './message-tries.tsx';
import classes from './message-list.module.css';

const shownAtFirst = 10;

/** Messages as they read, each with what became of it and every reason that holds it; the first one open. */
export function MessageList({ messages }: { readonly messages: readonly OutreachAttempt[] }): ReactNode {
  const [shown, setShown] = useState(shownAtFirst);
  return (
    <>
      <ul className={classes['list']} aria-label="Messages">
        {messages.slice(0, shown).map((message, index) => (
          <Message key={message.id} message={message} isOpen={index === 0} />
        ))}
      </ul>
      {messages.length > shown ? (
        <Group mt="md">
          <Button variant="default" onClick={() => setShown(messages.length)}>
            Show {messages.length - shown} more
          </Button>
        </Group>
      ) : null}
    </>
  );
}

function Message({ message, isOpen }: { readonly message: OutreachAttempt; readonly isOpen: boolean }): ReactNode {
  const { leadName, company, step, stepCount, recipient, subject, body, reasons, wouldBe } = message;
  const to = [leadName, company].filter((part) => part !== '').join(', ');
  return (
    <li>
      <details className={classes['message']} open={isOpen}>
        <summary className={classes['head']}>
          <span className={classes['subject']}>{subject === '' ? 'Not written yet' : subject}</span>
          <span className={classes['state']}>
            <MessageState message={message} />
          </span>
          <span className={classes['facts']}>
            To {to}
            {recipient === '' ? '' : ` <${recipient}>`} · message {step} of {stepCount} <Moment message={message} />
          </span>
        </summary>
        {body === '' ? null : <div className={classes['body']}>{body}</div>}
        <Reasons title={message.state === 'CANCELLED' ? 'Why it was cancelled' : 'What holds it'} reasons={reasons} />
        {message.mode === 'LIVE' && message.ledgerId !== null ? <Tries messageId={message.id} /> : null}
        <Reasons title="What would hold it when it is live" reasons={wouldBe} />
      </details>
    </li>
  );
}

/** Asked for when somebody wants to know. */
function Tries({ messageId }: { readonly messageId: string }): ReactNode {
  const [isOpen, setOpen] = useState(false);
  return (
    <details className={classes['reasons']} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>How it was sent</summary>
      {isOpen ? <MessageTries messageId={messageId} /> : null}
    </details>
  );
}

function MessageState({ message: { mode, state } }: { readonly message: OutreachAttempt }): ReactNode {
  if (state === 'SIMULATED') return <MarkBadge mark="simulated" />;
  if (state === 'PROOFED') return <MarkBadge mark="proof" />;
  const { tone, icon } = looks(state);
  return (
    <>
      <StateBadge tone={tone} icon={icon}>
        {screenWord(state)}
      </StateBadge>
      {mode === 'SIMULATION' ? <MarkBadge mark="simulated" /> : null}
      {mode === 'PROOF' ? <MarkBadge mark="proof" /> : null}
    </>
  );
}

function looks(state: OutreachAttempt['state']): { readonly tone: Tone; readonly icon: ReactNode } {
  if (state === 'SENT') return { tone: 'good', icon: <IconMailCheck /> };
  if (state === 'SCHEDULED' || state === 'RETRY_SCHEDULED') return { tone: 'neutral', icon: <IconClock /> };
  if (state === 'SENDING') return { tone: 'info', icon: <IconMail /> };
  return { tone: state === 'CANCELLED' ? 'neutral' : 'bad', icon: <IconBan /> };
}

function Moment({ message: { notBefore, settledAt } }: { readonly message: OutreachAttempt }): ReactNode {
  const at = notBefore ?? settledAt;
  if (at === null) return null;
  return (
    <>
      · <RelativeTime at={parseInstant(at)} />
    </>
  );
}

interface ReasonsProps {
  readonly title: string;
  readonly reasons: OutreachAttempt['reasons'];
}

function Reasons({ title, reasons }: ReasonsProps): ReactNode {
  if (reasons.length === 0) return null;
  return (
    <div className={classes['reasons']}>
      <span className={classes['reasonsTitle']}>{title}</span>
      <ul>
        {reasons.map(({ code, text }) => (
          <li key={code}>{text}</li>
        ))}
      </ul>
    </div>
  );
}
