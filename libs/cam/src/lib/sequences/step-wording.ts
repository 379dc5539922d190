import { createHash } from 'node:crypto';
import type { Sequence, SequenceStep, StepVariant } from '../../contract/sequence.ts';

/** A wording of a message with its letter, and the id under which its figures are kept while several are tried. */
export interface Wording extends StepVariant {
  /** A, B, C or D. */
  readonly letter: string;
  /** Null: the message has this wording only. */
  readonly variantId: string | null;
}

/** The letter in the id of a wording. */
export const letterOfVariant = (variantId: string): string => variantId.slice(variantId.lastIndexOf('-') + 1);

const known = new WeakMap<SequenceStep, readonly Wording[]>();

/**
 * The wordings of a message. Their ids come from all of their texts and weights together: when one of them is changed, a
 * new trial begins, because those who read the old words say nothing about the new ones.
 */
export function wordingsOf({ id }: Pick<Sequence, 'id'>, step: SequenceStep): readonly Wording[] {
  const found = known.get(step);
  if (found) return found;
  const all = [step, ...step.variants].map(({ subject, body, html, weight }) => ({ subject, body, html, weight }));
  const trial =
    all.length === 1
      ? null
      : digest(JSON.stringify([id, step.position, all]))
          .toString('hex')
          .slice(0, 20);
  const made = all.map((texts, index) => {
    const letter = String.fromCodePoint(65 + index);
    return { ...texts, letter, variantId: trial === null ? null : `${trial}-${letter}` };
  });
  known.set(step, made);
  return made;
}

/**
 * The wording that a lead's way through the sequence gets: drawn from the enrolment's id and the trial, so that asking
 * again gives the same one, no list is kept, and two messages of a sequence are drawn independently.
 */
export function wordingFor(sequence: Pick<Sequence, 'id'>, step: SequenceStep, enrolmentId: string): Wording {
  const all = wordingsOf(sequence, step);
  const [first] = all;
  if (first === undefined) throw new RangeError('A message has at least one wording.');
  if (first.variantId === null) return first;
  const sum = all.reduce((total, { weight }) => total + weight, 0);
  let left = (digest(`${first.variantId}/${enrolmentId}`).readUIntBE(0, 6) / 2 ** 48) * sum;
  return all.find(({ weight }) => (left -= weight) < 0) ?? first;
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
