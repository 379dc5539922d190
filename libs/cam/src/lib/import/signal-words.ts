import type { Signal } from '../../contract/lead.ts';

const patterns: readonly (readonly [Signal, RegExp])[] = [
  ['recent_job_change', /job change|new (job|role|position)|changed job|neue stelle/i],
  ['recently_funded', /fund(ed|ing)|raised|series [a-e]\b|finanzierung/i],
  ['hiring', /\bhiring|open (role|position|job)|stellenanzeige/i],
  ['recent_activity', /\bactiv(e|ity)|posted|visited|engaged/i],
  ['decision_maker', /decision|entscheider/i],
  ['budget_authority', /budget/i],
];

/** The signals that a text of a list speaks of. */
export const signalsIn = (text: string): readonly Signal[] =>
  patterns.filter(([, pattern]) => pattern.test(text)).map(([signal]) => signal);
