import type { DatabaseFinding, Remedy } from '../finding.ts';
import { columnSql, quoted } from './describe-postgres.ts';
import type {
  ColumnDescription,
  ConstraintDescription,
  OtherObject,
  SchemaDescription,
  TableDescription,
} from './schema-description.ts';

/** A finding about one table or other object of the schema. */
export interface SchemaDifference extends DatabaseFinding {
  readonly table: string;
}

/** Turns one SQL statement into what a person types to run it. */
export type TypeSql = (statement: string) => string;

/**
 * Each difference between the schema that a database has and the one that it is to have, in words; none when they mean
 * the same. The order of columns does not matter. Pure.
 */
export function schemaDifferences(
  found: SchemaDescription,
  expected: SchemaDescription,
  typeSql: TypeSql,
): readonly SchemaDifference[] {
  const compare = tableComparer(found.dialect, typeSql);
  const tables = pair(found.tables, expected.tables, (table) => table.name).flatMap(([has, wants]) =>
    has && wants ? compare(has, wants) : has ? extraTable(has, typeSql) : wants ? missingTable(wants) : [],
  );
  const others = pair(found.others, expected.others, (other) => `${other.kind} ${other.name}`).flatMap(
    ([has, wants]) =>
      has?.sql === wants?.sql ? [] : wants ? missingObject(wants, has, typeSql) : has ? strangers(has, typeSql) : [],
  );
  return [...tables, ...others];
}

/** Pairs what two lists have under the same name; undefined stands for what only the other has. */
function pair<T>(found: readonly T[], expected: readonly T[], nameOf: (each: T) => string): readonly [T?, T?][] {
  const names = [...new Set([...expected, ...found].map(nameOf))].sort();
  return names.map((name) => [
    found.find((each) => nameOf(each) === name),
    expected.find((each) => nameOf(each) === name),
  ]);
}

/** For what only a backup, or the making of a new database, can bring back. */
const fromBackup: Remedy = {
  text: 'What was in it is in the backups only: look for one from before, and restore it.',
  commands: ['npx aicmo db backup --list', 'npx aicmo db restore <file> --replace'],
};

const missingTable = (table: TableDescription): readonly SchemaDifference[] => [
  {
    code: 'schema-table-missing',
    table: table.name,
    message: `The table ${table.name} is missing.`,
    remedy: fromBackup,
  },
];

const extraTable = (table: TableDescription, typeSql: TypeSql): readonly SchemaDifference[] => [
  {
    code: 'schema-table-extra',
    table: table.name,
    message: `The table ${table.name} was made by somebody else: no migration makes it.`,
    remedy: {
      text: 'If nobody needs it, remove it, with everything in it:',
      commands: ['npx aicmo db backup', typeSql(`drop table ${quoted(table.name)}`)],
    },
  },
];

const strangers = ({ kind, name }: OtherObject, typeSql: TypeSql): readonly SchemaDifference[] => [
  {
    code: 'schema-object-extra',
    table: name,
    message: `There is a ${kind} ${name} which no migration makes.`,
    remedy: { text: 'If nobody needs it, remove it:', commands: [typeSql(dropOf({ kind, name }))] },
  },
];

const missingObject = (
  wants: OtherObject,
  has: OtherObject | undefined,
  typeSql: TypeSql,
): readonly SchemaDifference[] => [
  {
    code: has ? 'schema-object-changed' : 'schema-object-missing',
    table: wants.name,
    message: `The ${wants.kind} ${wants.name} is ${has ? 'not as the migrations make it' : 'missing'}.`,
    remedy: {
      text: 'Make it as the migrations do:',
      commands: [...(has ? [typeSql(dropOf(has))] : []), typeSql(wants.sql)],
    },
  },
];

const dropOf = ({ kind, name }: Pick<OtherObject, 'kind' | 'name'>): string =>
  `drop ${kind === 'virtual table' ? 'table' : kind} ${quoted(name)}`;

type Compare = (found: TableDescription, expected: TableDescription) => readonly SchemaDifference[];

function tableComparer(dialect: SchemaDescription['dialect'], typeSql: TypeSql): Compare {
  const change = changesOf(dialect, typeSql);
  return (found, expected) => {
    const table = expected.name;
    const difference = (code: string, message: string, remedy: Remedy): SchemaDifference => ({
      code: `schema-${code}`,
      table,
      message,
      remedy,
    });
    const columns = pair(found.columns, expected.columns, (column) => column.name).flatMap(([has, wants]) => {
      const name = `${table}.${(has ?? wants)?.name ?? ''}`;
      if (!has && wants)
        return difference('column-missing', `The column ${name} is missing.`, change.addColumn(table, wants));
      if (has && !wants)
        return difference('column-extra', `The column ${name} is one too many.`, change.dropColumn(table, has.name));
      if (!has || !wants || columnWords(has) === columnWords(wants)) return [];
      const said = `The column ${name} is "${columnWords(has)}"; expected "${columnWords(wants)}".`;
      return difference('column-differs', said, change.alterColumn(table, has, wants));
    });
    const constraints = pair(found.constraints, expected.constraints, (rule) => `${rule.name} ${rule.definition}`);
    const rules = constraints.flatMap(([has, wants]) =>
      has && wants
        ? []
        : wants
          ? difference('rule-missing', `${table} lacks the rule "${wants.definition}".`, change.addRule(table, wants))
          : has
            ? difference(
                'rule-extra',
                `${table} has a rule too many: "${has.definition}".`,
                change.dropRule(table, has),
              )
            : [],
    );
    return [...columns, ...rules, ...indexDifferences(found, expected, typeSql)];
  };
}

function indexDifferences(
  found: TableDescription,
  expected: TableDescription,
  typeSql: TypeSql,
): readonly SchemaDifference[] {
  const table = expected.name;
  return pair(found.indexes, expected.indexes, (index) => index.name).flatMap(([has, wants]) => {
    if (has?.definition === wants?.definition) return [];
    const drop = has ? [typeSql(`drop index ${quoted(has.name)}`)] : [];
    const make = wants ? [typeSql(wants.sql)] : [];
    const commands = [...drop, ...make];
    if (has && wants) {
      const message = `The index ${wants.name} is over "${has.definition}"; expected "${wants.definition}".`;
      return { code: 'schema-index-differs', table, message, remedy: { text: 'Make it anew:', commands } };
    }
    return wants
      ? {
          code: 'schema-index-missing',
          table,
          message: `The index ${wants.name} over ${table} ${wants.definition} is missing, so that looking things up is slower${/^unique/u.test(wants.definition) ? ' and doubles are let in' : ''}.`,
          remedy: { text: 'Make it again:', commands },
        }
      : {
          code: 'schema-index-extra',
          table,
          message: `The index ${has?.name ?? ''} over ${table} was made by somebody else; each write pays for it.`,
          remedy: { text: 'If nobody needs it, remove it:', commands },
        };
  });
}

/** All that matters about a column, in one line. */
const columnWords = (column: ColumnDescription): string => columnSql(column).replace(/^"(?:[^"]|"")*" /u, '');

interface Changes {
  addColumn(table: string, column: ColumnDescription): Remedy;
  dropColumn(table: string, name: string): Remedy;
  alterColumn(table: string, found: ColumnDescription, expected: ColumnDescription): Remedy;
  addRule(table: string, rule: ConstraintDescription): Remedy;
  dropRule(table: string, rule: ConstraintDescription): Remedy;
}

/** SQLite changes neither rules nor columns in place; a copy into a new database has them right. */
const anew: Remedy = {
  text: 'SQLite cannot change this in place: move the rows into a new database, then point DATABASE_URL at it.',
  commands: ['npx aicmo db backup', 'npx aicmo db copy --from sqlite:<this file> --to sqlite:<new file>'],
};

function changesOf(dialect: SchemaDescription['dialect'], typeSql: TypeSql): Changes {
  const alter = (table: string, ...changes: readonly string[]): string =>
    typeSql(`alter table ${quoted(table)} ${changes.join(', ')}`);
  const drop = (table: string, name: string): Remedy => ({
    text: 'If nobody needs it, remove it, with everything in it:',
    commands: ['npx aicmo db backup', alter(table, `drop column ${quoted(name)}`)],
  });
  const add = (table: string, column: ColumnDescription): Remedy => ({
    text: `${fromBackup.text} Or add it empty:`,
    commands: [...fromBackup.commands, alter(table, `add column ${columnSql(column)}`)],
  });
  if (dialect === 'sqlite') {
    return {
      addColumn: (table, column) => (column.isNullable || column.default !== null ? add(table, column) : fromBackup),
      dropColumn: drop,
      alterColumn: () => anew,
      addRule: () => anew,
      dropRule: () => anew,
    };
  }
  return {
    addColumn: add,
    dropColumn: drop,
    alterColumn: (table, found, expected) => ({
      text: 'Change it back:',
      commands: ['npx aicmo db backup', alter(table, ...alterations(found, expected))],
    }),
    addRule: (table, rule) => ({
      text: 'Add it again; that fails while rows break it, and says which:',
      commands: [alter(table, `add constraint ${quoted(rule.name ?? '')} ${rule.definition}`)],
    }),
    dropRule: (table, rule) => ({
      text: 'Remove it:',
      commands: [alter(table, `drop constraint ${quoted(rule.name ?? '')}`)],
    }),
  };
}

function alterations(found: ColumnDescription, expected: ColumnDescription): readonly string[] {
  const column = `alter column ${quoted(expected.name)}`;
  return [
    ...(found.type === expected.type ? [] : [`${column} type ${expected.type}`]),
    ...(found.isNullable === expected.isNullable ? [] : [`${column} ${expected.isNullable ? 'drop' : 'set'} not null`]),
    ...(found.default === expected.default
      ? []
      : [expected.default === null ? `${column} drop default` : `${column} set default ${expected.default}`]),
    ...(found.generated === expected.generated
      ? []
      : [expected.generated === null ? `${column} drop identity if exists` : `${column} add ${expected.generated}`]),
  ];
}
