import type { ReactNode } from 'react';
import type { Column, Selection, ShownColumns, SortOrder } from './column.ts';

/** What a {@link DataTable} is given. */
export interface DataTableProps<Row> {
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
  /** Headings of columns with `sort` are buttons then. */
  readonly sort?: SortOrder;
  /** Kept by the table itself by default. */
  readonly shown?: ShownColumns;
  /** Count and filter in words: "42 leads · hot · not contacted". */
  readonly summary: string;
  /** Shown in place of the table when there are no rows: an {@link EmptyState}. */
  readonly empty: ReactNode;
  /** Called when the last rows come near: load the next page. */
  readonly onEndReached?: () => void;
}
