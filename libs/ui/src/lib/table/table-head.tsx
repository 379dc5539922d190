import { Checkbox } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { defaultColumnWidth, type Column, type Selection, type SortOrder } from './column.ts';
import { toggledAll } from './selection-rules.ts';
import classes from './data-table.module.css';

interface TableHeadProps<Row> {
  readonly columns: readonly Column<Row>[];
  /** Of every row, in the order shown; only needed with a selection. */
  readonly ids: readonly string[];
  readonly selection: Selection | undefined;
  readonly sort: SortOrder | undefined;
}

/** The sticky heading, with the box that ticks every row. */
export function TableHead<Row>({ columns, ids, selection, sort }: TableHeadProps<Row>): ReactNode {
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
            {...(sort && column.sort === sort.by ? { 'aria-sort': sortWords[sort.direction] } : {})}
          >
            <Heading column={column} sort={sort} />
          </th>
        ))}
      </tr>
    </thead>
  );
}

const sortWords = { asc: 'ascending', desc: 'descending' } as const;

interface HeadingProps<Row> {
  readonly column: Column<Row>;
  readonly sort: SortOrder | undefined;
}

/** A column's name; a button where the list can be sorted by it, with an arrow where it is. */
function Heading<Row>({ column, sort }: HeadingProps<Row>): ReactNode {
  const { header, sort: by } = column;
  if (header === '') return <span className={classes['unseen']}>Action</span>;
  if (!sort || by === undefined) return header;
  const Arrow = sort.direction === 'asc' ? IconArrowUp : IconArrowDown;
  return (
    <button type="button" className={classes['heading']} onClick={() => sort.onChange(by)}>
      {header}
      {by === sort.by ? <Arrow size={14} aria-hidden /> : null}
    </button>
  );
}
