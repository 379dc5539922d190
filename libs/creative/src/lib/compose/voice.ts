import type { CreativeMaterial, MaterialField } from '../../contract/material.ts';
import type { MissingMaterial } from '../../contract/direction-set.ts';
import { materialLabels } from '../../contract/material.ts';
import { asGroup, short, wordsOf, type Words } from './words.ts';
import { bannedWordIn } from './wording-rules.ts';

/** Two different things of one kind. */
export type Pair = readonly [Words, Words];

/** The material as the angles speak with it. Words meant for headlines are short. */
export interface Voice {
  readonly company: Words;
  readonly offer: Words;
  readonly audience: Words;
  readonly pains: Pair;
  readonly outcomes: Pair;
  /** What answers a pain: differences first, proof after them. */
  readonly answers: Pair;
  /** What can be shown: proof first, differences after it. */
  readonly evidence: Pair;
  /** The first two of the evidence are quotable proof. */
  readonly hasProof: boolean;
  readonly tone: Words;
  readonly visual?: Words;
  readonly act?: Words;
}

/** A voice, or what the material must still say. */
export type VoiceOutcome = { readonly voice: Voice } | { readonly missing: readonly MissingMaterial[] };

/** Reads the material: drops placeholders, repetitions and lines with banned words, and counts what is left. */
export function readVoice(material: CreativeMaterial): VoiceOutcome {
  const banned = bannedWordIn(material.bannedWords);
  const usable = (field: MaterialField): Words[] =>
    distinct(wordsOf(material, field)).filter((one) => !banned(one.words));
  const missing: MissingMaterial[] = [];
  const need = (found: readonly Words[], count: number, ...fields: readonly [MaterialField, ...MaterialField[]]) => {
    if (found.length < count) missing.push(shortage(material, fields, found.length, count));
    return found;
  };
  const one = (field: MaterialField) => need(usable(field), 1, field)[0];
  const company = one('company');
  const offer = one('offer');
  const audience = one('audience');
  const pains = pairOf(need(usable('pains'), 2, 'pains'));
  const outcomes = pairOf(need(usable('outcomes'), 2, 'outcomes'));
  const [differences, proof] = [usable('differentiators'), usable('proof')];
  const answers = pairOf(need(distinct([...differences, ...proof]), 2, 'differentiators', 'proof'));
  const evidence = pairOf(distinct([...proof, ...differences]));
  const tone = one('tone');
  if (!company || !offer || !audience || !pains || !outcomes || !answers || !evidence || !tone) return { missing };
  const [visual, act] = [usable('visual')[0], usable('callToAction')[0]];
  return {
    voice: {
      ...{ company, offer, audience: asGroup(audience), pains, outcomes, answers, evidence, tone },
      hasProof: evidence[0].field === 'proof',
      ...(visual ? { visual } : {}),
      ...(act ? { act } : {}),
    },
  };
}

const pairOf = ([first, second]: readonly Words[]): Pair | undefined =>
  first && second ? [short(first), short(second)] : undefined;

function distinct(all: readonly Words[]): Words[] {
  const seen = new Map(all.map((one) => [one.words.toLowerCase(), one]).reverse() as [string, Words][]);
  return all.filter((one) => seen.get(one.words.toLowerCase()) === one);
}

function shortage(
  material: CreativeMaterial,
  fields: readonly [MaterialField, ...MaterialField[]],
  found: number,
  count: number,
): MissingMaterial {
  const given = fields.flatMap((field) => material[field]).filter((text) => text.trim() !== '').length;
  const unusable =
    given > found ? `; ${given - found} more cannot be used (placeholder, repetition or banned word)` : '';
  const label = fields.map((field) => materialLabels[field]).join(' or ');
  const need = count === 1 ? 'it is needed' : `at least ${count} lines are needed`;
  return {
    field: fields[0],
    label,
    need: `${label}: ${found === 0 ? 'nothing usable' : `${found} usable`}${unusable}; ${need}.`,
  };
}
