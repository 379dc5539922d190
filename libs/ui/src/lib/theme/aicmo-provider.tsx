import './styles.ts';
import { systemClock, type Clock } from '@aicmo/core-kernel';
import { MantineProvider } from '@mantine/core';
import { useMemo, type ReactNode } from 'react';
import { cssVariables } from './css-variables.ts';
import { SurroundingsContext } from './surroundings.ts';
import { theme } from './theme.ts';

interface AicmoProviderProps {
  readonly children: ReactNode;
  /** Demonstration data is on: every {@link Figure} says `[MOCK]`. Default false. */
  readonly mock?: boolean;
  /** Default: the machine's clock. Specs and pictures pass a fixed one. */
  readonly clock?: Clock;
  /** IANA zone for written times. Default: the browser's. */
  readonly zone?: string;
  /** Stands at the right of every page's heading. */
  readonly headingExtra?: ReactNode;
  /** How {@link AppLink} and figures open an address inside the app. Default: the browser loads it. */
  readonly navigate?: (href: string) => void;
  /** `auto` follows the machine. Default `auto`; the operator's own choice is kept by Mantine in local storage. */
  readonly colorScheme?: 'auto' | 'light' | 'dark';
}

/** Theme, styles and surroundings for every piece; once, at the root of an app. */
export function AicmoProvider({ children, colorScheme = 'auto', ...given }: AicmoProviderProps): ReactNode {
  const { mock = false, clock = systemClock, zone, headingExtra = null, navigate } = given;
  const surroundings = useMemo(
    () => ({ mock, clock, zone, headingExtra, navigate }),
    [mock, clock, zone, headingExtra, navigate],
  );
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme={colorScheme}>
      <SurroundingsContext value={surroundings}>{children}</SurroundingsContext>
    </MantineProvider>
  );
}
