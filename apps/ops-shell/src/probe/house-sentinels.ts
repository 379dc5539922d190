import { defineSentinel, isAppError, type Sentinel } from '@aicmo/core-kernel';
import { ownVariables, repositoryFolder } from './env.ts';

type Variables = ReturnType<typeof ownVariables>;

/** The checks of the libraries over the configured database. */
export interface HouseSentinels {
  /** Those of one library; rejects with what the library threw. */
  of(library: string): Promise<readonly Sentinel[]>;
  close(): Promise<void>;
}

/** Loads nothing and opens nothing until a library is asked for. */
export function openHouseSentinels(variables = ownVariables()): HouseSentinels {
  let opened: ReturnType<typeof openHouse> | undefined;
  const loaded = new Map<string, Promise<readonly Sentinel[]>>();
  const load = async (library: string): Promise<readonly Sentinel[]> => {
    if (library === 'core-db') return databaseSentinels(variables);
    const { allSentinels } = await import('@aicmo/workspace');
    opened ??= openHouse(variables).catch((error: unknown) => openNowhere(error));
    return allSentinels(await opened, [library]);
  };
  return {
    of: (library) => {
      const sentinels = loaded.get(library) ?? load(library);
      loaded.set(library, sentinels);
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
async function databaseSentinels(variables: Variables): Promise<readonly Sentinel[]> {
  const [{ dbSentinels }, { readableMigrations }] = await Promise.all([
    import('@aicmo/core-db'),
    import('@aicmo/workspace'),
  ]);
  const { sets, unreadable } = await readableMigrations();
  const url = await configuredUrl(variables);
  const deps = { url, migrations: sets, unreadableScopes: unreadable };
  return [...dbSentinels(deps), await ownUrlSentinel(url)];
}

/** The database that every program of the house means; one that cannot be used is for the check of the URL to judge. */
async function configuredUrl(variables: Variables): Promise<string> {
  const { parseWorkspaceEnv } = await import('@aicmo/workspace');
  return variables['DATABASE_URL'] ?? parseWorkspaceEnv(variables, repositoryFolder).databaseUrl;
}

/** No check of the house: the way in which another process learns which database is meant, masked. */
async function ownUrlSentinel(url: string): Promise<Sentinel> {
  const { maskUrl } = await import('@aicmo/core-db');
  return defineSentinel({
    ...{ id: 'core-db-own-url', title: 'Own database', severity: 'info' },
    run: async () => ({ verdict: 'pass', summary: 'This one.', evidence: { url: maskUrl(url) } }),
  });
}
