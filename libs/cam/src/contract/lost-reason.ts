import * as z from 'zod/mini';

/** Why a lead is given up. OTHER needs own words. */
export const LostReason = z.enum([
  'NO_ANSWER',
  'NOT_INTERESTED',
  'NO_BUDGET',
  'BAD_TIME',
  'COMPETITOR',
  'NOT_A_FIT',
  'WRONG_PERSON',
  'LEFT_COMPANY',
  'OTHER',
]);
export type LostReason = z.infer<typeof LostReason>;

/** The reasons as a person reads and chooses them. */
export const lostReasonWords: Readonly<Record<LostReason, string>> = {
  NO_ANSWER: 'No answer',
  NOT_INTERESTED: 'Not interested',
  NO_BUDGET: 'No budget',
  BAD_TIME: 'Not now',
  COMPETITOR: 'Chose somebody else',
  NOT_A_FIT: 'Not a fit for us',
  WRONG_PERSON: 'The wrong person',
  LEFT_COMPANY: 'Has left the company',
  OTHER: 'Another reason',
};
