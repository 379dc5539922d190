import type { FirstMessage, FirstMessages as Found } from '@aicmo/cam/contract';
import { ConfirmAct, FailedState, QueryState, Section, StateBadge } from '@aicmo/ui';
import { useQueryClient } from '@tanstack/react-query';
import { Button, Group, Stack } from '@mantine/core';
import { IconCheck, IconEye } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { counted } from '../../../words.ts';
import { MailLetter } from '../mail-letter.tsx';
import classes from '../../../components/message-list.module.css';
import { useFirstMessages, useHoldAgain, useLetGo } from './first-messages.queries.ts';

/** The first messages of a live campaign, which go when somebody has read them; nothing when none wait or were let go. */
export function FirstMessages({ campaignId }: { readonly campaignId: string }): ReactNode {
  const query = useFirstMessages(campaignId);
  if (query.data && query.data.waiting.length + query.data.letGo.length === 0) return null;
  return <QueryState query={query}>{(found) => <Waiting campaignId={campaignId} found={found} />}</QueryState>;
}

function Waiting({ campaignId, found }: { readonly campaignId: string; readonly found: Found }): ReactNode {
  const letGo = useLetGo(campaignId);
  const hold = useHoldAgain();
  const queries = useQueryClient();
  const { waiting, limit, gone } = found;
  const failed = letGo.error ?? hold.error;
  const retry = () => {
    letGo.reset();
    hold.reset();
    return queries.invalidateQueries({ queryKey: ['campaign-ops', 'first-messages'] });
  };
  const all = waiting.map(({ message, fingerprint }) => ({ id: message.id, fingerprint }));
  return (
    <Section
      title="Read these first"
      note={`the first ${counted(limit, 'message')} of a live campaign go when somebody has read them; ${gone} of them ${gone === 1 ? 'has' : 'have'} left`}
      action={
        waiting.length > 1 ? (
          <ConfirmAct
            sentence={`${counted(waiting.length, 'message')} will leave in the recipients’ hours, as they read now. Until one has left it can be held again.`}
            verb={`Let all ${waiting.length} go`}
            onConfirm={() => letGo.mutateAsync(all)}
          />
        ) : null
      }
    >
      {failed ? <FailedState error={failed} title="Nothing was changed" onRetry={() => void retry()} /> : null}
      <ul className={classes['list']}>
        {waiting.map((each) => (
          <Letter key={each.message.id} each={each}>
            <Button
              loading={letGo.isPending}
              onClick={() => letGo.mutate([{ id: each.message.id, fingerprint: each.fingerprint }])}
            >
              Let it go
            </Button>
          </Letter>
        ))}
        {found.letGo.map((each) => (
          <Letter key={each.message.id} each={each}>
            <Button variant="default" loading={hold.isPending} onClick={() => hold.mutate(each.message.id)}>
              Hold it again
            </Button>
          </Letter>
        ))}
      </ul>
    </Section>
  );
}

/** One message as it would leave, closed until somebody reads it. */
function Letter({ each, children }: { readonly each: FirstMessage; readonly children: ReactNode }): ReactNode {
  const { message, from, letGoBy } = each;
  const who = [message.leadName, message.company].filter((part) => part !== '').join(', ');
  return (
    <li>
      <details className={classes['message']}>
        <summary className={classes['head']}>
          <span className={classes['subject']}>{who}</span>
          {letGoBy === '' ? (
            <StateBadge tone="warn" icon={<IconEye />}>
              not read yet
            </StateBadge>
          ) : (
            <StateBadge tone="good" icon={<IconCheck />}>
              let go by {letGoBy}
            </StateBadge>
          )}
          <span className={classes['facts']}>{message.subject}</span>
        </summary>
        <Stack gap="md" pb="lg">
          <MailLetter
            label={`Text of the message to ${message.leadName}`}
            head={`From ${from || 'no mailbox yet'} to ${message.recipient || 'no address'}`}
            subject={message.subject}
            text={message.body}
            html={message.html}
          />
          <Group>{children}</Group>
        </Stack>
      </details>
    </li>
  );
}
