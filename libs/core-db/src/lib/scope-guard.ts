import { CamelCasePlugin } from 'kysely';
import type { PluginTransformQueryArgs, PluginTransformResultArgs, TableNode } from 'kysely';
import type { QueryResult, RootOperationNode, UnknownRow } from 'kysely';
import { internal } from '@aicmo/core-kernel';
import type { CompilerWatch } from './portable/house-compilers.ts';
import { namedOneByOne, rowNamer, type RowNamer } from './portable/row-namer.ts';

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
  /** By the text of the statement: how its rows get the house's names. */
  readonly #shapes = new Map<string, Shape>();

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
    const [first] = result.rows;
    if (first === undefined) return result;
    return { ...result, rows: result.rows.map(namedOneByOne(this.#ownNames(Object.keys(first)))) };
  }

  /** The result of this statement with the house's names. */
  withOwnNames<R>(sql: string, result: QueryResult<R>): QueryResult<R> {
    const [first] = result.rows;
    if (first === undefined) return result;
    const name = this.#namerOf(sql, Object.keys(first as object));
    // The caller's promise about its query is one about these names.
    return { ...result, rows: result.rows.map((row) => name(row as UnknownRow) as R) };
  }

  /** One that was asked before gets a namer of its own: making it costs more than it saves once. */
  #namerOf(sql: string, columns: readonly string[]): RowNamer {
    const known = this.#shapes.get(sql);
    // The same text gives other columns after a migration.
    if (known && isSame(known.real, columns)) return (known.namer ??= rowNamer(known.real, known.own));
    if (this.#shapes.size >= keptShapes) this.#shapes.clear();
    const own = this.#ownNames(columns);
    this.#shapes.set(sql, { real: columns, own, namer: undefined });
    return namedOneByOne(own);
  }

  #ownNames(columns: readonly string[]): readonly string[] {
    return columns.map((name) => this.camelCase(name));
  }
}

interface Shape {
  readonly real: readonly string[];
  readonly own: readonly string[];
  namer: RowNamer | undefined;
}

const keptShapes = 500;

/** A loop: it runs for each point read. */
function isSame(one: readonly string[], other: readonly string[]): boolean {
  if (one.length !== other.length) return false;
  for (let index = 0; index < one.length; index += 1) if (one[index] !== other[index]) return false;
  return true;
}
