import { AicmoProvider } from '@aicmo/ui';
import { fakeClock } from '@aicmo/core-kernel/testing';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { MemoryRouter, useLocation } from 'react-router';
import type { HouseStatus } from '../../contract/house.contract.ts';
import { CarriedFileProvider } from '../components/carried-file.tsx';
import { HouseContext } from '../components/house.ts';

/** A house where all is well: real data, schema there, proof mode on, no language model. */
export const aHouse = (change: Partial<HouseStatus> = {}): HouseStatus => ({
  demo: false,
  flags: { paused: false, killed: false, proofMode: true, reason: null, changedBy: null, changedAt: null },
  build: { marker: 'AICMO_OPERATOR_0.1.0+4c893d4+2026-03-02', version: '0.1.0', commit: '4c893d4', builtAt: null },
  llm: {
    ...{ enabled: false, reason: 'The language model is off: OPENAI_API_KEY is not set.', warning: null },
    setup: ["export OPENAI_API_KEY='<your key>'"],
  },
  schema: { state: 'ok', text: 'The database is up to date.', command: null, canBootstrap: false },
  needsYou: {},
  ...change,
});

interface ShowOptions {
  /** Where the person is: `/acquisition?client=…`. Default `/`. */
  readonly address?: string;
  readonly house?: HouseStatus;
}

/**
 * Renders a panel as the frame would, at Monday 2 March 2026, 10:00 UTC, without retries. Gives what Testing Library
 * gives, and `address()`, where the person is now. Call `fakeApi` before.
 */
export function showPanel(panel: ReactNode, { address = '/', house = aHouse() }: ShowOptions = {}) {
  let at = address;
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false, refetchInterval: false, gcTime: 0 } } });
  const view = render(
    <QueryClientProvider client={queries}>
      <MemoryRouter initialEntries={[address]}>
        <AicmoProvider clock={fakeClock()} zone="UTC" mock={house.demo}>
          <CarriedFileProvider>
            <HouseContext value={house}>
              <Watch onAddress={(now) => (at = now)} />
              {panel}
            </HouseContext>
          </CarriedFileProvider>
        </AicmoProvider>
      </MemoryRouter>
    </QueryClientProvider>,
  );
  return { ...view, address: () => at };
}

function Watch({ onAddress }: { readonly onAddress: (address: string) => void }): ReactNode {
  const { pathname, search } = useLocation();
  onAddress(pathname + search);
  return null;
}
