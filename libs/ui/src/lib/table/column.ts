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
  /** Under which name the list can be sorted by it; missing: it cannot. */
  readonly sort?: string;
}

/** Which rows are ticked, for an act on many of them. */
export interface Selection {
  readonly selected: ReadonlySet<string>;
  readonly onChange: (selected: ReadonlySet<string>) => void;
  /** Buttons that stand beside "3 selected". */
  readonly acts?: ReactNode;
  /** In place of "3 selected", where more are than those that are ticked: "All 12,400 selected". */
  readonly said?: string;
}

/** The order of a list that somebody else sorts. */
export interface SortOrder {
  readonly by: string;
  readonly direction: 'asc' | 'desc';
  /** A heading was chosen. */
  readonly onChange: (by: string) => void;
}

/** Which columns are shown, kept by somebody else: in the address, so that a list can be found again. */
export interface ShownColumns {
  readonly ids: readonly string[];
  readonly onChange: (ids: readonly string[]) => void;
}

export const defaultColumnWidth = 140;
