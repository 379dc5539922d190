import { useId, type ReactNode } from 'react';
import { defaultColumnWidth } from './column.ts';
import type { DataTableProps } from './data-table-props.ts';
import { TableHead } from './table-head.tsx';
import { TableRow } from './table-row.tsx';
import { useTableGrid } from './use-table-grid.ts';
import classes from './data-table.module.css';

const tickWidth = 40;

/** The table itself, in the box that it scrolls in. */
export function TableGrid<Row>(props: DataTableProps<Row>): ReactNode {
  const { label, rows, rowId, columns, selection } = props;
  const id = useId();
  const grid = useTableGrid(props);
  const { active, setActive } = grid;
  const span = columns.length + (selection ? 1 : 0);
  const least = columns.reduce((sum, column) => sum + (column.width ?? defaultColumnWidth), selection ? tickWidth : 0);
  return (
    <div ref={grid.box} className={classes['box']}>
      <table
        role="grid"
        aria-label={label}
        aria-rowcount={rows.length + 1}
        aria-multiselectable={selection ? true : undefined}
        aria-activedescendant={rows[active] === undefined ? undefined : `${id}-${active}`}
        tabIndex={0}
        className={classes['table']}
        style={{ minWidth: least }}
        onKeyDown={grid.onKeyDown}
        onFocus={(event) => {
          if (event.target === event.currentTarget && active < 0) setActive(0);
        }}
      >
        <TableHead columns={columns} ids={selection ? rows.map(rowId) : []} selection={selection} sort={props.sort} />
        <tbody>
          <Spacer span={span} height={grid.above} />
          <Rows {...props} id={id} indexes={grid.indexes} active={active} onActivate={setActive} />
          <Spacer span={span} height={grid.below} />
        </tbody>
      </table>
    </div>
  );
}

type RowsProps<Row> = DataTableProps<Row> & {
  readonly id: string;
  /** Places of the rows that exist. */
  readonly indexes: readonly number[];
  readonly active: number;
  readonly onActivate: (index: number) => void;
};

function Rows<Row>(props: RowsProps<Row>): ReactNode {
  const { id, indexes, active, onActivate, rows, rowId, columns, selection, openId, onOpen } = props;
  return indexes.map((index) => {
    const row = rows[index];
    if (row === undefined) return null;
    return (
      <TableRow
        key={rowId(row)}
        row={row}
        id={rowId(row)}
        elementId={`${id}-${index}`}
        index={index}
        columns={columns}
        selection={selection}
        isActive={index === active}
        isOpen={openId !== undefined && openId === rowId(row)}
        onActivate={onActivate}
        onOpen={onOpen}
      />
    );
  });
}

/** Keeps the scroll bar honest for the rows that do not exist. */
function Spacer({ span, height }: { readonly span: number; readonly height: number }): ReactNode {
  if (height <= 0) return null;
  return (
    <tr aria-hidden="true">
      <td colSpan={span} className={classes['spacer']} style={{ height }} />
    </tr>
  );
}
