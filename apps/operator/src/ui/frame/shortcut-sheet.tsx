import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { tabs } from '../tabs/index.ts';
import type { LayerProps } from './layers.tsx';
import classes from './shortcut-sheet.module.css';

const keys: readonly (readonly [string, string])[] = [
  ['⌘ K or Ctrl K', 'Search or do anything'],
  ['/', 'Filter this page'],
  ['j k or arrows', 'Next and previous row'],
  ['Enter', 'Open the row'],
  ['Space', 'Select the row'],
  ['e', 'Edit the open record'],
  ['z', 'Undo what was just done'],
  ['Shift H', 'Hold or release everything'],
  ['?', 'These keys'],
  ['Esc', 'Close what is on top'],
];

/** Every key, in two lists. */
export function ShortcutSheet({ onClose }: LayerProps): ReactNode {
  return (
    <Modal opened onClose={onClose} title="Keys" size="lg">
      <div className={classes['sheet']}>
        <KeyList label="Everywhere" keys={keys} />
        <KeyList label="Tabs" keys={tabs.map(({ title, letter }) => [`g ${letter}`, title])} />
      </div>
    </Modal>
  );
}

interface KeyListProps {
  readonly label: string;
  readonly keys: readonly (readonly [string, string])[];
}

function KeyList({ label, keys: list }: KeyListProps): ReactNode {
  return (
    <section aria-label={label}>
      <h3 className={classes['label']}>{label}</h3>
      <dl className={classes['list']}>
        {list.map(([key, meaning]) => (
          <div key={key} className={classes['line']}>
            <dt>
              <kbd className={classes['key']}>{key}</kbd>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
