import type { OpenedDatabase } from '../open-with-parts.ts';
import type { SchemaDescription } from './schema-description.ts';

/** A schema as SQL. */
export interface SchemaDump {
  /** Masked. */
  readonly databaseUrl: string;
  readonly dbType: 'sqlite' | 'postgres';
  readonly tables: number;
  /** Statements that make the schema in an empty database, in an order that works; without rows, owners and dates. */
  readonly sql: string;
}

/**
 * The schema of a live database, our journal's tables included, as SQL: the same schema gives the same text, so that two
 * dumps can be compared with `diff`. Only reads. Throws the driver's AppError (`db-no-file`, `db-unreachable`, …).
 */
export async function dumpSchema(url: string): Promise<SchemaDump> {
  const { openWithParts } = await import('../open-with-parts.ts');
  const db = openWithParts(url, { mustExist: true, readOnly: true });
  try {
    return await dump(db);
  } finally {
    await db.close();
  }
}

async function dump(db: OpenedDatabase): Promise<SchemaDump> {
  const { describeSchema } = await import('./describe-schema.ts');
  const schema = await describeSchema(db.dialect, db.raw);
  return { databaseUrl: db.url, dbType: db.dialect, tables: schema.tables.length, sql: schemaSql(schema) };
}

/** Tables by name, each with its indexes; then what refers to other tables, and to all of it. Sequences first: defaults name them. */
function schemaSql({ dialect, tables, others }: SchemaDescription): string {
  const ofKind = (isFirst: boolean) => others.filter(({ kind }) => (kind === 'sequence') === isFirst);
  const statements = [
    ...ofKind(true).map(({ sql: text }) => ended(text)),
    ...tables.flatMap((table) => [table.sql, ...table.indexes.map((index) => index.sql)].map(ended).join('\n')),
    ...(dialect === 'postgres' ? foreignKeys(tables) : []),
    ...ofKind(false).map(({ sql: text }) => ended(text)),
  ];
  return `${statements.join('\n\n')}\n`;
}

const ended = (statement: string): string => `${statement};`;

const foreignKeys = (tables: SchemaDescription['tables']): readonly string[] =>
  tables.flatMap(({ name, constraints }) =>
    constraints
      .filter(({ kind }) => kind === 'foreign key')
      .map((rule) => `alter table "${name}" add constraint "${rule.name}" ${rule.definition};`),
  );
