import * as z from 'zod/mini';

const line = z._default(z.string().check(z.trim(), z.maxLength(300, 'Keep this to 300 characters.')), '');
const paragraph = z._default(z.string().check(z.trim(), z.maxLength(2000, 'Keep this to 2,000 characters.')), '');
const item = z.string().check(z.trim(), z.maxLength(300, 'Keep each line to 300 characters.'));
const list = z._default(z.array(item).check(z.maxLength(40, 'Keep this to 40 lines.')), []);
const website = z._default(
  z
    .string()
    .check(
      z.trim(),
      z.maxLength(300, 'Keep this to 300 characters.'),
      z.regex(/^$|^https?:\/\/[^\s/]+\.[^\s]+$/i, 'Write the whole address, like https://example.com.'),
    ),
  '',
);
const oneOf = <const Values extends readonly [string, ...string[]]>(values: Values) =>
  z._default(z.nullable(z.enum(values)), null);

/**
 * What a client told us, in the client's own words: the only material that a strategy may be composed from. Texts are
 * trimmed; an empty text, an empty list and null all mean "not told". Company is all that a save needs.
 */
export const BriefContent = z.object({
  company: z
    .string('Write the name of the company.')
    .check(
      z.trim(),
      z.minLength(1, 'Write the name of the company.'),
      z.maxLength(120, 'Keep the name to 120 characters.'),
    ),
  website,
  industry: line,
  geography: line,
  offer: paragraph,
  pricing: paragraph,
  revenueStreams: list,
  unitEconomics: paragraph,
  growthConstraint: paragraph,
  bottleneck: oneOf(['DEMAND', 'AWARENESS', 'TRUST', 'CONVERSION', 'RETENTION']),
  riskTolerance: oneOf(['CAREFUL', 'BALANCED', 'BOLD']),
  regulation: paragraph,
  categoryMaturity: oneOf(['EMERGING', 'GROWING', 'MATURE', 'DECLINING']),
  competitors: list,
  gap: paragraph,
  avoid: list,
  audience: line,
  awareness: oneOf(['UNAWARE', 'PROBLEM', 'SOLUTION', 'PRODUCT', 'MOST_AWARE']),
  pains: list,
  outcomes: list,
  objections: list,
  trusted: list,
  differentiators: list,
  proof: list,
  sacrifice: paragraph,
  belief: line,
  channels: list,
  tone: line,
  bannedWords: list,
  claimsToAvoid: list,
  disclaimers: list,
  visual: paragraph,
  brandColours: list,
  objective: paragraph,
  goal: line,
  leadingSigns: list,
  callToAction: line,
  reviewEvery: oneOf(['DAY', 'WEEK', 'TWO_WEEKS', 'MONTH']),
  budget: line,
});

/** What a client told us; see the schema of the same name. */
export type BriefContent = z.infer<typeof BriefContent>;
/** The name of one thing that a brief may hold. */
export type BriefFieldId = keyof BriefContent;
