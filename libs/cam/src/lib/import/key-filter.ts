const firstSize = 1 << 16;
const fullest = 0.6;

/**
 * Remembers by which row of a file each identity was seen first, in some 16 bytes for each instead of the text. It answers
 * "certainly not yet" or "probably in this row": two texts may share a hash (of a million some hundred do), so whoever gets
 * a row looks whether it is the same person.
 */
export class KeyFilter {
  #hashes = new Uint32Array(firstSize);
  #rows = new Uint32Array(firstSize);
  #count = 0;
  /** Identities whose hash another one has. */
  readonly #collided = new Map<string, number>();

  /** The rows in which an identity may have been seen; mostly none or one. */
  rowsOf(key: string): readonly number[] {
    const row = this.#rows[this.#slot(shortHash(key))] ?? 0;
    if (row === 0) return none;
    const other = this.#collided.get(key);
    return other === undefined ? [row] : [other, row];
  }

  /** Remembers the row of an identity that is new; a hash that is taken by another identity is kept beside. */
  add(key: string, row: number): void {
    if (this.#count >= this.#rows.length * fullest) this.#grow();
    const hash = shortHash(key);
    const slot = this.#slot(hash);
    if (this.#rows[slot] === 0) {
      this.#hashes[slot] = hash;
      this.#rows[slot] = row;
      this.#count += 1;
    } else this.#collided.set(key, row);
  }

  #slot(hash: number): number {
    const mask = this.#rows.length - 1;
    let slot = hash & mask;
    while (this.#rows[slot] !== 0 && this.#hashes[slot] !== hash) slot = (slot + 1) & mask;
    return slot;
  }

  #grow(): void {
    const [hashes, rows] = [this.#hashes, this.#rows];
    this.#hashes = new Uint32Array(rows.length * 2);
    this.#rows = new Uint32Array(rows.length * 2);
    for (let index = 0; index < rows.length; index += 1) {
      const row = rows[index] ?? 0;
      if (row === 0) continue;
      const slot = this.#slot(hashes[index] ?? 0);
      this.#hashes[slot] = hashes[index] ?? 0;
      this.#rows[slot] = row;
    }
  }
}

const none: readonly number[] = [];

const shortHash = (key: string): number => hashOf(key) % 0x100000000;

/** 53 bits of two multiplicative hashes of 32 (the mixing of MurmurHash3, public domain). */
export function hashOf(key: string): number {
  let one = 0x9747b28c;
  let two = 0x41c6ce57;
  for (let index = 0; index < key.length; index += 1) {
    const code = key.charCodeAt(index);
    one = Math.imul(one ^ code, 0x85ebca6b);
    two = Math.imul(two ^ code, 0xc2b2ae35);
    one = (one << 13) | (one >>> 19);
    two = (two << 15) | (two >>> 17);
  }
  one = Math.imul(one ^ (one >>> 16), 0x85ebca6b) ^ Math.imul(two ^ (two >>> 13), 0xc2b2ae35);
  two = Math.imul(two ^ (two >>> 16), 0x85ebca6b) ^ Math.imul(one ^ (one >>> 13), 0xc2b2ae35);
  return (two >>> 0) * 0x200000 + ((one >>> 0) & 0x1fffff);
}
