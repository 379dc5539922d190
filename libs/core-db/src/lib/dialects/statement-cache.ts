/**
 * Keeps between half of `size` and `size` of the prepared statements that were used last, by their text, because
 * preparing costs several times what running does. What is used again and again costs one look-up and no bookkeeping:
 * when the younger half is full, the older one is dropped, and who comes back from it is young again.
 * A statement that is being read row by row must not come from here: somebody else would restart it.
 */
export function statementCache<Statement>(
  prepare: (text: string) => Statement,
  size: number,
): (text: string) => Statement {
  let young = new Map<string, Statement>();
  let old = new Map<string, Statement>();
  return (text) => {
    const known = young.get(text);
    if (known) return known;
    const statement = old.get(text) ?? prepare(text);
    if (young.size >= size / 2) [young, old] = [new Map(), young];
    young.set(text, statement);
    return statement;
  };
}
