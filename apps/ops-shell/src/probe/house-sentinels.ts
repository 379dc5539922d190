import { defineSentinel, isAppError, type Sentinel } from '@aicmo/core-kernel';
import { sqliteFileOf } from '../sentinels/machine.ts';
import { ownVariables, repositoryFolder } from './env.ts';

type Variables = ReturnType<typeof ownVariables>;

/** The checks of the libraries over the configured database. */
export interface HouseSentinels {
  /** Those of one library, or what of them one question needs; rejects with what the library threw. */
  of(library: string, id?: string): Promise<readonly Sentinel[]>;
  close(): Promise<void>;
}

/** These compare the database with what all libraries say; the others are asked also when the workspace is broken. */
export const needsWorkspace = (id: string): boolean => id === 'core-db-tables' || id === 'core-db-migrations';

/** Loads nothing and opens nothing until a library is asked for. */
export function openHouseSentinels(variables = ownVariables()): HouseSentinels {
  let opened: ReturnType<typeof openHouse> | undefined;
  const loaded = new Map<string, Promise<readonly Sentinel[]>>();
  const load = async (library: string, id: string | undefined): Promise<readonly Sentinel[]> => {
    if (library === 'core-db') return databaseSentinels(variables, id === undefined || needsWorkspace(id));
    const { allSentinels } = await import('@aicmo/workspace');
    opened ??= openHouse(variables).catch((error: unknown) => openNowhere(error));
    return allSentinels(await opened, [library]);
  };
  return {
    of: (library, id) => {
      const key = `${library} ${id === undefined || needsWorkspace(id) ? 'with the workspace' : ''}`;
      const sentinels = loaded.get(key) ?? load(library, id);
      loaded.set(key, sentinels);
      return sentinels;
    },
    close: async () => (await opened)?.close(),
  };
}

/** A URL that nobody can use does not hide the checks that look at settings alone; all others wait for the database's. */
async function openNowhere(error: unknown) {
  if (!isAppError(error)) throw error;
  const { openWorkspace } = await import('@aicmo/workspace');
  return openWorkspace({ databaseUrl: 'sqlite:/nowhere/aicmo.db', home: '/nowhere' });
}

async function openHouse(variables: Variables) {
  const { openWorkspace, parseWorkspaceEnv } = await import('@aicmo/workspace');
  return openWorkspace(parseWorkspaceEnv(variables, repositoryFolder));
}

/** A library that cannot be imported is named by its own check; what it has applied is left out of the comparison here. */
async function databaseSentinels(variables: Variables, withWorkspace: boolean): Promise<readonly Sentinel[]> {
  const { dbSentinels, maskUrl } = await import('@aicmo/core-db');
  const url = databaseUrlOf(variables);
  const known = withWorkspace
    ? await (await import('@aicmo/workspace')).readableMigrations()
    : { sets: [], unreadable: [] };
  return [
    ...dbSentinels({ url, migrations: known.sets, unreadableScopes: known.unreadable }),
    ownUrlSentinel(maskUrl(url)),
  ];
}

/** The database that every program of the house means; one that cannot be used is for the check of the URL to judge. */
function databaseUrlOf(variables: Variables): string {
  const marked = variables['\ufeffDATABASE_URL'];
  // Meant as DATABASE_URL by whoever wrote it: the embedded database would silently stand in for it.
  if (variables['DATABASE_URL'] === undefined && marked !== undefined) return `\ufeff${marked}`;
  const look = { variables, repositoryFolder, redact: (text: string) => text };
  return variables['DATABASE_URL'] ?? `sqlite:${sqliteFileOf(look) ?? ''}`;
}

/** No check of the house: the way in which another process learns which database is meant. */
const ownUrlSentinel = (maskedUrl: string): Sentinel =>
  defineSentinel({
    ...{ id: 'core-db-own-url', title: 'Own database', severity: 'info' },
    run: async () => ({ verdict: 'pass', summary: 'This one.', evidence: { url: maskedUrl } }),
  });
