import type { HouseCopy } from '../copy-of-installation.ts';
import type { DrillPlace } from '../drill-place.ts';

const autonomy = 'libs/autonomy/src/lib/db/migrations/index.ts';
/** What a migration of a drill does. */
export const makesTable = `async ({ schema, columns }) => {
  await schema.createTable('autonomy_drill').addColumn('id', columns.id).execute();
}`;
/** A migration of one statement. */
export const typesSql = (statement: string): string =>
  `async ({ run }) => run((await import('kysely')).sql.raw("${statement}"))`;
/** A migration, as it stands in a list. */
export const migration = (name: string, up: string): string => `{ name: '${name}', up: ${up} },`;

/** Puts one more migration into the code of the copy, as its last or its first. */
export async function withMigration(place: DrillPlace, where: 'first' | 'last', text: string): Promise<HouseCopy> {
  const house = await place.house();
  await house.rewrite(autonomy, (source) =>
    where === 'last' ? source.replace(/,?\s*\]\);/u, `, ${text}]);`) : source.replace(/('autonomy', \[)/u, `$1${text}`),
  );
  return house;
}

/** Brings back the sources as they were. */
export const asBefore = (place: DrillPlace, house: HouseCopy, from: string): Promise<void> =>
  house.rewrite(autonomy, (source) => source.replace(from, ''));
