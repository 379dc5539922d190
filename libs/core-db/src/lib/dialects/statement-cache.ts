/**
 * Keeps the last `size` prepared statements by their text, because preparing costs several times what running does.
 * A statement that is being read row by row must not come from here: somebody else would restart it.
 */
export function statementCache<Statement>(
  prepare: (text: string) => Statement,
  size: number,
): (text: string) => Statement {
  const kept = new Map<string, Statement>();
  return (text) => {
    const known = kept.get(text);
    const statement = known ?? prepare(text);
    if (known) kept.delete(text);
    kept.set(text, statement);
    const oldest = kept.size > size ? kept.keys().next().value : undefined;
    if (oldest !== undefined) kept.delete(oldest);
    return statement;
  };
}
