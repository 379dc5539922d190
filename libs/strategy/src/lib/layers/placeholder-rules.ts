const placeholders: readonly RegExp[] = [
  /\b(TBD|TBA|TBC|TODO|FIXME|tbd|tba)\b/,
  /\blorem ipsum\b/i,
  /\[[^\]]*\]|\{\{[^}]*\}\}/,
  /\b(pillar|headline|hook|benefit) \d+\b/i,
  /^(n\/?a|none|unknown|x+|[?.…\-–—\s]+)$/i,
];

/** Whether a text only holds a place (TBD, lorem ipsum, bracketed inserts, "Pillar 1"): it counts as not told. */
export const isPlaceholder = (text: string): boolean => placeholders.some((pattern) => pattern.test(text.trim()));
