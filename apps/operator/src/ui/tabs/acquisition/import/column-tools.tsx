import type { ColumnGuess, ColumnMapping } from '@aicmo/cam/contract';
import { Checkbox, Group, SegmentedControl, Text, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { counted } from '../../../words.ts';
import { chooseRest, countColumns, manyColumns } from './choose-columns.ts';

interface ColumnToolsProps {
  readonly columns: readonly ColumnGuess[];
  readonly mapping: ColumnMapping;
  readonly onChange: (mapping: ColumnMapping) => void;
  readonly search: string;
  readonly onSearch: (search: string) => void;
  readonly isPlacedOnly: boolean;
  readonly onPlacedOnly: (isPlacedOnly: boolean) => void;
}

/** What becomes of all columns without a place at once; and how to find one among many. */
export function ColumnTools(props: ColumnToolsProps): ReactNode {
  const { columns, mapping, onChange, search, onSearch, isPlacedOnly, onPlacedOnly } = props;
  const { placed, kept, leftOut } = countColumns(columns, mapping);
  const isWide = columns.length > manyColumns;
  return (
    <Group gap="lg" mb="md">
      <Text size="sm" role="status">
        {counted(placed, 'column')} {placed === 1 ? 'fills' : 'fill'} a place, {kept} kept as own{' '}
        {kept === 1 ? 'field' : 'fields'}, {leftOut} left out
      </Text>
      {kept + leftOut < 2 ? null : (
        <SegmentedControl
          size="xs"
          aria-label="Columns without a place"
          data={[
            { value: 'keep', label: 'Keep all others' },
            { value: 'mixed', label: 'As chosen', disabled: leftOut === 0 || kept === 0 },
            { value: 'leave', label: 'Leave all others out' },
          ]}
          value={leftOut === 0 ? 'keep' : kept === 0 ? 'leave' : 'mixed'}
          onChange={(value) => {
            if (value !== 'mixed') onChange(chooseRest(mapping, columns, value === 'keep'));
          }}
        />
      )}
      {isWide ? <ColumnFinder {...{ search, onSearch, isPlacedOnly, onPlacedOnly }} /> : null}
    </Group>
  );
}

type ColumnFinderProps = Pick<ColumnToolsProps, 'search' | 'onSearch' | 'isPlacedOnly' | 'onPlacedOnly'>;

function ColumnFinder({ search, onSearch, isPlacedOnly, onPlacedOnly }: ColumnFinderProps): ReactNode {
  return (
    <>
      <TextInput
        size="xs"
        aria-label="Find a column"
        placeholder="Find a column"
        value={search}
        onChange={({ currentTarget }) => onSearch(currentTarget.value)}
      />
      <Checkbox
        size="xs"
        label="Only those that fill a place"
        checked={isPlacedOnly}
        onChange={({ currentTarget }) => onPlacedOnly(currentTarget.checked)}
      />
    </>
  );
}
