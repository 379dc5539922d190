import type { MigrationSet } from '@aicmo/core-db';

/** A library's migrations, loaded when asked for. The order is that in which the scopes are made. */
interface MigrationSource {
  readonly scope: string;
  readonly load: () => Promise<MigrationSet>;
}

const sources: readonly MigrationSource[] = [
  { scope: 'core-effects', load: async () => (await import('@aicmo/core-effects')).coreEffectsMigrations },
  { scope: 'cam', load: async () => (await import('@aicmo/cam')).camMigrations },
  { scope: 'strategy', load: async () => (await import('@aicmo/strategy')).strategyMigrations },
  { scope: 'creative', load: async () => (await import('@aicmo/creative')).creativeMigrations },
  { scope: 'social', load: async () => (await import('@aicmo/social')).socialMigrations },
  { scope: 'delivery', load: async () => (await import('@aicmo/delivery')).deliveryMigrations },
  { scope: 'campaign-ops', load: async () => (await import('@aicmo/campaign-ops')).campaignOpsMigrations },
  { scope: 'autonomy', load: async () => (await import('@aicmo/autonomy')).autonomyMigrations },
];

/** The scopes that own tables, without loading their libraries. */
export const migrationScopes: readonly string[] = sources.map((source) => source.scope);

/** The migrations of every library. Rejects with what a library threw, when one cannot be imported. */
export const allMigrations = (): Promise<readonly MigrationSet[]> =>
  Promise.all(sources.map((source) => source.load()));

/** What could be loaded of the migrations, for looking: a library that throws at import is named and hides no other. */
export async function readableMigrations(): Promise<{
  readonly sets: readonly MigrationSet[];
  readonly unreadable: readonly string[];
}> {
  const loaded = await Promise.allSettled(sources.map((source) => source.load()));
  return {
    sets: loaded.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : [])),
    unreadable: sources.flatMap(({ scope }, index) => (loaded[index]?.status === 'rejected' ? [scope] : [])),
  };
}
