import { useSurroundings } from './surroundings.ts';

/** Puts `[MOCK]` before a text that holds a figure while demonstration data is on; else leaves it as it is. */
export function useMocked(): (text: string) => string {
  const { mock } = useSurroundings();
  return (text) => (mock ? `[MOCK] ${text}` : text);
}
