import { isSame, type MigrationName, type MigrationSet } from '../define-migrations.ts';

/** Of the code's migrations, those that a database has had. */
export const appliedOf = (sets: readonly MigrationSet[], applied: readonly MigrationName[]): readonly MigrationSet[] =>
  sets.map(({ scope, list }) => ({
    scope,
    list: list.filter(({ name }) => applied.some((each) => isSame(each, { scope, name }))),
  }));
