import type { SavedView } from '@aicmo/cam/contract';
import { ActionIcon, Button, Checkbox, Group, Popover, Stack, Text, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import { FormDialog } from '../lead/form-dialog.tsx';
import { useSavedViews, useViewActs } from './leads.queries.ts';
import { useListQuery } from './list-address.ts';
import classes from './saved-views.module.css';

/** Lists that are found again under a name: one click narrows, sorts and shows the columns as they were saved. */
export function SavedViews({ client }: { readonly client: string | null }): ReactNode {
  const views = useSavedViews(client).data?.views ?? [];
  const query = useListQuery();
  const [isOpen, setOpen] = useState(false);
  const [isSaving, setSaving] = useState(false);
  const [removed, setRemoved] = useState<SavedView | null>(null);
  const { save } = useViewActs();
  const current = views.find((view) => view.query === query);
  return (
    <>
      <Popover position="bottom-start" opened={isOpen} onChange={setOpen} hideDetached={false} trapFocus returnFocus>
        <Popover.Target>
          <Button variant="default" onClick={() => setOpen(!isOpen)}>
            {current ? `View: ${current.name}` : 'Saved'}
          </Button>
        </Popover.Target>
        <Popover.Dropdown>
          <Stack gap="xs">
            {views.length === 0 ? (
              <Text size="sm" c="dimmed">
                No list is saved yet.
              </Text>
            ) : null}
            {views.map((view) => (
              <ViewItem key={view.id} view={view} onOpened={() => setOpen(false)} onRemoved={setRemoved} />
            ))}
            <Button
              variant="default"
              disabled={query === ''}
              onClick={() => {
                setOpen(false);
                setSaving(true);
              }}
            >
              {query === '' ? 'Narrow or sort the list to save it' : 'Save this list'}
            </Button>
          </Stack>
        </Popover.Dropdown>
      </Popover>
      {removed === null ? null : (
        <Text role="status" size="sm" c="dimmed">
          “{removed.name}” is not saved any more.{' '}
          <Button
            size="compact-sm"
            variant="subtle"
            onClick={() => save.mutate(removed, { onSuccess: () => setRemoved(null) })}
          >
            Undo
          </Button>
        </Text>
      )}
      {isSaving ? (
        <SaveDialog client={client} query={query} name={current?.name ?? ''} onClose={() => setSaving(false)} />
      ) : null}
    </>
  );
}

interface ViewItemProps {
  readonly view: SavedView;
  readonly onOpened: () => void;
  readonly onRemoved: (view: SavedView) => void;
}

function ViewItem({ view, onOpened, onRemoved }: ViewItemProps): ReactNode {
  const [search, setSearch] = useSearchParams();
  const { remove } = useViewActs();
  const client = search.get('client');
  const open = (): void => {
    const next = new URLSearchParams(view.query);
    if (client !== null) next.set('client', client);
    setSearch(next);
    onOpened();
  };
  return (
    <Group gap="xs" wrap="nowrap" className={classes['view'] ?? ''}>
      <Button variant="subtle" justify="flex-start" onClick={open}>
        {view.name}
      </Button>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={`Remove the view ${view.name}`}
        onClick={() => remove.mutate(view.id, { onSuccess: () => onRemoved(view) })}
      >
        <IconX size={14} />
      </ActionIcon>
    </Group>
  );
}

interface SaveDialogProps {
  readonly client: string | null;
  readonly query: string;
  readonly name: string;
  readonly onClose: () => void;
}

function SaveDialog({ client, query, name: before, onClose }: SaveDialogProps): ReactNode {
  const [name, setName] = useState(before);
  const [isForAll, setForAll] = useState(client === null);
  const { save } = useViewActs();
  return (
    <FormDialog
      title="Save this list"
      verb="Save list"
      disabled={name.trim() === ''}
      running={save.isPending}
      error={save.error}
      onClose={onClose}
      onSubmit={() => save.mutate({ clientId: isForAll ? null : client, name, query }, { onSuccess: onClose })}
    >
      <Text size="sm">Its filters, order and columns are kept. A view of the same name is replaced.</Text>
      <TextInput
        label="Name"
        placeholder="Hot, not yet contacted"
        value={name}
        data-autofocus
        onChange={({ currentTarget }) => setName(currentTarget.value)}
      />
      {client === null ? null : (
        <Checkbox
          label="For every client"
          checked={isForAll}
          onChange={({ currentTarget }) => setForAll(currentTarget.checked)}
        />
      )}
    </FormDialog>
  );
}
