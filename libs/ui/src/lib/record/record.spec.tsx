import { plusMs } from '@aicmo/core-kernel';
import { fakeClock } from '@aicmo/core-kernel/testing';
import { afterEach, expect, jest, test } from '@jest/globals';
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import type { ReactNode } from 'react';
import { AicmoProvider } from '../theme/aicmo-provider.tsx';
import { DetailDrawer } from './detail-drawer.tsx';
import { Factors } from './factors.tsx';
import { Facts } from './facts.tsx';
import { Story } from './story.tsx';

afterEach(cleanup);
const clock = fakeClock();
const show = (ui: ReactNode) =>
  render(
    <AicmoProvider clock={clock} zone="Europe/Berlin">
      {ui}
    </AicmoProvider>,
  );

test('a story is told newest first, with who, why and the full time with its zone on hover', () => {
  const now = clock.now();
  show(
    <Story
      entries={[
        { at: plusMs(now, -7_200_000), who: 'Mia', what: 'Imported from a file' },
        { at: plusMs(now, -720_000), what: 'Routed to nurture', why: 'the score is 0.4' },
      ]}
    />,
  );
  const [first, second] = within(screen.getByRole('list', { name: 'Story' })).getAllByRole('listitem');
  expect(first?.textContent).toBe('Routed to nurture12 min ago · the score is 0.4');
  expect(second?.textContent).toBe('Imported from a file2 h ago · Mia');
  expect(screen.getByText('2 h ago').title).toBe('Mon, 2 Mar 2026, 09:00 CET');
});

test('a fact that is absent says so instead of leaving a hole', () => {
  show(<Facts items={[{ label: 'Phone', value: null }]} />);
  expect(screen.getByRole('definition').textContent).toBe('not known');
});

test('each factor of a score shows its value and the fact behind it', () => {
  show(<Factors factors={[{ label: 'Size', value: 0.75, weight: 0.25, why: '120 people' }]} />);
  const factor = screen.getByRole('listitem');
  expect(factor.title).toBe('25 % of the score');
  expect(within(factor).getByRole('img', { name: '75 of 100' })).not.toBeNull();
  expect(within(factor).getByText('120 people')).not.toBeNull();
});

test('a drawer takes the focus, closes on Escape from anywhere and gives the focus back', () => {
  const onClose = jest.fn<() => void>();
  const page = (opened: boolean): ReactNode => (
    <AicmoProvider>
      <button type="button">Before</button>
      <DetailDrawer title="Anna Bergström" opened={opened} onClose={onClose}>
        Her story
      </DetailDrawer>
    </AicmoProvider>
  );
  const { rerender } = render(page(false));
  screen.getByRole('button', { name: 'Before' }).focus();
  rerender(page(true));
  expect(document.activeElement).toBe(screen.getByRole('dialog', { name: 'Anna Bergström' }));
  fireEvent.keyDown(document.body, { key: 'Escape' });
  expect(onClose).toHaveBeenCalledTimes(1);
  rerender(page(false));
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Before' }));
});
