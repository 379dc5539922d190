import type { Sentinel } from '@aicmo/core-kernel';
import { needsWorkspace, openHouseSentinels } from '../probe/house-sentinels.ts';
import { createSlots } from '../probe/slots.ts';
import type { CatalogEntry } from './catalog.ts';
import { firstSentinels, lastSentinels, type OwnLook } from './own-sentinels.ts';

/** Every check of the house with what it waits for, in the order of a run. Loads every library; opens no database. */
export async function gatherCatalog(repositoryFolder: string): Promise<readonly CatalogEntry[]> {
  const look: OwnLook = {
    ...{ repositoryFolder, variables: {}, environment: {}, redact: (text) => text, inSlot: createSlots(1) },
    lookAtPort: async () => ({ state: 'free' }),
    ownDatabase: async () => undefined,
  };
  const { sentinelLibraries } = await import('@aicmo/workspace');
  const house = openHouseSentinels({});
  try {
    const libraries = await Promise.all(
      ['core-db', ...sentinelLibraries].map(async (library) =>
        (await house.of(library))
          .filter(({ id }) => id !== 'core-db-own-url')
          .map((sentinel) => entryOf(library, sentinel)),
      ),
    );
    return [
      ...firstSentinels(look).map((sentinel) => ownEntry(sentinel)),
      ...libraries.flat(),
      ...lastSentinels(look).map((sentinel) => ownEntry(sentinel)),
    ];
  } finally {
    await house.close();
  }
}

/** These look at settings and files alone, and are asked also when there is no database. */
const withoutDatabase: readonly string[] = ['core-llm-gate', 'autonomy-heartbeat'];

function entryOf(library: string, { run: _run, ...known }: Sentinel): CatalogEntry {
  const causes = new Set([`${library}-import`, ...known.after]);
  if (needsWorkspace(known.id)) causes.add('workspace-import');
  if (known.id === 'workspace-public-pages') causes.add('cam-import'); // it asks cam for its forms
  if (known.id === 'core-db-reachable') causes.add('core-db-driver');
  if (library !== 'core-db' && !withoutDatabase.includes(known.id)) causes.add('core-db-migrations');
  return { library, ...known, after: [...causes] };
}

const ownEntry = ({ run: _run, ...known }: Sentinel): CatalogEntry => ({ library: 'machine', ...known });

export const formatCatalog = (catalog: readonly CatalogEntry[]): string => `${JSON.stringify(catalog, null, 2)}\n`;
