import { useState, type ReactNode } from 'react';
import { useMocked } from '../theme/use-mocked.ts';
import { ColumnChooser } from './column-chooser.tsx';
import type { DataTableProps } from './data-table-props.ts';
import { TableGrid } from './table-grid.tsx';
import classes from './data-table.module.css';

/**
 * Rows of 36 px, of which only the visible ones exist. Arrow keys or j and k move, Enter opens, Space ticks. It
 * scrolls inside its own box, with the heading and, sideways, the first column fixed.
 */
export function DataTable<Row>(props: DataTableProps<Row>): ReactNode {
  const { label, rows, columns, selection, summary, empty } = props;
  const mocked = useMocked();
  const [shown, setShown] = useShown(props);
  if (rows.length === 0) return empty;
  const visible = columns.filter((column) => shown.has(column.id));
  return (
    <div className={classes['wrap']}>
      <div className={classes['bar']}>
        <span className={classes['summary']} role="status">
          {mocked(summary)}
        </span>
        {selection && selection.selected.size > 0 ? (
          <span className={classes['acts']}>
            <span className={classes['said']}>{selection.said ?? `${selection.selected.size} selected`}</span>{' '}
            {selection.acts}
          </span>
        ) : null}
        <ColumnChooser label={label} columns={columns} shown={shown} onChange={setShown} />
      </div>
      <TableGrid {...props} columns={visible} />
    </div>
  );
}

/** The columns of whoever keeps them, or those that this table remembers. The first one always stands there. */
function useShown<Row>({ columns, shown }: DataTableProps<Row>) {
  const [own, setOwn] = useState<ReadonlySet<string>>(
    () => new Set(columns.filter((column) => !column.hidden).map((column) => column.id)),
  );
  if (!shown) return [own, setOwn] as const;
  const ids = new Set([...columns.slice(0, 1).map(({ id }) => id), ...shown.ids]);
  return [ids, (next: ReadonlySet<string>) => shown.onChange([...next])] as const;
}
