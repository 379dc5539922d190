import type { Phrase } from '../../contract/direction.ts';
import { isPlaceholder } from './wording-rules.ts';

/** Chooses among ways of saying a thing: always the same for the same client, different from client to client. */
export interface Picker {
  /** One of the ways that uses no banned word; `bare`, the material with nothing but punctuation, when all of them do. */
  say(slot: string, ways: readonly Phrase[], bare: Phrase): Phrase;
  /** The same for a headline: one that no other headline of these directions repeats. */
  headline(slot: string, ways: readonly Phrase[], bare: Phrase): Phrase;
}

/** A picker whose choices depend on `seed` alone. */
export function createPicker(seed: string, bannedIn: (text: string) => string | undefined): Picker {
  const used = new Set<string>();
  const say: Picker['say'] = (slot, ways, bare) => {
    const turn = hash(`${seed}/${slot}`) % Math.max(1, ways.length);
    const turned = [...ways.slice(turn), ...ways.slice(0, turn)];
    return turned.find(({ text }) => bannedIn(text) === undefined && !isPlaceholder(text)) ?? bare;
  };
  return {
    say,
    headline: (slot, ways, bare) => {
      const unused = ways.filter(({ text }) => !used.has(text.toLowerCase()));
      const chosen = say(slot, unused, bare);
      used.add(chosen.text.toLowerCase());
      return chosen;
    },
  };
}

/** FNV-1a, 32 bit: spreads short texts evenly, needs no crypto, and is the same on every machine. */
export function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) value = Math.imul(value ^ byte, 0x01000193) >>> 0;
  return value;
}
