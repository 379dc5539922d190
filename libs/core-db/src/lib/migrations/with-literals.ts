import type { CompiledStatement } from './compile-migrations.ts';

/** Quoted texts and names, which may hold what looks like a place, and the places of SQLite and PostgreSQL. */
const parts = /'(?:[^']|'')*'|"(?:[^"]|"")*"|\$(\d+)|\?/g;

/** A statement as one could type it: its values where the places for them are. For reading; what is executed keeps them apart. */
export function withLiterals({ sql, parameters }: CompiledStatement): string {
  let next = 0;
  const text = sql.replaceAll(parts, (found, numbered: string | undefined) => {
    if (numbered !== undefined) return literal(parameters[Number(numbered) - 1]);
    if (found !== '?') return found;
    next += 1;
    return literal(parameters[next - 1]);
  });
  return `${text.trim()};`;
}

function literal(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  if (typeof value === 'boolean') return value ? '1' : '0';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return `'${text.replaceAll("'", "''")}'`;
}
