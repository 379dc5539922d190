import { isAppError, platforms, toAppError, type Platform } from '@aicmo/core-kernel';
import { platformRules, type Post } from '@aicmo/social/contract';
import { Button, Group, Modal, Select, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useState, type FormEvent, type ReactNode } from 'react';
import * as z from 'zod/mini';
import { useClientFilter } from '../../components/address.ts';
import { useClients } from '../../components/clients.ts';
import { useKeptDraft } from '../../components/kept-draft.ts';
import { LengthMeter } from './length-meter.tsx';
import { useSavePost } from './publishing.queries.ts';

interface PostFormProps {
  /** The post to change; none for a new one. */
  readonly post?: Post;
  readonly onClose: () => void;
  readonly onSaved: (postId: string) => void;
}

const Typed = z.object({
  clientId: z.nullable(z.string()),
  platform: z.enum(platforms),
  account: z.string(),
  text: z.string(),
});
type Typed = z.infer<typeof Typed>;

const readTyped = (stored: unknown): Typed | undefined => z.safeParse(Typed, stored).data;

/** Writes a post or changes one, with the platform's own count. What is typed survives closing and reloading. */
export function PostForm({ post, onClose, onSaved }: PostFormProps): ReactNode {
  const { typed, draft } = useTyped(post);
  const [isAsked, setAsked] = useState(false);
  const save = useSavePost();
  const faults = faultsOf(typed);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setAsked(true);
    const { clientId } = typed;
    if (clientId === null || faults.account || faults.text) return;
    const edits = post && { postId: post.id, version: post.version };
    save.mutate(
      { ...typed, clientId, ...(edits ? { edits } : {}) },
      {
        onSuccess: ({ id }) => {
          draft.forget();
          onClose();
          onSaved(id);
        },
      },
    );
  };
  return (
    <Modal opened onClose={onClose} title={post ? 'Change the post' : 'New post'} size="lg">
      <form onSubmit={submit} noValidate>
        <Stack gap="lg">
          {post ? null : <ClientField typed={typed} isAsked={isAsked} onChange={draft.keep} />}
          <WordFields typed={typed} faults={isAsked ? faults : {}} media={post?.media ?? []} onChange={draft.keep} />
          {save.error ? <Failure error={save.error} /> : null}
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              Close, keep what I typed
            </Button>
            <Button type="submit" loading={save.isPending}>
              {post ? 'Save change' : 'Save post'}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

/** What stands in the form: what was typed before, else the post, else the client that is looked at or the only one. */
function useTyped(post: Post | undefined) {
  const client = useClientFilter();
  const clients = useClients().data?.clients ?? [];
  const only = clients.length === 1 ? (clients[0]?.id ?? null) : null;
  const draft = useKeptDraft(`post/${post?.id ?? 'new'}/${post?.version ?? 0}`, readTyped);
  const kept = draft.kept ?? startOf(post, client);
  return { draft, typed: { ...kept, clientId: kept.clientId ?? only } };
}

const startOf = (post: Post | undefined, client: string | null): Typed => ({
  clientId: post?.clientId ?? client,
  platform: post?.platform ?? 'linkedin',
  account: post?.account ?? '',
  text: post?.text ?? '',
});

interface Faults {
  readonly account?: string;
  readonly text?: string;
}

function faultsOf({ account, text }: Typed): Faults {
  return {
    ...(account.trim() === '' ? { account: 'Type the account, for example @northwind.' } : {}),
    ...(text.trim() === '' ? { text: 'Type the text of the post.' } : {}),
  };
}

interface FieldsProps {
  readonly typed: Typed;
  readonly onChange: (typed: Typed) => void;
}

function ClientField({ typed, isAsked, onChange }: FieldsProps & { readonly isAsked: boolean }): ReactNode {
  const clients = useClients().data?.clients ?? [];
  return (
    <Select
      label="Client"
      required
      allowDeselect={false}
      data={clients.map(({ id, name }) => ({ value: id, label: name }))}
      value={typed.clientId}
      error={isAsked && typed.clientId === null ? 'Choose the client that the post is for.' : undefined}
      onChange={(clientId) => onChange({ ...typed, clientId })}
    />
  );
}

const choices = platforms.map((value) => ({ value, label: platformRules[value].name }));

interface WordFieldsProps extends FieldsProps {
  readonly faults: Faults;
  readonly media: readonly unknown[];
}

function WordFields({ typed, faults, media, onChange }: WordFieldsProps): ReactNode {
  return (
    <>
      <Select
        label="Platform"
        allowDeselect={false}
        data={choices}
        value={typed.platform}
        onChange={(platform) => onChange({ ...typed, platform: (platform ?? typed.platform) as Platform })} // one of `choices`
      />
      <TextInput
        label="Account"
        required
        value={typed.account}
        error={faults.account}
        onChange={({ currentTarget }) => onChange({ ...typed, account: currentTarget.value })}
      />
      <div>
        <Textarea
          label="Text"
          required
          rows={8}
          data-autofocus
          value={typed.text}
          error={faults.text}
          onChange={({ currentTarget }) => onChange({ ...typed, text: currentTarget.value })}
        />
        <LengthMeter platform={typed.platform} text={typed.text} media={media} />
      </div>
    </>
  );
}

function Failure({ error }: { readonly error: unknown }): ReactNode {
  const isOld = isAppError(error) && error.code === 'post-edited';
  return (
    <Text role="alert" c="var(--mantine-color-error)">
      {toAppError(error).message} {isOld ? 'What you typed is kept.' : ''}
    </Text>
  );
}
