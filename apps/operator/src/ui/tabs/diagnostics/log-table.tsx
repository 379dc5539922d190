import { parseInstant } from '@aicmo/core-kernel';
import { DataTable, EmptyState, RelativeTime, StateBadge, type Column, type Tone } from '@aicmo/ui';
import type { ReactNode } from 'react';
import type { HouseLogLine } from '../../../contract/house.contract.ts';
import { counted } from '../../words.ts';

type Level = HouseLogLine['level'];
type Row = HouseLogLine & { readonly id: string };

const tones: Readonly<Record<Level, Tone>> = { debug: 'neutral', info: 'neutral', warn: 'warn', error: 'bad' };
const words: Readonly<Record<Level, string>> = { debug: 'detail', info: 'info', warn: 'warning', error: 'error' };

/** The number of a request says least and is longest: it stands last. */
const factsInWords = ({ facts }: Row): string =>
  Object.entries(facts)
    .toSorted(([one], [other]) => Number(one === 'requestId') - Number(other === 'requestId'))
    .map(([name, value]) => `${name} ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(' · ');

const columns: readonly Column<Row>[] = [
  { id: 'at', header: 'When', width: 96, render: ({ at }) => <RelativeTime at={parseInstant(at)} /> },
  {
    id: 'level',
    header: 'Level',
    width: 88,
    render: ({ level }) => <StateBadge tone={tones[level]}>{words[level]}</StateBadge>,
  },
  { id: 'message', header: 'What', width: 280, render: ({ message }) => message, text: ({ message }) => message },
  { id: 'facts', header: 'Facts', width: 420, render: factsInWords, text: factsInWords },
];

/** The log of this process, newest first. */
export function LogTable({ lines }: { readonly lines: readonly HouseLogLine[] }): ReactNode {
  // Counted from the oldest, so that a line keeps its place in the page when newer ones arrive.
  const rows = lines.map((line, index) => ({ ...line, id: String(lines.length - index) }));
  return (
    <DataTable
      label="Log of this process"
      rows={rows}
      rowId={(line) => line.id}
      columns={columns}
      summary={`${counted(rows.length, 'line')}, newest first`}
      empty={<EmptyState title="No log lines yet" why="What this process does will be written here." />}
    />
  );
}
