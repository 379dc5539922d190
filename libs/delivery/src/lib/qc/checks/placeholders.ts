import type { QcRule } from '../qc-input.ts';

/* DOMAIN section 4, "Never exported". In capitals only where the small word is a real one. */
const patterns: readonly RegExp[] = [
  /\bT\.?B\.?[DAC]\b\.?/g,
  /\bTO-?DO\b/g,
  /\bFIXME\b/g,
  /\bX{3,}\b/g,
  /\blorem ipsum\b[^.]*/gi,
  /\{\{[^}]*\}\}|\{%[^%]*%\}|<%[^%]*%>/g,
  /\$\{[^}]*\}/g,
  /\[(?:insert|your|add|client|company|brand|name|date|link|product|first[ _]?name|placeholder|tbd|todo|xx+)\b[^\]]*\]/gi,
  /<(?:insert|your|client|company|brand|name|link|placeholder)\b[^>]*>/gi,
  /\b(?:Pillar|Headline|Hook|Tagline|Option|Variant|Benefit|Feature|Post|Slide|Point|CTA)\s+(?:\d{1,2}|[A-D])\b(?=\s*(?:$|[:.,;)\n]))/gm,
  /\b(?:placeholder|sample|dummy)\s+(?:text|copy|headline|content)\b/gi,
  /_{4,}/g,
];

/** Leftovers of writing that must never leave the house. */
export function findPlaceholders(text: string): readonly string[] {
  return [...new Set(patterns.flatMap((pattern) => text.match(pattern) ?? []))].map((found) => found.trim());
}

/** Whether something is left that somebody meant to fill in. */
export const placeholders: QcRule = {
  id: 'placeholders',
  title: 'Nothing is left to fill in',
  severity: 'BLOCKER',
  run: ({ text }) => {
    const found = findPlaceholders(text);
    if (found.length === 0) return { outcome: 'PASS', why: 'No leftover was found.' };
    return { outcome: 'FAIL', why: `Left to fill in: ${found.map((each) => `"${each}"`).join(', ')}.`, found };
  },
};
