import type { Mailbox } from '@aicmo/cam/contract';
import { parseInstant } from '@aicmo/core-kernel';
import { ConfirmAct, DetailDrawer, Facts, RelativeTime, Section } from '@aicmo/ui';
import { Button, Group, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { Failure } from '../../acquisition/lead/failure.tsx';
import { FormDialog } from '../../acquisition/lead/form-dialog.tsx';
import { DomainReport } from './domain-report.tsx';
import { MailboxEditor } from './mailbox-editor.tsx';
import { useMailboxActs } from './mailbox.queries.ts';
import { ReadingSection } from './reading-section.tsx';
import { TestSteps } from './test-steps.tsx';

interface MailboxDrawerProps {
  readonly mailbox: Mailbox;
  readonly onClose: () => void;
}

/** One mailbox: whether it works, what its domain says, and what can be done with it. */
export function MailboxDrawer({ mailbox, onClose }: MailboxDrawerProps): ReactNode {
  const { test, archive, resume } = useMailboxActs();
  const [asking, setAsking] = useState<'edit' | 'pause' | null>(null);
  const { id, version, address, status, statusReason } = mailbox;
  const isPaused = status === 'PAUSED';
  return (
    <DetailDrawer opened onClose={onClose} title={address} subtitle={isPaused ? `Paused: ${statusReason}` : 'In use'}>
      <MailboxFacts mailbox={mailbox} />
      <Group gap="sm">
        <Button variant="default" onClick={() => setAsking('edit')}>
          Edit
        </Button>
        <Button
          variant="default"
          loading={resume.isPending}
          onClick={() => (isPaused ? resume.mutate({ id, version }) : setAsking('pause'))}
        >
          {isPaused ? 'Take into use again' : 'Pause…'}
        </Button>
      </Group>
      <Section title="Does it work?" note={mailbox.test === null ? 'not tested yet' : ''}>
        {mailbox.test === null ? null : <TestSteps test={mailbox.test} />}
        <Group gap="sm">
          <Button loading={test.isPending} onClick={() => test.mutate({ id, message: true })}>
            Test with a message to yourself
          </Button>
          <Button variant="default" disabled={test.isPending} onClick={() => test.mutate({ id, message: false })}>
            Log in only
          </Button>
        </Group>
        <Failure error={test.error} />
      </Section>
      {mailbox.imap === null ? null : <ReadingSection mailboxId={id} />}
      <DomainReport mailbox={mailbox} />
      <div>
        <ConfirmAct
          verb="Remove the mailbox"
          danger
          sentence={`Remove ${address} and delete its passwords. What was sent from it stays in the records.`}
          onConfirm={async () => {
            await archive.mutateAsync({ id, version });
            onClose();
          }}
        />
      </div>
      {asking === 'edit' ? (
        <MailboxEditor client={mailbox.clientId} mailbox={mailbox} onClose={() => setAsking(null)} />
      ) : null}
      {asking === 'pause' ? <PauseDialog mailbox={mailbox} onClose={() => setAsking(null)} /> : null}
    </DetailDrawer>
  );
}

function MailboxFacts({ mailbox }: { readonly mailbox: Mailbox }): ReactNode {
  const { senderName, replyTo, smtp, imap, limits, test } = mailbox;
  const { perDay, rampStart, rampStep, gapFrom, gapTo } = limits;
  return (
    <Facts
      items={[
        { label: 'Sender', value: senderName },
        { label: 'Answers go to', value: replyTo || 'the address itself' },
        { label: 'Sends over', value: `${smtp.host}, port ${smtp.port}` },
        {
          label: 'Reads from',
          value: imap === null ? 'nothing: answers are not found' : `${imap.host}, port ${imap.port}`,
        },
        { label: 'A day', value: `${perDay}, from ${rampStart} on the first day with ${rampStep} more on each` },
        { label: 'Between two', value: `${gapFrom} to ${gapTo} minutes` },
        { label: 'Sent mail', value: test?.sent ?? 'folder not known yet' },
        { label: 'Last test', value: test === null ? 'never' : <RelativeTime at={parseInstant(test.at)} /> },
      ]}
    />
  );
}

function PauseDialog({ mailbox: { id, version, address }, onClose }: MailboxDrawerProps): ReactNode {
  const { pause } = useMailboxActs();
  const [reason, setReason] = useState('');
  return (
    <FormDialog
      title={`Pause ${address}`}
      verb="Pause"
      disabled={reason.trim() === ''}
      running={pause.isPending}
      error={pause.error}
      onClose={onClose}
      onSubmit={() => pause.mutate({ id, version, reason }, { onSuccess: onClose })}
    >
      <TextInput
        label="Why"
        description="One short sentence; it is kept"
        value={reason}
        data-autofocus
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
      />
    </FormDialog>
  );
}
