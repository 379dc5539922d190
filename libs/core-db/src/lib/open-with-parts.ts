import { AsyncLocalStorage } from 'node:async_hooks';
import { Kysely } from 'kysely';
import { internal, invalid } from '@aicmo/core-kernel';
import { parseDatabaseUrl, type ParsedDatabaseUrl } from './database-url.ts';
import type { RowSource } from './bulk/bulk-insert.ts';
import { insertMany } from './bulk/insert-many.ts';
import { postgresDialect } from './dialects/postgres.ts';
import { sqliteDialect } from './dialects/sqlite.ts';
import type { DatabaseDialect } from './dialects/dialect.ts';
import { maskUrl } from './mask-url.ts';
import { ScopeGuard } from './scope-guard.ts';
import type { Database, DbHandle, OpenOptions, Tx } from './open-database.ts';

/** The parts that only core-db itself may use: the plain builder, and what differs by database. */
export interface OpenedDatabase extends Database {
  readonly raw: AnyKysely;
  readonly dialectFacts: DatabaseDialect;
}

type AnyRow = Readonly<Record<string, unknown>>;
type AnyKysely = Kysely<Record<string, Record<string, unknown>>>;

interface Flow {
  open: boolean;
}

/** `openDatabase` for core-db's own use. */
export function openWithParts(url: string, options: OpenOptions = {}): OpenedDatabase {
  const dialect = dialectOf(parseDatabaseUrl(url), options);
  const raw = new Kysely<Record<string, Record<string, unknown>>>({ dialect: dialect.kysely });
  const flow = new AsyncLocalStorage<Flow>();
  const transactions = new WeakMap<Tx, AnyKysely>();
  let closing: Promise<void> | undefined;

  const beforeOutside = (): void => refuseInside(flow, 'db-outside-transaction');
  return {
    dialect: dialect.name,
    url: maskUrl(url),
    raw,
    dialectFacts: dialect,
    handle: <Tables>(scope: string) => handleOf<Tables>(scope, { raw, beforeOutside, transactions, dialect }),
    transaction: async (work) => {
      refuseInside(flow, 'db-nested-transaction');
      const mark: Flow = { open: true };
      return raw.transaction().execute(async (builder) => {
        const tx = {} as Tx; // opaque: the brand exists in types only
        transactions.set(tx, builder);
        try {
          return await flow.run(mark, () => work(tx));
        } finally {
          mark.open = false;
          transactions.delete(tx);
        }
      });
    },
    close: () => (closing ??= raw.destroy()),
  };
}

interface HandleParts {
  readonly raw: AnyKysely;
  readonly beforeOutside: () => void;
  readonly transactions: WeakMap<Tx, AnyKysely>;
  readonly dialect: DatabaseDialect;
}

function handleOf<Tables>(scope: string, { raw, beforeOutside, transactions, dialect }: HandleParts): DbHandle<Tables> {
  const guard = new ScopeGuard(scope);
  // The tables' type is the caller's promise about what its migrations made; the builder itself is untyped at run time.
  const typed = (builder: unknown): Kysely<Tables> => builder as Kysely<Tables>;
  const guardedOutside = raw.withPlugin(new ScopeGuard(scope, beforeOutside));
  const inside = (tx: Tx): AnyKysely => {
    const builder = transactions.get(tx);
    if (builder) return builder.withPlugin(guard);
    throw invalid({
      code: 'db-transaction-over',
      message: 'A transaction was used after its end. Finish all work before it returns.',
    });
  };
  return {
    in: (tx) => typed(tx === undefined ? guardedOutside : inside(tx)),
    insertMany: async (tx, table, rows, { onConflict = 'fail' } = {}) =>
      insertMany({ builder: inside(tx), dialect, table, rows: rows as RowSource<AnyRow>, onConflict }), // typed above
  };
}

function refuseInside(flow: AsyncLocalStorage<Flow>, code: string): void {
  if (!flow.getStore()?.open) return;
  throw internal({
    code,
    message:
      'A statement outside of the open transaction was asked for inside of it. Pass the transaction on: handle.in(tx).',
  });
}

function dialectOf(parsed: ParsedDatabaseUrl, options: OpenOptions): DatabaseDialect {
  return parsed.dialect === 'postgres'
    ? postgresDialect(parsed.connectionString)
    : sqliteDialect({
        file: parsed.file,
        mustExist: options.mustExist ?? options.readOnly ?? false,
        readOnly: options.readOnly ?? false,
      });
}
