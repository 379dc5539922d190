import { Button, Menu } from '@mantine/core';
import type { ReactNode } from 'react';
import { screenWord } from '../../../words.ts';
import { leadStates } from '../lead-words.tsx';
import type { AskedAct } from './bulk-dialog.tsx';

/** What can be done to many leads; each is asked for once more, in a sentence with their number. */
export function BulkActs({ onAsk }: { readonly onAsk: (act: AskedAct) => void }): ReactNode {
  const states = leadStates.filter((state) => state !== 'WON' && state !== 'LOST');
  return (
    <>
      <Menu position="bottom-start">
        <Menu.Target>
          <Button size="compact-sm" variant="default">
            Move to
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {states.map((to) => (
            <Menu.Item key={to} onClick={() => onAsk({ kind: 'move', to })}>
              {screenWord(to)}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item onClick={() => onAsk({ kind: 'move', to: 'LOST' })}>Lost</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Button size="compact-sm" variant="default" onClick={() => onAsk({ kind: 'sequence' })}>
        Put in sequence
      </Button>
      <Menu position="bottom-start">
        <Menu.Target>
          <Button size="compact-sm" variant="default">
            More
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => onAsk({ kind: 'aside' })}>Set aside for a person</Menu.Item>
          <Menu.Item onClick={() => onAsk({ kind: 'looked' })}>Say that somebody has looked</Menu.Item>
          <Menu.Divider />
          <Menu.Item onClick={() => onAsk({ kind: 'check' })}>Check addresses</Menu.Item>
          <Menu.Item onClick={() => onAsk({ kind: 'score' })}>Score again</Menu.Item>
          <Menu.Divider />
          <Menu.Item color="red" onClick={() => onAsk({ kind: 'never-contact' })}>
            Never contact again
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  );
}
