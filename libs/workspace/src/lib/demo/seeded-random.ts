/** A repeatable stream of numbers in [0, 1): mulberry32, so that a seed always tells the same story. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** One element of a list that is not empty. */
export function pick<List extends readonly [unknown, ...unknown[]]>(random: () => number, list: List): List[number] {
  return list[Math.floor(random() * list.length)] ?? list[0];
}
