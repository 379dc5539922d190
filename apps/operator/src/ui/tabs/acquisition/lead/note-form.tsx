import { Button, Group, Stack, Textarea } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useKeptDraft } from '../../../components/kept-draft.ts';
import { Failure } from './failure.tsx';
import { useLeadWork } from './lead.queries.ts';

/** A place to write something down about a lead; what is typed and not saved yet is kept. */
export function NoteForm({ leadId }: { readonly leadId: string }): ReactNode {
  const { saveNote } = useLeadWork(leadId);
  const draft = useKeptDraft(`lead-note.${leadId}`, (stored) => (typeof stored === 'string' ? stored : undefined));
  const text = draft.kept ?? '';
  return (
    <NoteFields
      label="New note"
      verb="Save the note"
      text={text}
      onText={draft.keep}
      running={saveNote.isPending}
      error={saveNote.error}
      onSave={() => saveNote.mutate({ id: null, text }, { onSuccess: draft.forget })}
    />
  );
}

interface NoteEditProps {
  readonly leadId: string;
  readonly noteId: string;
  readonly text: string;
  readonly onClose: () => void;
}

/** A note that is being changed, where it stands in the story. */
export function NoteEdit({ leadId, noteId, text: stored, onClose }: NoteEditProps): ReactNode {
  const { saveNote } = useLeadWork(leadId);
  const [text, setText] = useState(stored);
  return (
    <NoteFields
      label="Note"
      verb="Save"
      text={text}
      onText={setText}
      running={saveNote.isPending}
      error={saveNote.error}
      onSave={() => saveNote.mutate({ id: noteId, text }, { onSuccess: onClose })}
      onCancel={onClose}
    />
  );
}

interface NoteFieldsProps {
  readonly label: string;
  readonly verb: string;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly running: boolean;
  readonly error: unknown;
  readonly onSave: () => void;
  readonly onCancel?: () => void;
}

function NoteFields({ label, verb, text, onText, running, error, onSave, onCancel }: NoteFieldsProps): ReactNode {
  const isEmpty = text.trim() === '';
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!isEmpty && !running) onSave();
      }}
    >
      <Stack gap="xs">
        <Textarea
          aria-label={label}
          placeholder={`${label} …`}
          autosize
          minRows={2}
          maxRows={12}
          dir="auto"
          value={text}
          onChange={({ currentTarget }) => onText(currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.metaKey || event.ctrlKey) && !isEmpty && !running) onSave();
          }}
        />
        <Failure error={error} />
        {isEmpty && onCancel === undefined ? null : (
          <Group gap="xs">
            <Button type="submit" size="compact-sm" disabled={isEmpty} loading={running}>
              {verb}
            </Button>
            {onCancel === undefined ? null : (
              <Button size="compact-sm" variant="default" onClick={onCancel}>
                Cancel
              </Button>
            )}
          </Group>
        )}
      </Stack>
    </form>
  );
}
