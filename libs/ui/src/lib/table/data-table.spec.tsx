import { afterEach, expect, jest, test } from '@jest/globals';
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { useState, type ReactNode } from 'react';
import { AicmoProvider } from '../theme/aicmo-provider.tsx';
import { DataTable } from './data-table.tsx';
import type { Column } from './column.ts';

afterEach(cleanup);

interface Lead {
  readonly id: string;
  readonly name: string;
  readonly score: number;
}

const columns: readonly Column<Lead>[] = [
  { id: 'name', header: 'Lead', width: 200, render: (lead) => lead.name, text: (lead) => lead.name },
  { id: 'score', header: 'Score, 0–1', align: 'end', render: (lead) => lead.score.toFixed(2) },
  { id: 'act', header: '', render: (lead) => <button type="button">Answer {lead.name}</button> },
];
const leads = (count: number): readonly Lead[] =>
  Array.from({ length: count }, (_, n) => ({ id: `l${n}`, name: `Lead ${n}`, score: n / count }));

interface LeadsProps {
  readonly count: number;
  readonly onOpen?: (lead: Lead) => void;
  readonly onEndReached?: () => void;
}

function Leads({ count, ...rest }: LeadsProps): ReactNode {
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  return (
    <DataTable
      label="Leads"
      rows={leads(count)}
      rowId={(lead) => lead.id}
      columns={columns}
      selection={{ selected, onChange: setSelected }}
      summary={`${count} leads`}
      empty={<p>No leads yet</p>}
      {...rest}
    />
  );
}
const show = (ui: ReactNode) => render(<AicmoProvider>{ui}</AicmoProvider>);
const activeRow = (grid: HTMLElement) => document.getElementById(grid.getAttribute('aria-activedescendant') ?? '');

test('of ten thousand rows only those in sight exist, and the table still tells how many there are', () => {
  show(<Leads count={10_000} />);
  const grid = screen.getByRole('grid', { name: 'Leads' });
  expect(grid.getAttribute('aria-rowcount')).toBe('10001');
  expect(within(grid).getAllByRole('row').length).toBeLessThan(60);
  expect(screen.getByRole('status').textContent).toBe('10000 leads');
});

test('on demonstration data the count says that it is invented', () => {
  render(
    <AicmoProvider mock>
      <Leads count={3} />
    </AicmoProvider>,
  );
  expect(screen.getByRole('status').textContent).toBe('[MOCK] 3 leads');
});

test('without rows the empty state stands in place of the table', () => {
  show(<Leads count={0} />);
  expect(screen.queryByRole('grid')).toBeNull();
  expect(screen.getByText('No leads yet')).not.toBeNull();
});

test('arrows and j and k walk the rows, Enter opens the one reached', () => {
  const onOpen = jest.fn<(lead: Lead) => void>();
  show(<Leads count={5} onOpen={onOpen} />);
  const grid = screen.getByRole('grid');
  fireEvent.focus(grid);
  for (const key of ['ArrowDown', 'j', 'k']) fireEvent.keyDown(grid, { key });
  expect(activeRow(grid)?.textContent).toContain('Lead 1');
  fireEvent.keyDown(grid, { key: 'Enter' });
  expect(onOpen).toHaveBeenCalledWith(expect.objectContaining({ name: 'Lead 1' }));
});

test('Space ticks the active row, and the heading box ticks and unticks all', () => {
  show(<Leads count={3} />);
  const grid = screen.getByRole('grid');
  fireEvent.focus(grid);
  fireEvent.keyDown(grid, { key: ' ' });
  expect(screen.getByText(/1 selected/)).not.toBeNull();
  const all = screen.getByRole('checkbox', { name: 'Select all rows' });
  fireEvent.click(all);
  expect(screen.getByText(/3 selected/)).not.toBeNull();
  fireEvent.click(all);
  expect(screen.queryByText(/selected/)).toBeNull();
});

test('a click opens the row, but a click on a button inside it does only what the button says', () => {
  const onOpen = jest.fn<(lead: Lead) => void>();
  show(<Leads count={3} onOpen={onOpen} />);
  fireEvent.click(screen.getByRole('button', { name: 'Answer Lead 2' }));
  expect(onOpen).not.toHaveBeenCalled();
  fireEvent.click(screen.getByText('Lead 2'));
  expect(onOpen).toHaveBeenCalledTimes(1);
});

test('tells once that the end of the list is near', () => {
  const onEndReached = jest.fn<() => void>();
  const { rerender } = show(<Leads count={10} onEndReached={onEndReached} />);
  rerender(
    <AicmoProvider>
      <Leads count={10} onEndReached={onEndReached} />
    </AicmoProvider>,
  );
  expect(onEndReached).toHaveBeenCalledTimes(1);
});
