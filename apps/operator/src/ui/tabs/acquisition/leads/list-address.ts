import { LeadSort, type LeadOrder } from '@aicmo/cam/contract';
import { useCallback } from 'react';
import { useSearchParams } from 'react-router';
import * as z from 'zod/mini';
import { usualDirection } from '../../../../contract/acquisition/lead-filter.ts';
import { LeadListQuery } from '../../../../contract/acquisition/leads.contract.ts';

/** What narrows a list, by its name in the address; days are `2026-03-01`. */
export const narrowingNames = [
  ...(['campaign', 'batch', 'state', 'tier', 'grade', 'review'] as const),
  ...(['sequence', 'consent', 'check', 'from', 'before', 'search'] as const),
] as const;
export type NarrowingName = (typeof narrowingNames)[number];

/** What a list shows, as the address says it. */
export type ListAddress = { readonly [Name in NarrowingName | 'client']: string | null } & {
  readonly order: LeadOrder;
  /** Null: the usual ones. */
  readonly columns: readonly string[] | null;
};

/** Reads the address; an order that there is not is the usual one, and a word that no lead can have narrows nothing. */
export function useListAddress(): ListAddress {
  const [search] = useSearchParams();
  const by = z.safeParse(LeadSort, search.get('sort'));
  const sort = by.success ? by.data : 'score';
  const direction = search.get('direction');
  const narrowed = Object.fromEntries(narrowingNames.map((name) => [name, narrowingOf(name, search.get(name))]));
  return {
    ...(narrowed as Record<NarrowingName, string | null>), // one for each name
    client: search.get('client'),
    order: { by: sort, direction: direction === 'asc' || direction === 'desc' ? direction : usualDirection(sort) },
    columns: search.get('columns')?.split(',') ?? null,
  };
}

const narrowingOf = (name: NarrowingName, value: string | null): string | null =>
  z.safeParse(LeadListQuery.shape[name], value ?? undefined).success ? value : null;

export const isNarrowed = (address: ListAddress): boolean =>
  narrowingNames.some((name) => address[name] !== null && address[name] !== '');

/** Sets several parts of the address at once; null takes one away. */
export function useAddressChange(): (change: Readonly<Record<string, string | null>>) => void {
  const [, setSearch] = useSearchParams();
  return useCallback(
    (change) =>
      setSearch((before) => {
        const after = new URLSearchParams(before);
        for (const [name, value] of Object.entries(change)) {
          if (value === null || value === '') after.delete(name);
          else after.set(name, value);
        }
        return after;
      }),
    [setSearch],
  );
}

/** What is kept of the address under the name of a saved list: all but the client and what is open. */
export function useListQuery(): string {
  const [search] = useSearchParams();
  const kept = [...search].filter(([name]) => !['client', 'view', 'open', 'import', 'lead'].includes(name));
  return new URLSearchParams(kept).toString();
}
