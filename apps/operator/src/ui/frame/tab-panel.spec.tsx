import { afterEach, expect, test } from '@jest/globals';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { AicmoProvider } from '@aicmo/ui';
import { IconHome } from '@tabler/icons-react';
import { Suspense, useState, type ComponentType, type ReactNode } from 'react';
import { defineTab, type TabDefinition } from '../components/tab.ts';
import { TabBoundary } from './tab-boundary.tsx';
import { tabPanel } from './tab-panel.ts';

afterEach(cleanup);

const aTab = (load: TabDefinition['load']) =>
  defineTab({ id: 'strategy', title: 'Strategy', question: 'What follows?', letter: 's', icon: IconHome, load });

function Shown({ tab }: { readonly tab: TabDefinition }): ReactNode {
  const [panel, setPanel] = useState<{ readonly Panel: ComponentType }>(() => ({ Panel: tabPanel(tab) }));
  return (
    <AicmoProvider>
      <TabBoundary tab={tab} onRetry={() => setPanel({ Panel: tabPanel(tab) })}>
        <Suspense fallback="fetching">
          <panel.Panel />
        </Suspense>
      </TabBoundary>
      <p>The other tabs</p>
    </AicmoProvider>
  );
}

test('a tab whose code cannot be fetched says what to do, fails alone, and comes back on Retry', async () => {
  let isDown = true;
  const tab = aTab(() =>
    isDown ? Promise.reject(new TypeError('404')) : Promise.resolve({ default: () => <p>Eight layers</p> }),
  );
  render(<Shown tab={tab} />, { onCaughtError: () => undefined });
  expect((await screen.findByRole('alert')).textContent).toContain('AICMO may have stopped or been updated');
  expect(screen.getByRole('heading', { name: 'Strategy' })).not.toBeNull();
  expect(screen.getByText('The other tabs')).not.toBeNull();
  isDown = false;
  fireEvent.click(screen.getByRole('button', { name: 'Retry' }));
  expect(await screen.findByText('Eight layers')).not.toBeNull();
});

test('a tab that throws while it is shown fails alone', async () => {
  const tab = aTab(() =>
    Promise.resolve({
      default: () => {
        throw new Error('no such column');
      },
    }),
  );
  render(<Shown tab={tab} />, { onCaughtError: () => undefined });
  expect((await screen.findByRole('alert')).textContent).toContain('Strategy could not be shown');
  expect(screen.getByText('The other tabs')).not.toBeNull();
});
