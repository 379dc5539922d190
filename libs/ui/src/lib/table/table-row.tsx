import { Checkbox } from '@mantine/core';
import type { MouseEvent, ReactNode } from 'react';
import type { Column, Selection } from './column.ts';
import { toggled } from './selection-rules.ts';
import classes from './data-table.module.css';

interface TableRowProps<Row> {
  readonly row: Row;
  readonly id: string;
  readonly elementId: string;
  readonly index: number;
  readonly columns: readonly Column<Row>[];
  readonly selection: Selection | undefined;
  readonly isActive: boolean;
  readonly isOpen: boolean;
  readonly onActivate: (index: number) => void;
  readonly onOpen: ((row: Row) => void) | undefined;
}

/** A click on a button or link inside a row belongs to that button, not to the row. */
const isOnControl = (event: MouseEvent): boolean =>
  event.target instanceof Element && event.target.closest('button, a, input, label, select') !== null;

/** One visible row. */
export function TableRow<Row>(props: TableRowProps<Row>): ReactNode {
  const { row, id, elementId, index, columns, selection, isActive, isOpen, onActivate, onOpen } = props;
  const isTicked = selection?.selected.has(id);
  return (
    <tr
      id={elementId}
      aria-rowindex={index + 2}
      aria-selected={selection ? isTicked : isOpen || undefined}
      className={classes['row']}
      data-active={isActive || undefined}
      data-open={isOpen || isTicked || undefined}
      data-clickable={onOpen ? true : undefined}
      onClick={(event) => {
        if (isOnControl(event)) return;
        onActivate(index);
        onOpen?.(row);
      }}
    >
      {selection ? (
        <td className={classes['tick']}>
          <Checkbox
            aria-label="Select row"
            tabIndex={-1}
            checked={isTicked === true}
            onChange={() => selection.onChange(toggled(selection.selected, id))}
          />
        </td>
      ) : null}
      {columns.map((column, position) => (
        <td
          key={column.id}
          data-fixed={position === 0 || undefined}
          data-align={column.align}
          title={column.text?.(row)}
        >
          <div className={classes['cell']}>{column.render(row)}</div>
        </td>
      ))}
    </tr>
  );
}
