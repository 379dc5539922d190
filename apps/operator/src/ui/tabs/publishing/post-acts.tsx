import { parseInstant, toAppError } from '@aicmo/core-kernel';
import { ConfirmAct } from '@aicmo/ui';
import { Button, Group, Text, TextInput } from '@mantine/core';
import { useState, type FormEvent, type ReactNode } from 'react';
import type { PostRecord } from '../../../contract/publishing.contract.ts';
import { useClients } from '../../components/clients.ts';
import { instantInZone, localInZone } from '../../components/zoned-time.ts';
import { useCancel, useCopy, useSchedule } from './publishing.queries.ts';

interface PostActsProps {
  readonly record: PostRecord;
  readonly onOpen: (postId: string) => void;
}

/** The next step of a post: plan it, plan it anew, take it out, or start again with a copy. */
export function PostActs({ record, onOpen }: PostActsProps): ReactNode {
  const { post } = record;
  const copy = useCopy(post.id);
  if (post.state === 'DRAFT' || post.state === 'SCHEDULED') return <Plan record={record} />;
  return (
    <>
      <Button
        variant="default"
        loading={copy.isPending}
        onClick={() => copy.mutate(undefined, { onSuccess: ({ id }) => onOpen(id) })}
      >
        Copy as a new draft
      </Button>
      <Failure error={copy.error} />
    </>
  );
}

function Plan({ record: { post } }: { readonly record: PostRecord }): ReactNode {
  const zone = (useClients().data?.clients ?? []).find(({ id }) => id === post.clientId)?.timeZone ?? 'UTC';
  const [local, setLocal] = useState<string>();
  const schedule = useSchedule(post.id);
  const planned = post.plannedAt === null ? '' : localInZone(parseInstant(post.plannedAt), zone);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const wanted = local ?? planned;
    if (wanted !== '') schedule.mutate(instantInZone(wanted, zone), { onSuccess: () => setLocal(undefined) });
  };
  return (
    <form onSubmit={submit}>
      <Group gap="sm" align="flex-end">
        <TextInput
          type="datetime-local"
          label={`When, ${zone} time`}
          value={local ?? planned}
          onChange={({ currentTarget }) => setLocal(currentTarget.value)}
        />
        <Button type="submit" loading={schedule.isPending}>
          {post.state === 'DRAFT' ? 'Plan it' : 'Plan anew'}
        </Button>
      </Group>
      <Failure error={schedule.error} />
    </form>
  );
}

/** Takes a planned post out for good; apart from the other acts, because it cannot be undone. */
export function TakeOut({ postId }: { readonly postId: string }): ReactNode {
  const cancel = useCancel(postId);
  return (
    <ConfirmAct
      verb="Take it out"
      danger
      sentence="Take this post out of the plan for good. It stays here to be read and copied."
      onConfirm={async () => void (await cancel.mutateAsync('Taken out by the operator'))}
    />
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
