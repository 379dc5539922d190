import type { CreativeMaterial, MaterialField } from '../../contract/material.ts';
import { isPlaceholder } from './wording-rules.ts';

/** Words of the material, ready to stand in a sentence: trimmed, without the stop at their end. */
export interface Words {
  readonly field: MaterialField;
  /** The line of a list, from 0. */
  readonly item?: number;
  readonly words: string;
  /** They were written as a question. */
  readonly asks: boolean;
}

/** Everything usable in a field, in its order: nothing for an empty or placeholder text. */
export function wordsOf(material: CreativeMaterial, field: MaterialField): Words[] {
  const value = material[field];
  const texts: readonly string[] = typeof value === 'string' ? [value] : value;
  return texts.flatMap((text, item) => {
    const words = clean(text, field);
    if (words === '' || isPlaceholder(text)) return [];
    return [{ field, words, asks: /\?\s*$/.test(text), ...(typeof value === 'string' ? {} : { item }) }];
  });
}

/**
 * The words short enough for a headline: the first clause of a long text, cut where the writer made a pause, never in
 * the middle of a thought. Texts without a pause stay whole.
 */
export function short(words: Words, limit = 60): Words {
  if (words.words.length <= limit) return words;
  const pauses = [/[.!?](?=\s)/, /;|:(?=\s)/, /\s[–—-]\s/, /,(?=\s)/];
  for (const pause of pauses) {
    const cut = words.words.split(pause)[0]?.trim() ?? '';
    if (cut.length <= limit && cut.split(/\s+/).length >= 3) return { ...words, words: cut, asks: false };
  }
  return words;
}

/** A group named as a group: "We sell to independent cafés" names independent cafés. */
export function asGroup(words: Words): Words {
  const leadIn =
    /^(we (mainly |mostly )?(sell|serve|work|help|target|cater)( to| with| for)?|our (customers|clients|audience|buyers) (are|is)|they are|mostly|mainly)\s+/i;
  return { ...words, words: words.words.replace(leadIn, '') };
}

function clean(text: string, field: MaterialField): string {
  const line = text.normalize('NFC').replace(/\s+/gu, ' ').trim();
  if (field === 'company') return line;
  const unquoted = /^[“"«„].*[”"»“]$/u.test(line) ? line.slice(1, -1) : line;
  return unquoted.replace(/[\s.!?;,:…]+$/u, '').trim();
}
