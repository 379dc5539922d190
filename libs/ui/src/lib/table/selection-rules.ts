/** The selection with one row ticked or unticked. */
export function toggled(selected: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(selected);
  if (!next.delete(id)) next.add(id);
  return next;
}

/** All shown rows ticked; when all of them are, none. Ticks on rows that are not shown stay. */
export function toggledAll(selected: ReadonlySet<string>, shown: readonly string[]): ReadonlySet<string> {
  const next = new Set(selected);
  if (shown.every((id) => selected.has(id))) for (const id of shown) next.delete(id);
  else for (const id of shown) next.add(id);
  return next;
}
