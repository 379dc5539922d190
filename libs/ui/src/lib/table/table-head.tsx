import { Checkbox } from '@mantine/core';
import type { ReactNode } from 'react';
import { defaultColumnWidth, type Column, type Selection } from './column.ts';
import { toggledAll } from './selection-rules.ts';
import classes from './data-table.module.css';

interface TableHeadProps<Row> {
  readonly columns: readonly Column<Row>[];
  /** Of every row, in the order shown; only needed with a selection. */
  readonly ids: readonly string[];
  readonly selection: Selection | undefined;
}

/** The sticky heading, with the box that ticks every row. */
export function TableHead<Row>({ columns, ids, selection }: TableHeadProps<Row>): ReactNode {
  const ticked = selection ? ids.filter((id) => selection.selected.has(id)).length : 0;
  return (
    <thead>
      <tr aria-rowindex={1}>
        {selection ? (
          <th scope="col" className={classes['tick']}>
            <Checkbox
              aria-label="Select all rows"
              checked={ticked > 0 && ticked === ids.length}
              indeterminate={ticked > 0 && ticked < ids.length}
              onChange={() => selection.onChange(toggledAll(selection.selected, ids))}
            />
          </th>
        ) : null}
        {columns.map((column, index) => (
          <th
            key={column.id}
            scope="col"
            title={column.header}
            data-fixed={index === 0 || undefined}
            data-align={column.align}
            style={{ width: column.width ?? defaultColumnWidth }}
          >
            {column.header === '' ? <span className={classes['unseen']}>Action</span> : column.header}
          </th>
        ))}
      </tr>
    </thead>
  );
}
