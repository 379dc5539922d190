import { OperatorNode, PostgresQueryCompiler, SqliteQueryCompiler } from 'kysely';
import type { BinaryOperationNode, CommonTableExpressionNameNode, CompiledQuery, CreateTableNode } from 'kysely';
import type { OperationNode, QueryId, ReferenceNode, RootOperationNode, SelectModifierNode, TableNode } from 'kysely';
import { internal } from '@aicmo/core-kernel';

/** Who is told what a statement names while it is compiled, and gives the names that are written. */
export interface CompilerWatch {
  begin(): void;
  realName(name: string): string;
  /** A table that the statement reads or writes. */
  names(table: TableNode): void;
  /** A table that the statement itself makes (`with …`). */
  defines(table: TableNode): void;
  /** May refuse the statement. */
  end(): void;
}

const nobody: CompilerWatch = {
  begin: () => undefined,
  realName: (name) => name,
  names: () => undefined,
  defines: () => undefined,
  end: () => undefined,
};

/** Names as they are written, kept because there are few and each statement has several. */
const mostNames = 5000;

/** SQLite's words, where by themselves they would mean something else than PostgreSQL's. */
export class HouseSqliteCompiler extends SqliteQueryCompiler {
  readonly #watch: CompilerWatch;
  readonly #written = new Map<string, string>();
  #isPlace = true;

  constructor(watch: CompilerWatch = nobody) {
    super();
    this.#watch = watch;
  }

  override compileQuery(node: RootOperationNode, queryId: QueryId): CompiledQuery {
    this.#watch.begin();
    const query = super.compileQuery(node, queryId);
    this.#watch.end();
    return query;
  }

  protected override sanitizeIdentifier(name: string): string {
    const known = this.#written.get(name);
    if (known !== undefined) return known;
    const written = super.sanitizeIdentifier(this.#watch.realName(name));
    if (this.#written.size < mostNames) this.#written.set(name, written);
    return written;
  }

  protected override visitTable(node: TableNode): void {
    if (this.#isPlace) this.#watch.names(node);
    super.visitTable(node);
  }

  /** A reference (`l.id`) names an alias, not a table. */
  protected override visitReference(node: ReferenceNode): void {
    this.#isPlace = false;
    super.visitReference(node);
    this.#isPlace = true;
  }

  protected override visitCommonTableExpressionName(node: CommonTableExpressionNameNode): void {
    this.#watch.defines(node.table);
    super.visitCommonTableExpressionName(node);
  }

  /** STRICT refuses a value of another type (`db-value`), as PostgreSQL does. */
  protected override visitCreateTable(node: CreateTableNode): void {
    super.visitCreateTable(node);
    if (!node.selectQuery) this.append(' strict');
  }

  /** In a pattern `\` makes the next sign an ordinary one, as PostgreSQL has it. */
  protected override visitBinaryOperation(node: BinaryOperationNode): void {
    super.visitBinaryOperation(node);
    if (isLike(node.operator)) this.append(` escape '\\'`);
  }

  /** A transaction that writes is the only one there is: whatever it reads is held already (`for update`). */
  protected override visitSelectModifier(node: SelectModifierNode): void {
    if (node.modifier !== 'ForUpdate') super.visitSelectModifier(node);
  }

  protected override visitDefaultInsertValue(): void {
    throw unevenValues();
  }
}

/** PostgreSQL's words, but for those that SQLite has no equal for. */
export class HousePostgresCompiler extends PostgresQueryCompiler {
  readonly #watch: CompilerWatch;
  readonly #written = new Map<string, string>();
  #isPlace = true;

  constructor(watch: CompilerWatch = nobody) {
    super();
    this.#watch = watch;
  }

  override compileQuery(node: RootOperationNode, queryId: QueryId): CompiledQuery {
    this.#watch.begin();
    const query = super.compileQuery(node, queryId);
    this.#watch.end();
    return query;
  }

  protected override sanitizeIdentifier(name: string): string {
    const known = this.#written.get(name);
    if (known !== undefined) return known;
    const written = super.sanitizeIdentifier(this.#watch.realName(name));
    if (this.#written.size < mostNames) this.#written.set(name, written);
    return written;
  }

  protected override visitTable(node: TableNode): void {
    if (this.#isPlace) this.#watch.names(node);
    super.visitTable(node);
  }

  /** A reference (`l.id`) names an alias, not a table. */
  protected override visitReference(node: ReferenceNode): void {
    this.#isPlace = false;
    super.visitReference(node);
    this.#isPlace = true;
  }

  protected override visitCommonTableExpressionName(node: CommonTableExpressionNameNode): void {
    this.#watch.defines(node.table);
    super.visitCommonTableExpressionName(node);
  }

  protected override visitDefaultInsertValue(): void {
    throw unevenValues();
  }
}

const isLike = (node: OperationNode): boolean =>
  OperatorNode.is(node) && (node.operator === 'like' || node.operator === 'not like');

/** SQLite would store null where PostgreSQL stores the column's default. */
const unevenValues = () =>
  internal({
    code: 'db-uneven-rows',
    message:
      'One of the rows to insert lacks a column that another one has; expected the same columns in each. Say null, or the default, where a row has no value.',
  });
