import {
  defaultMailboxLimits,
  mailPresets,
  type Mailbox,
  type MailboxDraft,
  type MailboxPasswords,
} from '@aicmo/cam/contract';
import { isAppError } from '@aicmo/core-kernel';
import { Checkbox, Select, Text, Textarea, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useClients } from '../../../components/clients.ts';
import { FormDialog } from '../../acquisition/lead/form-dialog.tsx';
import { LimitFields } from './limit-fields.tsx';
import { useMailboxActs } from './mailbox.queries.ts';
import { ServerFields } from './server-fields.tsx';

interface MailboxEditorProps {
  /** Whose mailbox it is to be; null: to be chosen. */
  readonly client: string | null;
  /** Missing: a new one. */
  readonly mailbox?: Mailbox;
  readonly onClose: () => void;
}

const newDraft: MailboxDraft = {
  ...{ address: '', senderName: '', replyTo: '', signature: '', postalAddress: '', certificate: '', providerId: null },
  smtp: { host: '', port: 465, security: 'tls', user: '' },
  imap: { host: '', port: 993, security: 'tls', user: '' },
  limits: defaultMailboxLimits,
};

const draftOf = (mailbox: Mailbox): MailboxDraft => ({
  ...{ address: mailbox.address, senderName: mailbox.senderName, replyTo: mailbox.replyTo },
  ...{ signature: mailbox.signature, postalAddress: mailbox.postalAddress, certificate: mailbox.certificate },
  ...{ providerId: mailbox.providerId, smtp: mailbox.smtp, imap: mailbox.imap, limits: mailbox.limits },
});

/** Who logs in: what was typed, or the address, as most providers have it. */
const withUsers = (draft: MailboxDraft): MailboxDraft => ({
  ...draft,
  smtp: { ...draft.smtp, user: draft.smtp.user || draft.address.trim() },
  imap: draft.imap && { ...draft.imap, user: draft.imap.user || draft.address.trim() },
});

/** Adds a mailbox, or changes one. */
export function MailboxEditor({ client, mailbox, onClose }: MailboxEditorProps): ReactNode {
  const { add, edit } = useMailboxActs();
  const clients = useClients().data?.clients ?? [];
  const [chosen, setChosen] = useState(client);
  const owner = chosen ?? (clients.length === 1 ? (clients[0]?.id ?? null) : null);
  const [draft, setDraft] = useState(mailbox ? draftOf(mailbox) : newDraft);
  const [passwords, setPasswords] = useState<MailboxPasswords>({});
  const change = (part: Partial<MailboxDraft>): void => setDraft({ ...draft, ...part });
  const submit = (): void => {
    const filled = { draft: withUsers(draft), passwords };
    const done = { onSuccess: onClose };
    if (mailbox) edit.mutate({ ...filled, id: mailbox.id, version: mailbox.version }, done);
    else if (owner !== null) add.mutate({ ...filled, client: owner }, done);
  };
  const error = add.error ?? edit.error;
  const wrong = isAppError(error) ? error.details?.['field'] : undefined;
  return (
    <FormDialog
      title={mailbox ? 'Edit the mailbox' : 'Add a mailbox'}
      verb={mailbox ? 'Save' : 'Add the mailbox'}
      disabled={owner === null || draft.address.trim() === ''}
      running={add.isPending || edit.isPending}
      error={error}
      onClose={onClose}
      onSubmit={submit}
    >
      {(mailbox ?? client) ? null : (
        <Select
          label="Client"
          data={clients.map(({ id, name }) => ({ value: id, label: name }))}
          value={owner}
          onChange={setChosen}
        />
      )}
      <Provider draft={draft} onChange={change} />
      <Identity draft={draft} wrong={wrong} onChange={change} />
      <ServerFields
        which="smtp"
        server={draft.smtp}
        wrong={wrong}
        isStored={mailbox?.hasSmtpPassword ?? false}
        onServer={(smtp) => change({ smtp })}
        onPassword={(smtp) => setPasswords({ ...passwords, smtp })}
      />
      <Checkbox
        label="Read the mailbox"
        description="Without it neither answers nor bounces are found"
        checked={draft.imap !== null}
        onChange={({ currentTarget }) => change({ imap: currentTarget.checked ? newDraft.imap : null })}
      />
      {draft.imap === null ? null : (
        <ServerFields
          which="imap"
          server={draft.imap}
          wrong={wrong}
          isStored={mailbox?.hasImapPassword ?? false}
          onServer={(imap) => change({ imap })}
          onPassword={(imap) => setPasswords({ ...passwords, imap })}
        />
      )}
      <Certificate draft={draft} wrong={wrong} onChange={change} />
      <LimitFields limits={draft.limits} wrong={wrong} onChange={(limits) => change({ limits })} />
    </FormDialog>
  );
}

interface PartProps {
  readonly draft: MailboxDraft;
  readonly onChange: (part: Partial<MailboxDraft>) => void;
}

function Provider({ draft, onChange }: PartProps): ReactNode {
  const preset = mailPresets.find(({ id }) => id === draft.providerId);
  return (
    <>
      <Select
        label="Provider"
        description="Fills in its servers; leave it empty for another one"
        clearable
        data={mailPresets.map(({ id, name }) => ({ value: id, label: name }))}
        value={draft.providerId}
        onChange={(providerId) => {
          const next = mailPresets.find(({ id }) => id === providerId);
          const servers = next && {
            smtp: { ...next.smtp, user: draft.smtp.user },
            imap: { ...next.imap, user: draft.imap?.user ?? '' },
          };
          onChange({ providerId, ...servers });
        }}
      />
      {preset ? (
        <Text size="sm">
          {preset.note} <Text span c="dimmed">{`As of ${preset.asOf}.`}</Text>
        </Text>
      ) : null}
    </>
  );
}

function Identity({ draft, wrong, onChange }: PartProps & { readonly wrong: unknown }): ReactNode {
  const isWrong = (field: keyof MailboxDraft): boolean => wrong === field;
  return (
    <>
      <TextInput
        label="Address"
        type="email"
        value={draft.address}
        error={isWrong('address')}
        data-autofocus
        onChange={({ currentTarget }) => onChange({ address: currentTarget.value })}
      />
      <TextInput
        label="Name of the sender"
        description="As recipients see it"
        value={draft.senderName}
        error={isWrong('senderName')}
        onChange={({ currentTarget }) => onChange({ senderName: currentTarget.value })}
      />
      <TextInput
        label="Answers go to"
        description="Empty: to the address itself"
        value={draft.replyTo}
        error={isWrong('replyTo')}
        onChange={({ currentTarget }) => onChange({ replyTo: currentTarget.value })}
      />
      <Textarea
        label="Signature"
        autosize
        minRows={2}
        value={draft.signature}
        error={isWrong('signature')}
        onChange={({ currentTarget }) => onChange({ signature: currentTarget.value })}
      />
      <Textarea
        label="Postal address"
        description="Empty: the client’s"
        autosize
        minRows={1}
        value={draft.postalAddress}
        error={isWrong('postalAddress')}
        onChange={({ currentTarget }) => onChange({ postalAddress: currentTarget.value })}
      />
    </>
  );
}

/** Only for a server on this machine, such as a bridge: everybody else's is trusted by the system, or should not be. */
function Certificate({ draft, wrong, onChange }: PartProps & { readonly wrong: unknown }): ReactNode {
  const isHere = /^(?:localhost|127\.)/.test(draft.smtp.host);
  if (!isHere && draft.certificate === '') return null;
  return (
    <Textarea
      label="Certificate"
      description="What a bridge on this machine exports; empty otherwise"
      autosize
      minRows={2}
      maxRows={6}
      value={draft.certificate}
      error={wrong === 'certificate'}
      onChange={({ currentTarget }) => onChange({ certificate: currentTarget.value })}
    />
  );
}
