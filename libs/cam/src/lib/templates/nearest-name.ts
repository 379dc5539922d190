/** Edits (insert, delete, replace) between two texts. */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}

const plain = (text: string): string => text.toLowerCase().replaceAll(/[^a-z0-9]/g, '');

/** The known name that was most likely meant, or undefined when none is near. `first_name` finds `lead.firstName`. */
export function nearestName(found: string, known: readonly string[]): string | undefined {
  const score = (name: string): number => {
    const whole = distance(plain(found), plain(name));
    const last = distance(plain(found.split('.').at(-1) ?? ''), plain(name.split('.').at(-1) ?? ''));
    return Math.min(whole, last + (found.split('.')[0] === name.split('.')[0] ? 0 : 0.5));
  };
  const best = known
    .map((name) => ({ name, edits: score(name) }))
    .reduce((one, other) => (other.edits < one.edits ? other : one), { name: '', edits: Infinity });
  return best.edits <= Math.max(2, plain(found).length / 3) ? best.name : undefined;
}
