import { parseInstant, toAppError } from '@aicmo/core-kernel';
import { platformRules } from '@aicmo/social/contract';
import { ConfirmAct, RelativeTime, Section, absoluteWords } from '@aicmo/ui';
import { Button, Group, Text, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { PostRecord } from '../../../contract/publishing.contract.ts';
import { useClients } from '../../components/clients.ts';
import classes from './publishing.module.css';
import { useDecide } from './publishing.queries.ts';

/** Who decided what about which words, and the next decision. */
export function PostDecisionSection({ record }: { readonly record: PostRecord }): ReactNode {
  const { approval } = record;
  const stands = approval?.current === true && approval.approval.decision === 'APPROVED';
  return (
    <Section title="Approval" note="bound to exactly this text, account, platform and time">
      <p className={classes['calm']}>{approval ? <Decided approval={approval} /> : 'Nobody has decided yet.'}</p>
      {stands ? null : (
        <div>
          <Approve record={record} />
        </div>
      )}
      <Objection record={record} stands={stands} />
    </Section>
  );
}

const decisionWords = { APPROVED: 'approved it', CHANGES_REQUESTED: 'asked for a change', WITHDRAWN: 'took it back' };

function Decided({
  approval: { approval, current },
}: {
  readonly approval: NonNullable<PostRecord['approval']>;
}): ReactNode {
  return (
    <>
      {approval.by} {decisionWords[approval.decision]} <RelativeTime at={parseInstant(approval.at)} />
      {approval.why === null ? '.' : `: ${approval.why}`}
      {current ? '' : ' It has changed since.'}
    </>
  );
}

function Approve({ record: { post, hash } }: { readonly record: PostRecord }): ReactNode {
  const decide = useDecide(post.id);
  const zone = (useClients().data?.clients ?? []).find(({ id }) => id === post.clientId)?.timeZone;
  const when = post.plannedAt === null ? 'at any time' : absoluteWords(parseInstant(post.plannedAt), zone);
  const where = `${post.account} on ${platformRules[post.platform].name}`;
  return (
    <ConfirmAct
      label="Approve"
      verb="Approve"
      sentence={`Approve exactly this text for ${where}, ${when}. Any change after this undoes the approval.`}
      onConfirm={async () => void (await decide.mutateAsync({ decision: 'APPROVED', seenHash: hash }))}
    />
  );
}

/** Asks for a change, or takes a standing approval back; both want a reason. */
function Objection({ record, stands }: { readonly record: PostRecord; readonly stands: boolean }): ReactNode {
  const [why, setWhy] = useState('');
  const decide = useDecide(record.post.id);
  const decision = stands ? 'WITHDRAWN' : 'CHANGES_REQUESTED';
  const submit = (): void => decide.mutate({ decision, seenHash: record.hash, why }, { onSuccess: () => setWhy('') });
  return (
    <>
      <Group gap="sm" align="flex-end">
        <TextInput
          label={stands ? 'Why it must not leave' : 'What has to change'}
          value={why}
          onChange={({ currentTarget }) => setWhy(currentTarget.value)}
        />
        <Button variant="default" loading={decide.isPending} onClick={submit}>
          {stands ? 'Take the approval back' : 'Ask for a change'}
        </Button>
      </Group>
      {decide.error ? (
        <Text role="alert" size="sm" c="var(--mantine-color-error)">
          {toAppError(decide.error).message}
        </Text>
      ) : null}
    </>
  );
}
