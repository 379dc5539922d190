/** What a key does in a table; undefined when the key is not the table's. */
export type TableMove = { readonly to: number } | 'open' | 'toggle' | undefined;

/** The move of a key from the active row (-1: none yet), in a table of so many rows that shows `page` of them. */
export function tableMove(key: string, active: number, count: number, page: number): TableMove {
  const within = (row: number): TableMove => ({ to: Math.max(0, Math.min(count - 1, row)) });
  if (count === 0) return undefined;
  switch (key) {
    case 'ArrowDown':
    case 'j':
      return within(active + 1);
    case 'ArrowUp':
    case 'k':
      return within(active - 1);
    case 'PageDown':
      return within(active + page);
    case 'PageUp':
      return within(active - page);
    case 'Home':
      return within(0);
    case 'End':
      return within(count - 1);
    case 'Enter':
      return 'open';
    case ' ':
      return 'toggle';
    default:
      return undefined;
  }
}
