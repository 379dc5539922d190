import { useCallback } from 'react';
import { useSearchParams } from 'react-router';

/** One value that lives in the address behind the `?`, so that it survives a reload and can be sent to a colleague. */
export function useAddressValue(name: string): readonly [string | null, (value: string | null) => void] {
  const [search, setSearch] = useSearchParams();
  const set = useCallback(
    (value: string | null) =>
      setSearch((before) => {
        const after = new URLSearchParams(before);
        if (value === null || value === '') after.delete(name);
        else after.set(name, value);
        return after;
      }),
    [name, setSearch],
  );
  return [search.get(name), set];
}

/** The client that the person looks at; null for all. */
export const useClientFilter = (): string | null => useAddressValue('client')[0];

/** The record that is open in the drawer, and how to open another or none. */
export const useOpenRecord = (): readonly [string | null, (id: string | null) => void] => useAddressValue('open');

/** The address of a tab with the client kept; `more` is added behind the `?`. */
export function tabHref(id: string, client: string | null, more: Readonly<Record<string, string>> = {}): string {
  const search = new URLSearchParams({ ...(client ? { client } : {}), ...more });
  return search.size > 0 ? `/${id}?${search.toString()}` : `/${id}`;
}
