import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useMocked } from '../theme/use-mocked.ts';
import { ColumnChooser } from './column-chooser.tsx';
import { defaultColumnWidth, type Column, type Selection } from './column.ts';
import { TableHead } from './table-head.tsx';
import { TableRow } from './table-row.tsx';
import { tableMove } from './table-keys.ts';
import { toggled } from './selection-rules.ts';
import classes from './data-table.module.css';

const rowHeight = 36;
const headHeight = 36;
const tickWidth = 40;
const endDistance = 20;

interface DataTableProps<Row> {
  /** Name of the table for those who cannot see the page: "Leads". */
  readonly label: string;
  readonly rows: readonly Row[];
  readonly rowId: (row: Row) => string;
  readonly columns: readonly Column<Row>[];
  /** Click or Enter on a row. */
  readonly onOpen?: (row: Row) => void;
  /** The row whose record is open beside the table. */
  readonly openId?: string | null;
  readonly selection?: Selection;
  /** Count and filter in words: "42 leads · hot · not contacted". */
  readonly summary: string;
  /** Shown in place of the table when there are no rows: an {@link EmptyState}. */
  readonly empty: ReactNode;
  /** Called when the last rows come near: load the next page. */
  readonly onEndReached?: () => void;
}

/**
 * Rows of 36 px, of which only the visible ones exist. Arrow keys or j and k move, Enter opens, Space ticks. It
 * scrolls inside its own box, with the heading and, sideways, the first column fixed.
 */
export function DataTable<Row>(props: DataTableProps<Row>): ReactNode {
  const { label, rows, columns, selection, summary, empty } = props;
  const mocked = useMocked();
  const [shown, setShown] = useState<ReadonlySet<string>>(
    () => new Set(columns.filter((column) => !column.hidden).map((column) => column.id)),
  );
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
            {selection.selected.size} selected {selection.acts}
          </span>
        ) : null}
        <ColumnChooser label={label} columns={columns} shown={shown} onChange={setShown} />
      </div>
      <Grid {...props} columns={visible} />
    </div>
  );
}

function Grid<Row>(props: DataTableProps<Row>): ReactNode {
  const { label, rows, rowId, columns, onOpen, openId, selection, onEndReached } = props;
  const box = useRef<HTMLDivElement>(null);
  const gridId = useId();
  const [active, setActive] = useState(-1);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    overscan: 10,
    scrollPaddingStart: headHeight,
  });
  const items = virtual.getVirtualItems();
  const first = items[0];
  const last = items.at(-1);
  useEndReached(rows.length, last?.index, onEndReached);

  const onKeyDown = (event: KeyboardEvent<HTMLTableElement>): void => {
    if (event.target !== event.currentTarget || event.metaKey || event.ctrlKey || event.altKey) return;
    const move = tableMove(event.key, active, rows.length, Math.max(1, items.length - 10));
    const row = rows[active];
    if (move === undefined) return;
    event.preventDefault();
    if (typeof move === 'object') {
      setActive(move.to);
      virtual.scrollToIndex(move.to);
    } else if (row !== undefined && move === 'open') onOpen?.(row);
    else if (row !== undefined) selection?.onChange(toggled(selection.selected, rowId(row)));
  };

  const span = columns.length + (selection ? 1 : 0);
  const least = columns.reduce((sum, column) => sum + (column.width ?? defaultColumnWidth), selection ? tickWidth : 0);
  return (
    <div ref={box} className={classes['box']}>
      <table
        role="grid"
        aria-label={label}
        aria-rowcount={rows.length + 1}
        aria-multiselectable={selection ? true : undefined}
        aria-activedescendant={active >= 0 && rows[active] !== undefined ? `${gridId}-${active}` : undefined}
        tabIndex={0}
        className={classes['table']}
        style={{ minWidth: least }}
        onKeyDown={onKeyDown}
        onFocus={(event) => {
          if (event.target === event.currentTarget && active < 0) setActive(0);
        }}
      >
        <TableHead columns={columns} ids={selection ? rows.map(rowId) : []} selection={selection} />
        <tbody>
          <Spacer span={span} height={first?.start ?? 0} />
          {items.map((item) => {
            const row = rows[item.index];
            if (row === undefined) return null;
            return (
              <TableRow
                key={rowId(row)}
                row={row}
                id={rowId(row)}
                elementId={`${gridId}-${item.index}`}
                index={item.index}
                columns={columns}
                selection={selection}
                isActive={item.index === active}
                isOpen={openId !== undefined && openId === rowId(row)}
                onActivate={setActive}
                onOpen={onOpen}
              />
            );
          })}
          <Spacer span={span} height={virtual.getTotalSize() - (last?.end ?? 0)} />
        </tbody>
      </table>
    </div>
  );
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

/** Tells the caller once for each length of the list that its end is near. */
function useEndReached(count: number, lastIndex: number | undefined, onEndReached: (() => void) | undefined): void {
  const told = useRef(0);
  useEffect(() => {
    if (!onEndReached || lastIndex === undefined || lastIndex < count - endDistance || told.current === count) return;
    told.current = count;
    onEndReached();
  }, [count, lastIndex, onEndReached]);
}
