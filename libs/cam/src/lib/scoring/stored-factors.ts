import * as z from 'zod/mini';
import { Factor } from '../../contract/lead.ts';
import { scoreParts, type ScoringRules } from '../../contract/scoring.ts';
import { readJsonColumn } from '../db/json-column.ts';

const order = [...scoreParts.fit, ...scoreParts.opportunity];

/** Hundredths in the order of `scoreParts`, null for an unknown one; rows of before rules could be edited keep whole factors. */
const StoredFactors = z.union([z.array(z.nullable(z.number())), z.array(Factor)]);

/**
 * The factors of a stored score: the values and weights by which it was computed, with the sentences that hold today.
 * Where the facts have changed since, the value is the stored one and the sentence says so.
 */
export function storedFactors(text: string, rules: ScoringRules, today: readonly Factor[]): readonly Factor[] {
  const stored = readJsonColumn(StoredFactors, text, 'cam_lead.factors');
  return order.flatMap((key, index) => {
    const found = stored[index];
    const now = today.find((each) => each.key === key);
    if (found === undefined || now === undefined) return [];
    if (found !== null && typeof found === 'object') return [found];
    const value = found === null ? 0.5 : found / 100;
    const isKnown = found !== null;
    const isToday = now.value === value && now.isKnown === isKnown;
    const why = isToday ? now.why : `As it was when scored; today it would be ${now.value.toFixed(2)}: ${now.why}`;
    return [{ key, part: now.part, value, weight: rules.weights[key], why, isKnown }];
  });
}
