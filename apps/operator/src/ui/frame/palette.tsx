import { Modal } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useId, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { useClientFilter } from '../components/address.ts';
import { useClients, useFound } from '../components/clients.ts';
import { tabs } from '../tabs/index.ts';
import { useLayers, type LayerProps } from './layers.tsx';
import { foundEntries, matching, paletteEntries, type PaletteEntry } from './palette-entries.ts';
import classes from './palette.module.css';

const pauseMs = 150;

/** What was typed, what it finds, which line is active, and what the keys do. */
function usePalette(onClose: () => void) {
  const [typed, setTyped] = useState('');
  const [active, setActive] = useState(0);
  const { show } = useLayers();
  const navigate = useNavigate();
  const client = useClientFilter();
  const clients = useClients().data?.clients ?? [];
  const [text] = useDebouncedValue(typed.trim(), pauseMs);
  const found = useFound(text).data?.found ?? [];
  const entries = [...matching(paletteEntries(tabs, clients, client), typed), ...foundEntries(found)];

  const type = (next: string): void => {
    setTyped(next);
    setActive(0);
  };
  const run = (entry: PaletteEntry | undefined): void => {
    if (entry === undefined) return;
    onClose();
    if ('layer' in entry.act) show(entry.act.layer);
    else void navigate(entry.act.href);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && entries.length > 0) setActive((active + step + entries.length) % entries.length);
    else if (event.key === 'Enter') run(entries[active]);
    else return;
    event.preventDefault();
  };
  return { typed, type, active, entries, run, onKeyDown };
}

/** One field from which every tab, act, client, campaign and lead is reached. */
export function Palette({ onClose }: LayerProps): ReactNode {
  const { typed, type, active, entries, run, onKeyDown } = usePalette(onClose);
  const listId = useId();
  return (
    <Modal.Root opened onClose={onClose} padding={0} size="lg" yOffset="12vh" centered={false}>
      <Modal.Overlay backgroundOpacity={0.35} />
      <Modal.Content aria-label="Search">
        <input
          className={classes['input']}
          role="combobox"
          aria-label="Search or do anything"
          aria-expanded
          aria-controls={listId}
          aria-activedescendant={entries[active] ? `${listId}-${active}` : undefined}
          autoComplete="off"
          placeholder="Search or do anything"
          data-autofocus
          value={typed}
          onChange={({ currentTarget }) => type(currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        <ul id={listId} role="listbox" aria-label="What was found" className={classes['list']}>
          {entries.map((entry, index) => (
            <Line
              key={entry.key}
              entry={entry}
              id={`${listId}-${index}`}
              isActive={index === active}
              isFirst={entry.group !== entries[index - 1]?.group}
              onRun={() => run(entry)}
            />
          ))}
        </ul>
        {entries.length === 0 ? <p className={classes['none']}>Nothing has this name.</p> : null}
      </Modal.Content>
    </Modal.Root>
  );
}

interface LineProps {
  readonly entry: PaletteEntry;
  readonly id: string;
  readonly isActive: boolean;
  /** The first of its group carries the group's name. */
  readonly isFirst: boolean;
  readonly onRun: () => void;
}

function Line({ entry, id, isActive, isFirst, onRun }: LineProps): ReactNode {
  return (
    <li
      id={id}
      role="option"
      aria-selected={isActive}
      className={classes['line']}
      onClick={onRun}
      ref={(line) => {
        if (isActive) line?.scrollIntoView({ block: 'nearest' });
      }}
    >
      <span className={classes['group']}>{isFirst ? entry.group : ''}</span>
      <span className={classes['title']}>{entry.title}</span>
      {entry.note ? <span className={classes['note']}>{entry.note}</span> : null}
    </li>
  );
}
