import type { ClientChoice, Found } from '../../contract/clients.contract.ts';
import { tabHref } from '../components/address.ts';
import type { TabDefinition } from '../components/tab.ts';
import type { Layer } from './layers.tsx';

/** One line of the search. */
export interface PaletteEntry {
  readonly key: string;
  readonly group: 'Go to' | 'Do' | 'Client' | 'Campaign' | 'Lead';
  readonly title: string;
  readonly note?: string;
  readonly act: { readonly href: string } | { readonly layer: Layer };
}

/** Everything that can be reached or done from anywhere. */
export function paletteEntries(
  tabs: readonly TabDefinition[],
  clients: readonly ClientChoice[],
  client: string | null,
): readonly PaletteEntry[] {
  const go = tabs.map(({ id, title, letter }): PaletteEntry => ({
    key: `tab-${id}`,
    group: 'Go to',
    title,
    note: `g ${letter}`,
    act: { href: tabHref(id, client) },
  }));
  const acts: readonly PaletteEntry[] = [
    {
      key: 'import',
      group: 'Do',
      title: 'Import leads',
      act: { href: tabHref('acquisition', client, { import: 'new' }) },
    },
    { key: 'new-client', group: 'Do', title: 'New client', act: { layer: 'new-client' } },
    ...(client === null
      ? []
      : [{ key: 'change-client', group: 'Do', title: 'Change this client', act: { layer: 'change-client' } } as const]),
    { key: 'hold', group: 'Do', title: 'Hold or release everything', note: 'Shift H', act: { layer: 'hold' } },
    { key: 'proof', group: 'Do', title: 'Change proof mode', act: { layer: 'proof-mode' } },
    { key: 'about', group: 'Do', title: 'Show what is running', act: { layer: 'about' } },
    { key: 'keys', group: 'Do', title: 'Show the keys', note: '?', act: { layer: 'shortcuts' } },
  ];
  const ofClients = clients.map(({ id, name }): PaletteEntry => ({
    key: `client-${id}`,
    group: 'Client',
    title: name,
    act: { href: tabHref('command-center', id) },
  }));
  return [...go, ...acts, ...ofClients];
}

/** What the server found, as lines of the search: a campaign opens where it is run, a lead where leads are. */
export const foundEntries = (found: readonly Found[]): readonly PaletteEntry[] =>
  found.map(({ kind, id, clientId, title, note }) => ({
    key: `${kind}-${id}`,
    group: kind === 'lead' ? 'Lead' : 'Campaign',
    title,
    note,
    act: { href: tabHref(kind === 'lead' ? 'acquisition' : 'campaign-ops', clientId, { open: id }) },
  }));

/** Those whose title has every typed word, in any order; all of them when nothing is typed. */
export function matching(entries: readonly PaletteEntry[], typed: string): readonly PaletteEntry[] {
  const words = typed.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return entries.filter(({ title, group }) => {
    const text = `${group} ${title}`.toLocaleLowerCase();
    return words.every((word) => text.includes(word));
  });
}
