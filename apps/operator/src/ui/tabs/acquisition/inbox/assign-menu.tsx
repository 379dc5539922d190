import { Button, Menu, TextInput } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useInboxCounts } from './inbox.queries.ts';

interface AssignMenuProps {
  readonly icon: ReactNode;
  /** Empty: nobody's. */
  readonly assignedTo: string;
  readonly clientId: string;
  readonly onAssign: (name: string) => void;
}

/** Whose a conversation is: one of those who have some already, or a name that is typed. */
export function AssignMenu({ icon, assignedTo, clientId, onAssign }: AssignMenuProps): ReactNode {
  const people = useInboxCounts(clientId).data?.people ?? [];
  const [isOpen, setOpen] = useState(false);
  const [typed, setTyped] = useState('');
  const give = (name: string): void => {
    setOpen(false);
    setTyped('');
    if (name !== assignedTo) onAssign(name);
  };
  const others = people.map(({ name }) => name).filter((name) => name !== '' && name !== assignedTo);
  return (
    <Menu position="bottom-start" opened={isOpen} onChange={setOpen}>
      <Menu.Target>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={icon}
          rightSection={<IconChevronDown size={14} aria-hidden="true" />}
        >
          {assignedTo === '' ? 'Give to' : assignedTo}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {others.map((name) => (
          <Menu.Item key={name} onClick={() => give(name)}>
            {name}
          </Menu.Item>
        ))}
        {assignedTo === '' ? null : <Menu.Item onClick={() => give('')}>Nobody</Menu.Item>}
        {others.length === 0 && assignedTo === '' ? null : <Menu.Divider />}
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (typed.trim() !== '') give(typed.trim());
          }}
        >
          <TextInput
            size="xs"
            aria-label="Name of a person"
            placeholder="Name, then Enter"
            value={typed}
            onChange={({ currentTarget }) => setTyped(currentTarget.value)}
            onKeyDown={(event) => event.stopPropagation()}
          />
        </form>
      </Menu.Dropdown>
    </Menu>
  );
}
