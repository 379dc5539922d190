import { CamelCasePlugin } from 'kysely';
import type { PluginTransformQueryArgs, PluginTransformResultArgs, TableNode } from 'kysely';
import type { QueryResult, RootOperationNode, UnknownRow } from 'kysely';
import { internal } from '@aicmo/core-kernel';
import type { CompilerWatch } from './portable/house-compilers.ts';

/** The prefix of the tables of a scope: `campaign-ops` owns `campaign_ops_…`. */
export const tablePrefix = (scope: string): string => `${scope.replaceAll('-', '_')}_`;

/**
 * What a handle does to each statement: names become the database's while it is compiled (`createdAt` is `created_at`)
 * and those of the rows come back, and a table of another scope is refused (code `db-foreign-table`): a domain's handle
 * reaches its own tables only. All in the walk that compiles, for a walk of its own would take as long again.
 */
export class ScopeGuard extends CamelCasePlugin implements CompilerWatch {
  readonly #scope: string;
  readonly #prefix: string;
  readonly #named = new Set<string>();
  readonly #defined = new Set<string>();
  /** By how many there are: of each number, those that were asked for last. */
  readonly #columns = new Map<number, { readonly real: readonly string[]; readonly own: readonly string[] }>();

  constructor(scope: string) {
    super({ maintainNestedObjectKeys: true });
    this.#scope = scope;
    this.#prefix = tablePrefix(scope);
  }

  /** The database's name of a table or column. */
  realName(name: string): string {
    return this.snakeCase(name);
  }

  begin(): void {
    this.#named.clear();
    this.#defined.clear();
  }

  names({ table: { schema, identifier } }: TableNode): void {
    const name = this.realName(identifier.name);
    this.#named.add(schema ? `${schema.name}.${name}` : name);
  }

  defines({ table }: TableNode): void {
    this.#defined.add(this.realName(table.identifier.name));
  }

  end(): void {
    for (const name of this.#named) {
      if (name.startsWith(this.#prefix) || this.#defined.has(name)) continue;
      throw internal({
        code: 'db-foreign-table',
        message: `The handle of "${this.#scope}" was asked for the table "${name}"; it may only use tables that begin with "${this.#prefix}".`,
      });
    }
  }

  /** The compiler gives the names. */
  override transformQuery({ node }: PluginTransformQueryArgs): RootOperationNode {
    return node;
  }

  override async transformResult({ result }: PluginTransformResultArgs): Promise<QueryResult<UnknownRow>> {
    return this.withOwnNames(result);
  }

  /** A result with the house's names. */
  withOwnNames<R>(result: QueryResult<R>): QueryResult<R> {
    const [first] = result.rows;
    if (first === undefined) return result;
    const own = this.#ownNames(Object.keys(first as object));
    // The caller's promise about its query is one about these names.
    return { ...result, rows: result.rows.map((row) => rowOf(own, Object.values(row as object)) as R) };
  }

  /** The house's names of a result's columns. Kept for the next result with the same columns: looking up costs more than reading. */
  #ownNames(columns: readonly string[]): readonly string[] {
    const known = this.#columns.get(columns.length);
    if (known && isSame(known.real, columns)) return known.own;
    const own = columns.map((name) => this.camelCase(name));
    this.#columns.set(columns.length, { real: columns, own });
    return own;
  }
}

/** Loops, here and below: they run for each point read. */
function isSame(one: readonly string[], other: readonly string[]): boolean {
  for (let index = 0; index < one.length; index += 1) if (one[index] !== other[index]) return false;
  return true;
}

function rowOf(names: readonly string[], values: readonly unknown[]): UnknownRow {
  const row: UnknownRow = {};
  for (let index = 0; index < names.length; index += 1) {
    const name = names[index];
    if (name !== undefined) row[name] = values[index];
  }
  return row;
}
