import { CompiledQuery } from 'kysely';
import type { CompiledMigration } from '../migrations/compile-migrations.ts';
import type { SchemaReader } from './schema-description.ts';

/**
 * Makes what migrations make, inside of one transaction and without their data steps, for there are no rows to look
 * at; what no transaction allows is done in its transactional form.
 */
export async function runCompiled(tx: SchemaReader, compiled: readonly CompiledMigration[]): Promise<void> {
  for (const { statements, isTransactional } of compiled) {
    for (const { sql: text, parameters } of statements) {
      if (!isTransactional && /^\s*vacuum\b/iu.test(text)) continue;
      const plain = isTransactional ? text : text.replace(/\bconcurrently\b/iu, '');
      await tx.executeQuery(CompiledQuery.raw(plain, [...parameters]));
    }
  }
}
