import { isAppError } from '@aicmo/core-kernel';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { BrowserRouter } from 'react-router';
import { CarriedFileProvider } from './components/carried-file.tsx';
import { Frame } from './frame/frame.tsx';

const freshMs = 5_000;

/** A server that is just being restarted is asked twice more; every other failure is shown at once. */
const makeQueries = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      // The console mostly runs on this very machine: without a network it answers all the same.
      mutations: { networkMode: 'always' },
      queries: {
        networkMode: 'always',
        staleTime: freshMs,
        retry: (failures, error) => failures < 2 && isAppError(error) && error.kind === 'unavailable',
      },
    },
  });

/** The operator: queries, addresses and the frame around ten tabs. */
export function App(): ReactNode {
  const [queries] = useState(makeQueries);
  return (
    <QueryClientProvider client={queries}>
      <BrowserRouter>
        <CarriedFileProvider>
          <Frame />
        </CarriedFileProvider>
      </BrowserRouter>
    </QueryClientProvider>
  );
}
