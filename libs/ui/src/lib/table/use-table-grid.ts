import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { DataTableProps } from './data-table-props.ts';
import { toggled } from './selection-rules.ts';
import { tableMove } from './table-keys.ts';

const rowHeight = 36;
const overscan = 10;
const endDistance = 20;

/** Which rows exist, which one is active, and what the keys do with it. */
export function useTableGrid<Row>({ rows, rowId, onOpen, selection, onEndReached }: DataTableProps<Row>) {
  const box = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(-1);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    overscan,
    // The heading stands in the same box and pushes every row down by its own height.
    scrollPaddingEnd: rowHeight,
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1);
  useEndReached(rows.length, last?.index, onEndReached);

  const onKeyDown = (event: KeyboardEvent<HTMLTableElement>): void => {
    if (event.target !== event.currentTarget || event.metaKey || event.ctrlKey || event.altKey) return;
    const move = tableMove(event.key, active, rows.length, Math.max(1, items.length - overscan));
    const row = rows[active];
    if (move === undefined) return;
    event.preventDefault();
    if (typeof move === 'object') {
      setActive(move.to);
      virtual.scrollToIndex(move.to);
    } else if (row !== undefined && move === 'open') onOpen?.(row);
    else if (row !== undefined) selection?.onChange(toggled(selection.selected, rowId(row)));
  };
  const above = items[0]?.start ?? 0;
  const below = virtual.getTotalSize() - (last?.end ?? 0);
  return { box, active, setActive, onKeyDown, above, below, indexes: items.map((item) => item.index) };
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
