import type { SendingTry } from '@aicmo/cam/contract';
import { createApiClient } from '@aicmo/core-server/contract';
import { parseInstant } from '@aicmo/core-kernel';
import { QueryState, RelativeTime } from '@aicmo/ui';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { uncertainEndpoints } from '../../contract/publishing-uncertain.contract.ts';
import classes from './message-tries.module.css';

const api = createApiClient(uncertainEndpoints);

const words: Readonly<Record<SendingTry['outcome'], string>> = {
  RESERVED: 'on its way',
  SENT: 'sent',
  FAILED: 'not taken',
  UNCERTAIN: 'may or may not have left',
};

/** Every try at sending a message: when, how it ended, and what was said at the mail server. */
export function MessageTries({ messageId }: { readonly messageId: string }): ReactNode {
  const query = useQuery({
    queryKey: ['publishing', 'tries', messageId],
    queryFn: ({ signal }) => api.tries({ params: { messageId }, signal }),
  });
  return (
    <QueryState query={query}>
      {({ tries }) => (
        <ol className={classes['tries']} aria-label="Tries">
          {tries.map((each) => (
            <Try key={each.ledgerId} one={each} />
          ))}
        </ol>
      )}
    </QueryState>
  );
}

function Try({ one: { at, outcome, reasons, conversation } }: { readonly one: SendingTry }): ReactNode {
  return (
    <li>
      <p>
        <RelativeTime at={parseInstant(at)} />, {words[outcome]}. {reasons.join(' ')}
      </p>
      {conversation.length === 0 ? null : (
        <details>
          <summary>What was said at the mail server</summary>
          <pre tabIndex={0}>{conversation.join('\n')}</pre>
        </details>
      )}
    </li>
  );
}
