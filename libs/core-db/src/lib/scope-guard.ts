import { OperationNodeTransformer } from 'kysely';
import type {
  CommonTableExpressionNameNode,
  KyselyPlugin,
  PluginTransformQueryArgs,
  PluginTransformResultArgs,
} from 'kysely';
import type { QueryId, QueryResult, ReferenceNode, RootOperationNode, TableNode, UnknownRow } from 'kysely';
import { internal } from '@aicmo/core-kernel';
import { mustBePortable } from './portable/refuse-unstorable.ts';

/** The prefix of the tables of a scope: `campaign-ops` owns `campaign_ops_…`. */
export const tablePrefix = (scope: string): string => `${scope.replaceAll('-', '_')}_`;

/** Refuses statements that name a table of another scope (code `db-foreign-table`): a domain's handle reaches its own tables only. */
export function scopeGuard(scope: string): KyselyPlugin {
  const prefix = tablePrefix(scope);
  return plugin((node, queryId) => {
    mustBePortable.add(queryId);
    const { named, defined } = new TableNames().collect(node);
    for (const name of named) {
      if (name.startsWith(prefix) || defined.has(name)) continue;
      throw internal({
        code: 'db-foreign-table',
        message: `The handle of "${scope}" was asked for the table "${name}"; it may only use tables that begin with "${prefix}".`,
      });
    }
  });
}

/** Calls a check before each statement; the statement itself stays as it is. */
export function plugin(check: (node: RootOperationNode, queryId: QueryId) => void): KyselyPlugin {
  return {
    transformQuery: ({ node, queryId }: PluginTransformQueryArgs): RootOperationNode => {
      check(node, queryId);
      return node;
    },
    transformResult: async ({ result }: PluginTransformResultArgs): Promise<QueryResult<UnknownRow>> => result,
  };
}

class TableNames extends OperationNodeTransformer {
  readonly #named = new Set<string>();
  readonly #defined = new Set<string>();

  collect(node: RootOperationNode): { readonly named: ReadonlySet<string>; readonly defined: ReadonlySet<string> } {
    this.transformNode(node);
    return { named: this.#named, defined: this.#defined };
  }

  protected override transformTable(node: TableNode): TableNode {
    this.#named.add(node.table.identifier.name);
    return node;
  }

  /** A reference (`l.id`) names an alias, not a table. */
  protected override transformReference(node: ReferenceNode): ReferenceNode {
    return node;
  }

  protected override transformCommonTableExpressionName(
    node: CommonTableExpressionNameNode,
  ): CommonTableExpressionNameNode {
    this.#defined.add(node.table.table.identifier.name);
    return node;
  }
}
