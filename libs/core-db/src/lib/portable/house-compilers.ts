import {
  OperatorNode,
  PostgresQueryCompiler,
  SqliteQueryCompiler,
  type BinaryOperationNode,
  type CreateTableNode,
} from 'kysely';
import { internal } from '@aicmo/core-kernel';

/** SQLite's words, where by themselves they would mean something else than PostgreSQL's. */
export class HouseSqliteCompiler extends SqliteQueryCompiler {
  /** STRICT refuses a value of another type (`db-wrong-type`), as PostgreSQL does. */
  protected override visitCreateTable(node: CreateTableNode): void {
    super.visitCreateTable(node);
    if (!node.selectQuery) this.append(' strict');
  }

  /** In a pattern `\` makes the next sign an ordinary one, as PostgreSQL has it. */
  protected override visitBinaryOperation(node: BinaryOperationNode): void {
    super.visitBinaryOperation(node);
    if (OperatorNode.is(node.operator) && /^(not )?like$/.test(node.operator.operator)) this.append(` escape '\\'`);
  }

  protected override visitDefaultInsertValue(): void {
    throw unevenValues();
  }
}

/** PostgreSQL's words, but for those that SQLite has no equal for. */
export class HousePostgresCompiler extends PostgresQueryCompiler {
  protected override visitDefaultInsertValue(): void {
    throw unevenValues();
  }
}

/** SQLite would store null where PostgreSQL stores the column's default. */
const unevenValues = () =>
  internal({
    code: 'db-uneven-rows',
    message:
      'One of the rows to insert lacks a column that another one has; expected the same columns in each. Say null, or the default, where a row has no value.',
  });
