import { CompiledQuery } from 'kysely';
import { forbidden, unavailable } from '@aicmo/core-kernel';
import type { OpenedDatabase } from '../open-with-parts.ts';

/**
 * Whether tables can be made in a PostgreSQL database, before anything is tried. Throws `unavailable` (`db-read-only`)
 * on a server that takes no writes, and `forbidden` (`db-permission`) for a user without the right to make tables.
 */
export async function preflightPostgres({ raw }: OpenedDatabase): Promise<void> {
  const { rows } = await raw.executeQuery<{
    user: string;
    schema: string | null;
    may: boolean | null;
    closed: boolean;
  }>(
    CompiledQuery.raw(`
      select current_user as "user", current_schema() as schema, has_schema_privilege(current_schema(), 'create') as may,
        pg_is_in_recovery() or current_setting('transaction_read_only') = 'on' as closed`),
  );
  const [found] = rows;
  if (found?.closed) {
    throw unavailable({
      code: 'db-read-only',
      message:
        'The database server takes no writes: it is a copy of another one, or was made read-only. Nothing was changed. Name the server that writes in DATABASE_URL.',
      details: {
        remedy: {
          text: 'Name the server that writes in DATABASE_URL.',
          commands: ['psql "$DATABASE_URL" -c "show transaction_read_only"'],
        },
      },
    });
  }
  if (found?.may === true) return;
  const [schema, user] = [found?.schema ?? 'public', found?.user ?? ''];
  const grant = `psql -c 'grant create on schema ${schema} to "${user}"'`;
  throw forbidden({
    code: 'db-permission',
    message: `The user ${user} may not make tables in the schema ${schema}. Nothing was changed. Let its owner type: ${grant}`,
    details: {
      user,
      schema,
      remedy: { text: 'Let the owner of the schema type, in this database:', commands: [grant] },
    },
  });
}
