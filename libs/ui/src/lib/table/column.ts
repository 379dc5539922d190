import type { ReactNode } from 'react';

/** One column of a {@link DataTable}. */
export interface Column<Row> {
  readonly id: string;
  /** With the unit when it holds numbers: "Score, 0–1". Empty for a column of acts. */
  readonly header: string;
  /** `end` for numbers. Default `start`. */
  readonly align?: 'start' | 'end';
  /** Least width in pixels; what is left over is shared out in this proportion. Default 140. */
  readonly width?: number;
  readonly render: (row: Row) => ReactNode;
  /** The whole text of a cell that may be cut; shown on hover. */
  readonly text?: (row: Row) => string;
  /** Not shown until the person chooses it. */
  readonly hidden?: boolean;
}

/** Which rows are ticked, for an act on many of them. */
export interface Selection {
  readonly selected: ReadonlySet<string>;
  readonly onChange: (selected: ReadonlySet<string>) => void;
  /** Buttons that stand beside "3 selected". */
  readonly acts?: ReactNode;
}

export const defaultColumnWidth = 140;
