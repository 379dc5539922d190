import { sql } from 'kysely';
import { prettyCreateTable } from './pretty-create-table.ts';
import type {
  ColumnDescription,
  ConstraintDescription,
  IndexDescription,
  OtherObject,
  SchemaDescription,
  SchemaReader,
  TableDescription,
} from './schema-description.ts';
import { insideOf, joinTokens, splitAtCommas, sqlTokens } from './sql-tokens.ts';

interface Master {
  readonly type: 'table' | 'index' | 'view' | 'trigger' | 'virtual table';
  readonly name: string;
  readonly tbl_name: string;
  readonly sql: string | null;
}

/** Reads the schema of a SQLite database (https://www.sqlite.org/pragma.html, https://www.sqlite.org/schematab.html). */
export async function describeSqlite(db: SchemaReader): Promise<SchemaDescription> {
  const { rows } = await sql<Master>`
    select case when list.type = 'virtual' then 'virtual table' else master.type end as type, master.name, tbl_name, sql
    from sqlite_master as master left join pragma_table_list as list on list.schema = 'main' and list.name = master.name
    where master.name not like 'sqlite\\_%' escape '\\' and list.type is not 'shadow' and not exists (
      select 1 from pragma_table_list as shadow where shadow.schema = 'main' and shadow.type = 'shadow' and shadow.name = tbl_name)
    order by master.name`.execute(db);
  const tables: TableDescription[] = [];
  for (const master of rows) if (master.type === 'table') tables.push(await describeTable(db, master, rows));
  const others = rows.flatMap((row): OtherObject[] =>
    row.type === 'view' || row.type === 'trigger' || row.type === 'virtual table'
      ? [{ kind: row.type, name: row.name, sql: row.sql ?? '' }]
      : [],
  );
  return { dialect: 'sqlite', tables, others };
}

async function describeTable(db: SchemaReader, master: Master, all: readonly Master[]): Promise<TableDescription> {
  const parts = definitionsOf(master.sql ?? '');
  const own = await sql<ColumnRow>`select * from pragma_table_xinfo(${master.name}) order by cid`.execute(db);
  const keyColumns = own.rows.filter(({ pk }) => pk > 0).sort((a, b) => a.pk - b.pk);
  const primaryKey = keyColumns.map(({ name }) => name).join(', ');
  return {
    name: master.name,
    columns: own.rows.map((row) => columnOf(row, parts)),
    constraints: [
      ...(primaryKey ? [constraint('primary key', `primary key (${primaryKey})`)] : []),
      ...(await uniquesOf(db, master.name)),
      ...(await foreignKeysOf(db, master.name)),
      ...checksOf(parts),
      ...optionsOf(parts),
    ],
    indexes: all.flatMap((row) =>
      row.type === 'index' && row.tbl_name === master.name && row.sql !== null ? [indexOf(row.name, row.sql)] : [],
    ),
    sql: prettyCreateTable(master.sql ?? ''),
  };
}

/** The definitions between the parentheses of CREATE TABLE, and the words after them. */
interface Definitions {
  readonly list: readonly (readonly string[])[];
  readonly after: readonly string[];
}

function definitionsOf(text: string): Definitions {
  const tokens = sqlTokens(text);
  const { inside, end } = insideOf(tokens, tokens.indexOf('('));
  return { list: splitAtCommas(inside), after: tokens.slice(end + 1) };
}

interface ColumnRow {
  readonly name: string;
  readonly type: string;
  readonly notnull: number;
  readonly dflt_value: string | null;
  /** Its place in the primary key, from 1; 0 outside. */
  readonly pk: number;
  /** 2 and 3: generated, virtual and stored. */
  readonly hidden: number;
}

function columnOf(row: ColumnRow, { list }: Definitions): ColumnDescription {
  const tokens = list.find(([first]) => first === row.name.toLowerCase() || first === `"${row.name}"`) ?? [];
  const collate = tokens.indexOf('collate');
  const as = tokens.indexOf('as');
  const generated =
    row.hidden >= 2 && as > 0
      ? `generated always as (${joinTokens(insideOf(tokens, as + 1).inside)}) ${row.hidden === 2 ? 'virtual' : 'stored'}`
      : tokens.includes('autoincrement')
        ? 'autoincrement'
        : null;
  return {
    name: row.name,
    type: [row.type.toLowerCase(), ...(collate > 0 ? ['collate', tokens[collate + 1] ?? ''] : [])].join(' '),
    // STRICT makes a key not null without being told; the older tables hold none either.
    isNullable: row.notnull === 0 && row.pk === 0,
    default: row.dflt_value === null ? null : joinTokens(sqlTokens(row.dflt_value)),
    generated,
  };
}

const constraint = (kind: ConstraintDescription['kind'], definition: string): ConstraintDescription => ({
  kind,
  name: null,
  definition,
});

async function uniquesOf(db: SchemaReader, table: string): Promise<readonly ConstraintDescription[]> {
  const { rows } = await sql<{ columns: string }>`
    select (select group_concat(name, ', ') from (select name from pragma_index_info(list.name) order by seqno)) as columns
    from pragma_index_list(${table}) as list where list.origin = 'u' order by columns`.execute(db);
  return rows.map(({ columns }) => constraint('unique', `unique (${columns})`));
}

interface ForeignKeyRow {
  readonly id: number;
  readonly table: string;
  readonly from: string;
  /** Null: the other table's primary key. */
  readonly to: string | null;
  readonly on_update: string;
  readonly on_delete: string;
}

async function foreignKeysOf(db: SchemaReader, table: string): Promise<readonly ConstraintDescription[]> {
  const { rows } = await sql<ForeignKeyRow>`select * from pragma_foreign_key_list(${table}) order by id, seq`.execute(
    db,
  );
  const groups = new Map<number, ForeignKeyRow[]>();
  for (const row of rows) groups.set(row.id, [...(groups.get(row.id) ?? []), row]);
  const texts = [...groups.values()].map(([first, ...more]) => (first ? foreignKeyText(first, [first, ...more]) : ''));
  return texts.sort().map((text) => constraint('foreign key', text));
}

function foreignKeyText(first: ForeignKeyRow, columns: readonly ForeignKeyRow[]): string {
  const to = columns.flatMap((row) => row.to ?? []).join(', ');
  const actions = (['on_update', 'on_delete'] as const)
    .filter((action) => first[action] !== 'NO ACTION')
    .map((action) => ` ${action.replace('_', ' ')} ${first[action].toLowerCase()}`);
  const from = columns.map((row) => row.from).join(', ');
  return `foreign key (${from}) references ${first.table}${to ? ` (${to})` : ''}${actions.join('')}`;
}

function checksOf({ list }: Definitions): readonly ConstraintDescription[] {
  const texts = list.flatMap((tokens) =>
    tokens.flatMap((each, at) =>
      each === 'check' && tokens[at + 1] === '(' ? [`check (${joinTokens(insideOf(tokens, at + 1).inside)})`] : [],
    ),
  );
  return texts.sort().map((text) => constraint('check', text));
}

/**
 * WITHOUT ROWID is a rule for the rows, too. STRICT is not compared: tables that a version before it made are not, and
 * their rows mean the same.
 */
const optionsOf = ({ after }: Definitions): readonly ConstraintDescription[] =>
  splitAtCommas(after.filter((each) => each !== ';'))
    .map(joinTokens)
    .filter((words) => words !== 'strict')
    .map((words) => constraint('check', words));

function indexOf(name: string, text: string): IndexDescription {
  const tokens = sqlTokens(text);
  const { inside, end } = insideOf(tokens, tokens.indexOf('('));
  const keys = `(${joinTokens(inside)})`;
  const definition = [...(tokens[1] === 'unique' ? ['unique'] : []), keys, joinTokens(tokens.slice(end + 1))].filter(
    (part) => part !== '',
  );
  return { name, definition: definition.join(' '), sql: text };
}
