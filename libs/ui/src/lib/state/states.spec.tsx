import { invalid } from '@aicmo/core-kernel';
import { fakeClock } from '@aicmo/core-kernel/testing';
import { afterEach, expect, jest, test } from '@jest/globals';
import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import { ConfirmAct } from '../act/confirm-act.tsx';
import { Figure } from '../figure/figure.tsx';
import { AppLink } from '../page/app-link.tsx';
import { AicmoProvider } from '../theme/aicmo-provider.tsx';
import { FailedState } from './failed-state.tsx';
import { LoadingState } from './loading-state.tsx';
import { QueryState } from './query-state.tsx';

afterEach(cleanup);
const clock = fakeClock();
const show = (ui: ReactNode) => render(<AicmoProvider clock={clock}>{ui}</AicmoProvider>);
const failure = invalid({ code: 'list-broken', message: 'The list could not be read. Choose another file.' });

test('a failure shows its message and Retry, never its code', () => {
  const onRetry = jest.fn<() => void>();
  show(<FailedState error={failure} onRetry={onRetry} />);
  const alert = screen.getByRole('alert');
  expect(alert.textContent).toContain(failure.message);
  expect(alert.textContent).not.toContain('list-broken');
  fireEvent.click(screen.getByRole('button', { name: 'Retry' }));
  expect(onRetry).toHaveBeenCalledTimes(1);
});

test('the details that are copied hold the code', async () => {
  const writeText = jest.fn<(text: string) => Promise<void>>(() => Promise.resolve());
  Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText } });
  show(<FailedState error={failure} />);
  fireEvent.click(screen.getByRole('button', { name: 'Copy details' }));
  await screen.findByRole('button', { name: 'Copied' });
  expect(writeText.mock.calls[0]?.[0]).toContain('list-broken');
});

test('loading shows nothing for 300 ms, then grey rows, and after five seconds says that it takes long', () => {
  jest.useFakeTimers();
  try {
    const { container } = show(<LoadingState rows={3} />);
    const rows = (): number => container.querySelectorAll('.row').length;
    expect(rows()).toBe(0);
    act(() => jest.advanceTimersByTime(301));
    expect(rows()).toBe(3);
    expect(screen.queryByText(/longer than usual/)).toBeNull();
    act(() => jest.advanceTimersByTime(4700));
    expect(screen.getByText(/longer than usual/)).not.toBeNull();
  } finally {
    jest.useRealTimers();
  }
});

test('data that could not be refreshed stays, with its age and the reason', () => {
  const refetch = jest.fn();
  const old = Date.parse(clock.now()) - 600_000;
  show(
    <QueryState query={{ data: ['a lead'], error: failure, dataUpdatedAt: old, refetch }}>
      {(rows) => <p>{rows.join()}</p>}
    </QueryState>,
  );
  expect(screen.getByText('a lead')).not.toBeNull();
  expect(screen.getByRole('alert').textContent).toContain('What you see is from 10 min ago.');
  fireEvent.click(screen.getByRole('button', { name: 'Retry' }));
  expect(refetch).toHaveBeenCalledTimes(1);
});

test('data whose refresh takes longer than five seconds stays, with its age', () => {
  jest.useFakeTimers();
  try {
    const old = Date.parse(clock.now()) - 600_000;
    show(
      <QueryState query={{ data: 'a lead', error: null, isFetching: true, dataUpdatedAt: old, refetch: jest.fn() }}>
        {(row) => <p>{row}</p>}
      </QueryState>,
    );
    expect(screen.queryByRole('status')).toBeNull();
    act(() => jest.advanceTimersByTime(5001));
    expect(screen.getByRole('status').textContent).toContain('What you see is from 10 min ago.');
    expect(screen.getByText('a lead')).not.toBeNull();
  } finally {
    jest.useRealTimers();
  }
});

test('an empty answer gives way to the empty state', () => {
  show(
    <QueryState
      query={{ data: [], error: null, refetch: jest.fn() }}
      isEmpty={(rows: readonly string[]) => rows.length === 0}
      empty={<p>Nothing yet</p>}
    >
      {() => <p>rows</p>}
    </QueryState>,
  );
  expect(screen.getByText('Nothing yet')).not.toBeNull();
});

test('every figure says [MOCK] while demonstration data is on, and only then', () => {
  const figure = <Figure label="Leads" value={1190} unit="people" note="of 1,204 imported" />;
  const { rerender } = render(<AicmoProvider mock>{figure}</AicmoProvider>);
  expect(screen.getByRole('group', { name: 'Leads' }).textContent).toContain('[MOCK]');
  rerender(<AicmoProvider>{figure}</AicmoProvider>);
  expect(screen.getByRole('group', { name: 'Leads' }).textContent).toBe('Leads 1,190 peopleof 1,204 imported');
});

test('a figure opens the rows that it counts, without a reload', () => {
  const navigate = jest.fn<(href: string) => void>();
  render(
    <AicmoProvider navigate={navigate}>
      <Figure label="Leads" value={3} href="/acquisition" />
      <AppLink href="/strategy">Strategy</AppLink>
    </AicmoProvider>,
  );
  fireEvent.click(screen.getByRole('link', { name: 'Leads: 3. Show the rows' }));
  expect(navigate).toHaveBeenCalledWith('/acquisition');
});

test('an act is asked for once more in a sentence, and a refusal is told where it was asked', async () => {
  const onConfirm = jest.fn<() => Promise<void>>(() => Promise.reject(failure));
  show(<ConfirmAct sentence="Nothing more will leave." verb="Hold everything" onConfirm={onConfirm} danger />);
  fireEvent.click(screen.getByRole('button', { name: 'Hold everything' }));
  expect(await screen.findByText('Nothing more will leave.')).not.toBeNull();
  expect(onConfirm).not.toHaveBeenCalled();
  const [, confirm] = screen.getAllByRole('button', { name: 'Hold everything', hidden: true });
  fireEvent.click(confirm ?? document.body);
  expect((await screen.findByRole('alert')).textContent).toBe(failure.message);
  onConfirm.mockResolvedValueOnce();
  fireEvent.click(confirm ?? document.body);
  await waitFor(() => expect(screen.queryByText('Nothing more will leave.')).toBeNull());
});
