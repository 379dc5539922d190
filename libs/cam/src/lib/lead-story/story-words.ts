/** Words of the domain as a sentence says them; only these are changed, so that “CEO” stays. */
const words: Readonly<Record<string, string>> = {
  ...{ NEW: 'new', ENRICHED: 'enriched', QUALIFIED: 'qualified', CONTACTED: 'contacted', REPLIED: 'replied' },
  ...{ WON: 'won', LOST: 'lost', HOT: 'hot', WARM: 'warm', COOL: 'cool', COLD: 'cold' },
  ...{ UNKNOWN: 'not asked', OPTED_IN: 'agreed', DO_NOT_CONTACT: 'never contact' },
  ...{ ACTIVE: 'active', PAUSED: 'paused', FINISHED: 'finished', STOPPED: 'stopped' },
};

const known = new RegExp(`\\b(?:${Object.keys(words).join('|')})\\b`, 'g');

/** A kept record in plain words: “NEW → LOST” is “Moved from new to lost”, “Consent A → B” likewise. */
export function plainWords(text: string): string {
  const spoken = text.replaceAll(known, (word) => words[word] ?? word);
  const move = /^([a-z ]+) → ([a-z ]+)$/.exec(spoken);
  if (move) return `Moved from ${move[1]} to ${move[2]}`;
  return spoken.replace(/^Consent (.+) → (.+)$/, 'Consent changed from “$1” to “$2”').replaceAll(' → ', ' to ');
}
