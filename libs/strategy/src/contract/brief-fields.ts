import type { BriefFieldId } from './brief-content.ts';

/** How a field is asked for: one line, a paragraph, one entry a line, or one of a few choices. */
export type BriefFieldKind = 'line' | 'paragraph' | 'list' | 'choice';

/** One field of the brief as a form asks for it. */
export interface BriefField {
  readonly id: BriefFieldId;
  readonly label: string;
  /** What to write, with an example where that helps. Stands below the field. */
  readonly help: string;
  readonly kind: BriefFieldKind;
  /** A strategy cannot be drafted without it. */
  readonly needed?: boolean;
  /** Asked for even in a short form: directions and a calendar cannot do much without it. */
  readonly essential?: boolean;
  readonly choices?: readonly { readonly value: string; readonly label: string }[];
}

/** Fields that are asked for together. */
export interface BriefSection {
  readonly title: string;
  readonly fields: readonly BriefField[];
}

const line = (id: BriefFieldId, label: string, help: string): BriefField => ({ id, label, help, kind: 'line' });
const paragraph = (id: BriefFieldId, label: string, help: string): BriefField => ({
  id,
  label,
  help,
  kind: 'paragraph',
});
const list = (id: BriefFieldId, label: string, help: string): BriefField => ({ id, label, help, kind: 'list' });
const choice = (
  id: BriefFieldId,
  label: string,
  help: string,
  choices: Readonly<Record<string, string>>,
): BriefField => ({
  id,
  label,
  help,
  kind: 'choice',
  choices: Object.entries(choices).map(([value, text]) => ({ value, label: text })),
});
const needed = (field: BriefField): BriefField => ({ ...field, needed: true, essential: true });
const essential = (field: BriefField): BriefField => ({ ...field, essential: true });

const company: BriefSection = {
  title: 'The company',
  fields: [
    needed(line('company', 'Company', 'The name that customers know.')),
    line('website', 'Website', 'The whole address, like https://example.com.'),
    line('industry', 'Industry', 'In the client’s words: speciality coffee, payroll software.'),
    line('geography', 'Where it sells', 'Countries, cities or regions.'),
    needed(paragraph('offer', 'What it sells', 'One sentence that a stranger would understand.')),
    paragraph('pricing', 'How it is priced', 'Prices, packages, and why they are what they are.'),
    list('revenueStreams', 'Where the money comes from', 'One source a line.'),
    paragraph('unitEconomics', 'What one customer brings and costs', 'Only numbers that the client stands behind.'),
    paragraph('growthConstraint', 'What holds growth back', 'The one thing that would change most if it were solved.'),
    choice('bottleneck', 'Where buyers are lost', 'The narrowest place between hearing of it and staying.', {
      DEMAND: 'Demand: too few want it',
      AWARENESS: 'Awareness: too few know it',
      TRUST: 'Trust: they know it and do not believe it',
      CONVERSION: 'Conversion: they believe it and do not buy',
      RETENTION: 'Retention: they buy and do not stay',
    }),
    choice('riskTolerance', 'Appetite for risk', 'How far a message may go.', {
      CAREFUL: 'Careful',
      BALANCED: 'Balanced',
      BOLD: 'Bold',
    }),
    paragraph('regulation', 'Rules of the trade', 'Laws and codes that limit what may be said.'),
  ],
};

const market: BriefSection = {
  title: 'The market',
  fields: [
    choice('categoryMaturity', 'How old the category is', 'As buyers see it.', {
      EMERGING: 'Emerging: it has to be explained',
      GROWING: 'Growing: it has to be chosen',
      MATURE: 'Mature: everybody has one',
      DECLINING: 'Declining: fewer want one',
    }),
    list('competitors', 'What buyers choose instead', 'Rivals and habits, one a line; doing nothing counts.'),
    paragraph('gap', 'What nobody offers', 'What buyers ask for and do not get from anyone.'),
    list('avoid', 'What not to repeat', 'What was tried and failed, or must not be done. One a line.'),
  ],
};

const audience: BriefSection = {
  title: 'The people',
  fields: [
    needed(line('audience', 'Who buys', 'Name them as a group: independent cafés in Lisbon.')),
    choice('awareness', 'What they know already', 'The state most of them are in today.', {
      UNAWARE: 'Nothing: they do not see the problem',
      PROBLEM: 'The problem, not that it can be solved',
      SOLUTION: 'That it can be solved, not by whom',
      PRODUCT: 'The product, not why this one',
      MOST_AWARE: 'Everything but a reason to act now',
    }),
    needed(list('pains', 'What hurts', 'One a line, as they would say it. Two or more make a better draft.')),
    needed(list('outcomes', 'What they want instead', 'One a line: what is true on a good day.')),
    list('objections', 'What they object', 'One a line, the strongest first.'),
    list('trusted', 'Whom they trust', 'People, papers, marks and habits, one a line.'),
  ],
};

const value: BriefSection = {
  title: 'The value',
  fields: [
    needed(list('differentiators', 'What is different here', 'One a line; something that a rival could not say.')),
    essential(list('proof', 'What can be proved', 'Results, names and numbers that may be quoted. One a line.')),
    paragraph('sacrifice', 'What buyers give up', 'Money aside: habits, time, a supplier they like.'),
    line('belief', 'The belief to argue against', 'A widespread belief that is wrong; never a competitor.'),
  ],
};

const voice: BriefSection = {
  title: 'Channels, voice and limits',
  fields: [
    essential(list('channels', 'Where to be heard', 'One a line, the most important first: LinkedIn, newsletter.')),
    essential(line('tone', 'How it should sound', 'Two or three words: warm, plain-spoken.')),
    list('bannedWords', 'Words never used', 'One a line. Nothing that is composed will contain them.'),
    list('claimsToAvoid', 'Claims never made', 'One a line: fastest in Europe, guaranteed results.'),
    list('disclaimers', 'Sentences that must be there', 'One a line, exactly as they must read.'),
    paragraph('visual', 'How it should look', 'What exists: photographs, shapes, what to leave out.'),
    list('brandColours', 'Brand colours', 'One a line as hex: #0b6e4f.'),
  ],
};

const measure: BriefSection = {
  title: 'What counts',
  fields: [
    needed(paragraph('objective', 'What this should achieve', 'One sentence: more first orders from cafés.')),
    essential(line('goal', 'The number and the date', 'Twenty new cafés by the end of June.')),
    list('leadingSigns', 'Early signs', 'What would move first, one a line.'),
    essential(line('callToAction', 'What the reader should do', 'One act: book a tasting.')),
    choice('reviewEvery', 'How often to look', 'When somebody decides what to keep.', {
      DAY: 'Every day',
      WEEK: 'Every week',
      TWO_WEEKS: 'Every two weeks',
      MONTH: 'Every month',
    }),
    line('budget', 'Budget', 'What may be spent, and on what.'),
  ],
};

/** The whole brief in the order in which a form asks for it. */
export const briefSections: readonly BriefSection[] = [company, market, audience, value, voice, measure];

const byId = new Map(briefSections.flatMap((section) => section.fields).map((field) => [field.id as string, field]));

/** The field with this id, or undefined: an answer of a person has no field of the brief. */
export const briefField = (id: string): BriefField | undefined => byId.get(id);
