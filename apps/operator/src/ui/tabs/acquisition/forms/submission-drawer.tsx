import type { CaptureSubmission } from '@aicmo/cam/contract';
import { parseInstant } from '@aicmo/core-kernel';
import { AppLink, ConfirmDialog, DetailDrawer, Facts, RelativeTime } from '@aicmo/ui';
import { Button, Group, Text, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { tabHref, useClientFilter } from '../../../components/address.ts';
import { FormDialog } from '../lead/form-dialog.tsx';
import { useFormActs } from './forms.queries.ts';

interface SubmissionDrawerProps {
  readonly submission: CaptureSubmission | undefined;
  readonly onClose: () => void;
}

/** What one person sent, what became of it, and what a person may decide. */
export function SubmissionDrawer({ submission, onClose }: SubmissionDrawerProps): ReactNode {
  return submission === undefined ? null : <Opened key={submission.id} submission={submission} onClose={onClose} />;
}

const labels: Readonly<Record<string, string>> = {
  ...{ email: 'Mail address', firstName: 'First name', lastName: 'Last name', company: 'Company', title: 'Title' },
  ...{ phone: 'Phone', linkedin: 'LinkedIn', message: 'Message' },
};

function Opened({
  submission,
  onClose,
}: {
  readonly submission: CaptureSubmission;
  readonly onClose: () => void;
}): ReactNode {
  const client = useClientFilter();
  const { answers, formName, receivedAt, expiresAt, confirmedAt, messageState, statusReason, status, leadId } =
    submission;
  const isOpen = status === 'WAITING' || status === 'HELD';
  return (
    <DetailDrawer title={answers['email'] ?? formName} subtitle={`Sent by “${formName}”`} opened onClose={onClose}>
      <Facts
        items={[
          ...Object.entries(answers).map(([name, value]) => ({
            label: labels[name] ?? name,
            value: <bdi>{value}</bdi>,
          })),
          { label: 'Sent', value: <RelativeTime at={parseInstant(receivedAt)} /> },
          { label: 'Confirmation message', value: messageState },
          ...(status === 'WAITING'
            ? [{ label: 'Its link holds until', value: <RelativeTime at={parseInstant(expiresAt)} /> }]
            : []),
          ...(confirmedAt === null
            ? []
            : [{ label: 'Link opened', value: <RelativeTime at={parseInstant(confirmedAt)} /> }]),
          ...(statusReason === '' ? [] : [{ label: 'Why', value: statusReason }]),
        ]}
      />
      {leadId === null ? null : (
        <AppLink href={tabHref('acquisition', client, { lead: leadId })}>Look at the lead</AppLink>
      )}
      {isOpen ? <Acts submission={submission} onClose={onClose} /> : null}
    </DetailDrawer>
  );
}

function Acts({
  submission: { id, answers },
  onClose,
}: {
  readonly submission: CaptureSubmission;
  readonly onClose: () => void;
}): ReactNode {
  const { take, discard } = useFormActs();
  const [asking, setAsking] = useState<'take' | 'discard' | null>(null);
  const [reason, setReason] = useState('');
  return (
    <>
      <Group gap="sm" mt="lg">
        <Button variant="default" onClick={() => setAsking('take')}>
          Take as a lead…
        </Button>
        <Button variant="subtle" color="red" onClick={() => setAsking('discard')}>
          Throw away…
        </Button>
      </Group>
      {asking === 'take' ? (
        <FormDialog
          title="Take as a lead"
          verb="Take as a lead"
          disabled={reason.trim() === ''}
          running={take.isPending}
          error={take.error}
          onClose={() => setAsking(null)}
          onSubmit={() => take.mutate({ id, reason }, { onSuccess: onClose })}
        >
          <Text>
            {answers['email']} becomes a lead whose consent is not known, because nobody confirmed the address, and
            stands in the review queue. Whoever had been erased may come back by this.
          </Text>
          <TextInput
            label="Why"
            value={reason}
            data-autofocus
            onChange={({ currentTarget }) => setReason(currentTarget.value)}
          />
        </FormDialog>
      ) : null}
      <ConfirmDialog
        opened={asking === 'discard'}
        onClose={() => setAsking(null)}
        danger
        verb="Throw away"
        sentence={`What ${answers['email'] ?? 'this person'} sent is deleted, and their link confirms nothing any more. This cannot be undone.`}
        onConfirm={async () => {
          await discard.mutateAsync(id);
          onClose();
        }}
      />
    </>
  );
}
