import { defineSentinel, type Sentinel } from '@aicmo/core-kernel';
import type { Workspace } from './workspace.ts';

/** What the checks of the libraries look at. */
type Looked = Pick<Workspace, 'db' | 'flags' | 'llm' | 'mailKeyFile' | 'workersFolder' | 'publicUrl' | 'cam'>;

interface SentinelSource {
  readonly library: string;
  readonly load: (looked: Looked) => Promise<readonly Sentinel[]>;
}

const sources: readonly SentinelSource[] = [
  { library: 'core-effects', load: async (looked) => (await import('@aicmo/core-effects')).effectSentinels(looked) },
  { library: 'core-llm', load: async ({ llm }) => (await import('@aicmo/core-llm')).llmSentinels(llm) },
  {
    library: 'cam',
    load: async ({ db, mailKeyFile }) =>
      (await import('@aicmo/cam')).camSentinels(db, (await import('@aicmo/core-effects')).createVault(mailKeyFile)),
  },
  { library: 'strategy', load: async (looked) => (await import('@aicmo/strategy')).strategySentinels(looked) },
  { library: 'creative', load: async (looked) => (await import('@aicmo/creative')).creativeSentinels(looked) },
  { library: 'social', load: async (looked) => (await import('@aicmo/social')).socialSentinels(looked) },
  { library: 'delivery', load: async (looked) => (await import('@aicmo/delivery')).deliverySentinels(looked) },
  { library: 'campaign-ops', load: async ({ db }) => (await import('@aicmo/campaign-ops')).campaignOpsSentinels(db) },
  { library: 'autonomy', load: async (looked) => (await import('@aicmo/autonomy')).autonomySentinels(looked) },
  {
    library: 'workspace',
    load: async (looked) => (await import('./sentinels/index.ts')).workspaceSentinels(publicLook(looked)),
  },
];

/** The libraries that bring checks over one database, in the order in which these stand, without loading them. */
export const sentinelLibraries: readonly string[] = sources.map(({ library }) => library);

/**
 * The checks of every library over one database, in the order of the libraries, or those of some libraries only;
 * nothing is checked until one is run. The database's own checks are core-db's `dbSentinels`, which need no workspace.
 * A library that cannot be imported stands in the list as a check whose verdict is `unknown`.
 */
export async function allSentinels(
  looked: Looked,
  libraries: readonly string[] = sentinelLibraries,
): Promise<readonly Sentinel[]> {
  const loaded = await Promise.all(
    sources
      .filter(({ library }) => libraries.includes(library))
      .map(({ library, load }) => load(looked).catch(() => [notImportable(library)])),
  );
  return loaded.flat();
}

const publicLook = ({ publicUrl, cam }: Looked) => ({
  publicUrl,
  openForms: async () => (await (await cam()).forms.list(null)).filter(({ status }) => status === 'OPEN').length,
});

const notImportable = (library: string): Sentinel =>
  defineSentinel({
    id: `${library}-import`,
    title: `The checks of ${library}`,
    severity: 'error',
    reasons: {
      'library-not-importable': {
        cause: 'The library throws while it is imported, so that its checks cannot be asked.',
        cure: 'npm ci installs what the lock file names; npx aicmo doctor names the error.',
      },
    },
    run: async () => ({
      verdict: 'unknown',
      reason: 'library-not-importable',
      summary: `The library ${library} cannot be imported.`,
      remedy: { text: 'Install what the lock file names.', commands: ['npm ci'] },
    }),
  });
