import { ActionIcon, Checkbox, Popover } from '@mantine/core';
import { IconAdjustmentsHorizontal } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Column } from './column.ts';
import { toggled } from './selection-rules.ts';
import classes from './data-table.module.css';

interface ColumnChooserProps<Row> {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly shown: ReadonlySet<string>;
  readonly onChange: (shown: ReadonlySet<string>) => void;
}

/** Which columns stand in the table. The first one always does; a table of three columns or fewer offers no choice. */
export function ColumnChooser<Row>({ label, columns, shown, onChange }: ColumnChooserProps<Row>): ReactNode {
  const choices = columns.slice(1).filter((column) => column.header !== '');
  if (choices.length < 3) return null;
  return (
    <Popover position="bottom-end" trapFocus returnFocus>
      <Popover.Target>
        <ActionIcon variant="subtle" color="gray" size="sm" aria-label={`Choose columns of ${label}`}>
          <IconAdjustmentsHorizontal size={16} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <div className={classes['choices']}>
          {choices.map((column) => (
            <Checkbox
              key={column.id}
              label={column.header}
              checked={shown.has(column.id)}
              onChange={() => onChange(toggled(shown, column.id))}
            />
          ))}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
