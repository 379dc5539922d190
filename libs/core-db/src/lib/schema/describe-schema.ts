import { describePostgres } from './describe-postgres.ts';
import { describeSqlite } from './describe-sqlite.ts';
import type { SchemaDescription, SchemaReader } from './schema-description.ts';

/** Reads the schema of a database from its catalogue; changes nothing. */
export const describeSchema = (dialect: 'sqlite' | 'postgres', db: SchemaReader): Promise<SchemaDescription> =>
  dialect === 'sqlite' ? describeSqlite(db) : describePostgres(db);
