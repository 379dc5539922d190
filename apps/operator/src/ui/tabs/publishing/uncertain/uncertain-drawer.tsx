import type { UncertainMessage } from '@aicmo/cam/contract';
import { parseInstant, toAppError } from '@aicmo/core-kernel';
import { AppLink, ConfirmAct, DetailDrawer, Facts, RelativeTime, Section } from '@aicmo/ui';
import { Button, Group, Text, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { tabHref } from '../../../components/address.ts';
import { MessageTries } from '../../../components/message-tries.tsx';
import classes from '../publishing.module.css';
import { useResolveUncertain, useSearchSent } from './uncertain.queries.ts';

interface DrawerProps {
  readonly uncertain: UncertainMessage;
  readonly onClose: () => void;
}

/** One message that may or may not have left: what is known, where to look, and the decision. */
export function UncertainDrawer({ uncertain, onClose }: DrawerProps): ReactNode {
  const { message, mailbox, since } = uncertain;
  return (
    <DetailDrawer opened onClose={onClose} title={message.subject} subtitle={`To ${message.leadName}`}>
      <p className={classes['calm']}>{message.reasons.map(({ text }) => text).join(' ')}</p>
      <Facts
        items={[
          { label: 'To', value: `${message.leadName} <${message.recipient}>` },
          { label: 'From', value: mailbox ?? 'not known' },
          { label: 'Was leaving', value: <RelativeTime at={parseInstant(since)} /> },
          { label: 'Message', value: `${message.step} of ${message.stepCount}, ${message.campaignName}` },
          {
            label: 'Lead',
            value: (
              <AppLink href={tabHref('acquisition', message.clientId, { lead: message.leadId })}>
                Open {message.leadName}
              </AppLink>
            ),
          },
        ]}
      />
      <Search messageId={message.id} />
      <Decision messageId={message.id} leadName={message.leadName} onDone={onClose} />
      <Section title="How it was sent">
        <MessageTries messageId={message.id} />
      </Section>
      <Section title="The message">
        <p className={classes['words']}>{message.body}</p>
      </Section>
    </DetailDrawer>
  );
}

function Search({ messageId }: { readonly messageId: string }): ReactNode {
  const search = useSearchSent(messageId);
  return (
    <Section title="Look for it" note="in the mailbox’s folder of sent mail">
      <Group>
        <Button variant="default" loading={search.isPending} onClick={() => search.mutate()}>
          Look in sent mail
        </Button>
        {search.data ? <Text role="status">{search.data.sentence}</Text> : null}
      </Group>
      <Failure error={search.error} />
    </Section>
  );
}

interface DecisionProps {
  readonly messageId: string;
  readonly leadName: string;
  readonly onDone: () => void;
}

function Decision({ messageId, leadName, onDone }: DecisionProps): ReactNode {
  const [reason, setReason] = useState('');
  const resolve = useResolveUncertain(messageId);
  const decide = async (outcome: 'SENT' | 'FAILED'): Promise<void> => {
    await resolve.mutateAsync({ outcome, reason });
    onDone();
  };
  return (
    <Section title="Did it leave?" note="this cannot be taken back">
      <TextInput
        label="How you know"
        description="It stands in the story of the lead."
        value={reason}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
      />
      <Group mt="sm">
        <ConfirmAct
          label="It left"
          verb="It left"
          sentence={`Count the message to ${leadName} as sent. The sequence goes on from it.`}
          onConfirm={() => decide('SENT')}
        />
        <ConfirmAct
          label="It did not leave"
          verb="It did not leave"
          sentence={`Leave the message to ${leadName} unsent for good. The next one of the sequence waits for a person.`}
          onConfirm={() => decide('FAILED')}
        />
      </Group>
    </Section>
  );
}

function Failure({ error }: { readonly error: unknown }): ReactNode {
  if (!error) return null;
  return (
    <Text role="alert" size="sm" c="var(--mantine-color-error)">
      {toAppError(error).message}
    </Text>
  );
}
