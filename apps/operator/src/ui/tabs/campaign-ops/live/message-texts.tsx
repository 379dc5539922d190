import type { GoLive, GoLiveMessage } from '@aicmo/cam/contract';
import { QueryState, Section, StateBadge } from '@aicmo/ui';
import { Button, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { counted } from '../../../words.ts';
import { Failure } from '../../acquisition/lead/failure.tsx';
import { useGoLiveActs, useGoLiveMessages } from './go-live.queries.ts';
import classes from './live.module.css';

/** The messages as they would leave, and the button by which a person says that they have read them. */
export function MessageTexts({ view }: { readonly view: GoLive }): ReactNode {
  const messages = useGoLiveMessages(view.campaignId);
  const { read } = useGoLiveActs(view.campaignId);
  const isRead = view.checks.some(({ code, verdict }) => code === 'preview' && verdict !== 'fail');
  return (
    <Section title="The messages" note="as the best lead of the campaign would read them">
      <QueryState query={messages}>
        {({ messages: texts }) => (
          <>
            {texts.map((text, index) => (
              <Message key={`${text.sequenceName} ${text.step} ${index}`} message={text} />
            ))}
            <div>
              <Button
                variant={isRead ? 'default' : 'filled'}
                disabled={isRead || texts.length === 0}
                loading={read.isPending}
                onClick={() => read.mutate(view.wording)}
              >
                {isRead ? 'Read' : `I have read ${counted(texts.length, 'message')}`}
              </Button>
            </div>
            <Failure error={read.error} />
          </>
        )}
      </QueryState>
    </Section>
  );
}

function Message({ message }: { readonly message: GoLiveMessage }): ReactNode {
  const { sequenceName, step, day, subject, body, leadName, problems } = message;
  const when = day === 0 ? 'on the first day' : `on day ${day}`;
  return (
    <article className={classes['message']} aria-label={`${sequenceName}, message ${step}`}>
      <Text c="dimmed" size="sm">
        {sequenceName}, message {step}, {when}
        {leadName === null ? ', with examples' : `, for ${leadName}`}
      </Text>
      <Text fw={600}>{subject}</Text>
      {problems.map((problem) => (
        <Text key={problem} size="sm">
          <StateBadge tone="warn" icon={<IconAlertTriangle />}>
            held back
          </StateBadge>{' '}
          {problem}
        </Text>
      ))}
      <pre className={classes['body']}>{body}</pre>
    </article>
  );
}
