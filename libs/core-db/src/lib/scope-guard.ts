import { CamelCasePlugin, OperationNodeTransformer } from 'kysely';
import type { CommonTableExpressionNameNode, IdentifierNode, QueryId } from 'kysely';
import type { PluginTransformQueryArgs, PluginTransformResultArgs } from 'kysely';
import type { QueryResult, ReferenceNode, RootOperationNode, TableNode, UnknownRow } from 'kysely';
import { internal } from '@aicmo/core-kernel';
import { mustBePortable } from './portable/refuse-unstorable.ts';

/** The prefix of the tables of a scope: `campaign-ops` owns `campaign_ops_…`. */
export const tablePrefix = (scope: string): string => `${scope.replaceAll('-', '_')}_`;

/**
 * What a handle does to each statement, in one walk, for a point read spends a third of its time here: names become
 * the database's (`createdAt` is `created_at`) and those of the rows come back, and a table of another scope is refused
 * (code `db-foreign-table`): a domain's handle reaches its own tables only.
 */
export class ScopeGuard extends CamelCasePlugin {
  readonly #scope: string;
  readonly #names: RealNames;
  /** By how many there are: of each number, those that were asked for last. */
  readonly #columns = new Map<number, { readonly real: readonly string[]; readonly own: readonly string[] }>();

  constructor(scope: string) {
    super({ maintainNestedObjectKeys: true });
    this.#scope = scope;
    this.#names = new RealNames((name) => this.snakeCase(name));
  }

  override transformQuery({ node, queryId }: PluginTransformQueryArgs): RootOperationNode {
    mustBePortable.add(queryId);
    const real = this.#names.of(node, queryId);
    const prefix = tablePrefix(this.#scope);
    for (const name of this.#names.named) {
      if (name.startsWith(prefix) || this.#names.defined.has(name)) continue;
      throw internal({
        code: 'db-foreign-table',
        message: `The handle of "${this.#scope}" was asked for the table "${name}"; it may only use tables that begin with "${prefix}".`,
      });
    }
    return real;
  }

  override async transformResult({ result }: PluginTransformResultArgs): Promise<QueryResult<UnknownRow>> {
    const [first] = result.rows;
    if (first === undefined) return result;
    const own = this.#ownNames(Object.keys(first));
    return { ...result, rows: result.rows.map((row) => named(own, Object.values(row))) };
  }

  /** The house's names of a result's columns. Kept for the next result with the same columns: looking up costs more than reading. */
  #ownNames(columns: readonly string[]): readonly string[] {
    const known = this.#columns.get(columns.length);
    if (known?.real.every((name, index) => name === columns[index])) return known.own;
    const own = columns.map((name) => this.camelCase(name));
    this.#columns.set(columns.length, { real: columns, own });
    return own;
  }
}

function named(names: readonly string[], values: readonly unknown[]): UnknownRow {
  const row: UnknownRow = {};
  for (let index = 0; index < names.length; index += 1) {
    const name = names[index];
    if (name !== undefined) row[name] = values[index];
  }
  return row;
}

/** Gives a statement with the database's names, and notes the tables that it names and defines. */
class RealNames extends OperationNodeTransformer {
  readonly named = new Set<string>();
  readonly defined = new Set<string>();
  readonly #nameOf: (name: string) => string;

  constructor(nameOf: (name: string) => string) {
    super();
    this.#nameOf = nameOf;
  }

  of(node: RootOperationNode, queryId: QueryId): RootOperationNode {
    this.named.clear();
    this.defined.clear();
    return this.transformNode(node, queryId);
  }

  protected override transformIdentifier(node: IdentifierNode): IdentifierNode {
    return { ...node, name: this.#nameOf(node.name) };
  }

  protected override transformTable(node: TableNode, queryId?: QueryId): TableNode {
    const real = super.transformTable(node, queryId);
    const { schema, identifier } = real.table;
    this.named.add(schema ? `${schema.name}.${identifier.name}` : identifier.name);
    return real;
  }

  /** A reference (`l.id`) names an alias, not a table. */
  protected override transformReference(node: ReferenceNode, queryId?: QueryId): ReferenceNode {
    const { column, table } = node;
    return {
      ...node,
      column: this.transformNode(column, queryId),
      ...(table && { table: super.transformTable(table, queryId) }),
    };
  }

  protected override transformCommonTableExpressionName(
    node: CommonTableExpressionNameNode,
    queryId?: QueryId,
  ): CommonTableExpressionNameNode {
    const real = { ...node, table: super.transformTable(node.table, queryId) };
    this.defined.add(real.table.table.identifier.name);
    return real;
  }
}
