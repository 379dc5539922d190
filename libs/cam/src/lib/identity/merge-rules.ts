import type { LeadRow } from '../db/cam-tables.ts';
import type { LeadState } from '../../contract/lead.ts';
import type { MergeChoices, MergeField, MergeFieldPreview } from '../../contract/match.ts';

/** A value of the lead that stays, before and after a merge. */
export interface MergeChange {
  readonly column: keyof LeadRow;
  readonly before: string | number | null;
  readonly after: string | number | null;
}

type Column = keyof LeadRow;

/** What can be chosen, and the columns that go with it; the first one says whether there is a value. */
const columnsOf: Readonly<Record<MergeField, readonly [Column, ...Column[]]>> = {
  name: ['fullName', 'firstName', 'lastName'],
  title: ['title'],
  company: ['company'],
  companyDomain: ['companyDomain'],
  industry: ['industry'],
  employeeCount: ['employeeCount'],
  revenue: ['revenueCents'],
  location: ['location'],
  country: ['country'],
  email: ['email', 'emailKey', 'emailCheck', 'emailCheckWhy', 'emailCheckedAt'],
  linkedin: ['linkedin', 'linkedinKey'],
  phone: ['phone', 'phoneKey'],
  timeZone: ['timeZone'],
  language: ['language'],
};
const fields = Object.keys(columnsOf) as MergeField[]; // the record has every field

/** Columns that are undone together with another one, so that an address never stands beside another's key. */
const leaderOf: ReadonlyMap<Column, Column> = new Map(
  [
    ...fields.map((field) => columnsOf[field]),
    ['state', 'stateReason'],
    ['consent', 'consentSource', 'consentAt'],
  ].flatMap(
    ([leader, ...others]) => others.map((column): [Column, Column] => [column as Column, leader as Column]), // all are columns
  ),
);

const isEmpty = (value: string | number | null): boolean => value === '' || value === null;

/** Field by field whose value it will be: a choice, else what the kept lead has, else what the other one has. */
export function compareFields(
  kept: LeadRow,
  absorbed: LeadRow,
  choices: MergeChoices = {},
): readonly MergeFieldPreview[] {
  return fields.map((field) => {
    const [column] = columnsOf[field];
    const [own, others] = [valueOf(kept, column), valueOf(absorbed, column)];
    const chosen = choices[field] ?? (isEmpty(own) && !isEmpty(others) ? 'absorbed' : 'kept');
    // Nobody chooses emptiness: what is known stays known.
    const takes = isEmpty(others) ? 'kept' : isEmpty(own) ? 'absorbed' : chosen;
    return { field, kept: textOf(own), absorbed: textOf(others), takes, isConflict: isConflict(own, others) };
  });
}

/** A column of which only plain values are asked. */
const valueOf = (row: LeadRow, column: Column): string | number | null => row[column];
const textOf = (value: string | number | null): string => (value === null ? '' : String(value));
const isConflict = (own: string | number | null, other: string | number | null): boolean =>
  !isEmpty(own) && !isEmpty(other) && textOf(own).toLowerCase() !== textOf(other).toLowerCase();

/** Everything that a merge changes in the lead that stays. Pure. Derived columns (score, search) are the caller's. */
export function mergeChanges(kept: LeadRow, absorbed: LeadRow, choices: MergeChoices = {}): readonly MergeChange[] {
  const change: Partial<LeadRow> = {};
  for (const { field, takes } of compareFields(kept, absorbed, choices)) {
    if (takes === 'kept') continue;
    for (const column of columnsOf[field]) Object.assign(change, { [column]: absorbed[column] });
  }
  Object.assign(
    change,
    addUp(kept, absorbed),
    stateOf(kept, absorbed),
    consentOf(kept, absorbed),
    reviewOf(kept, absorbed),
  );
  return (Object.keys(change) as Column[]) // written above, column by column
    .map((column) => ({ column, before: valueOf(kept, column), after: change[column] ?? null }))
    .filter(({ before, after }) => before !== after);
}

/** What is known of either is known of both. */
function addUp(kept: LeadRow, absorbed: LeadRow): Partial<LeadRow> {
  const signals = new Set([...list(kept.signals), ...list(absorbed.signals)]);
  const own = { ...record(absorbed.fields), ...record(kept.fields) };
  return {
    campaignId: kept.campaignId ?? absorbed.campaignId,
    ...(signals.size === list(kept.signals).length ? {} : { signals: JSON.stringify([...signals]) }),
    ...(Object.keys(own).length === Object.keys(record(kept.fields)).length ? {} : { fields: JSON.stringify(own) }),
    ...{ budgetKnown: Math.max(kept.budgetKnown, absorbed.budgetKnown) },
    ...{ timelineKnown: Math.max(kept.timelineKnown, absorbed.timelineKnown) },
  };
}

const list = (text: string): string[] => JSON.parse(text) as string[]; // written by this library only
const record = (text: string): Record<string, string> => JSON.parse(text) as Record<string, string>; // the same

/** How far along: what happened with either has happened. A person's two decisions count more than any way so far. */
const order: readonly LeadState[] = ['NEW', 'ENRICHED', 'QUALIFIED', 'CONTACTED', 'REPLIED', 'LOST', 'WON'];
const rank = (state: string): number => order.findIndex((each) => each === state);

const stateOf = (kept: LeadRow, absorbed: LeadRow): Partial<LeadRow> =>
  rank(absorbed.state) > rank(kept.state) ? { state: absorbed.state, stateReason: absorbed.stateReason } : {};

/** Who asked not to be contacted has asked, whichever of the two it was. */
const consentOrder = ['UNKNOWN', 'OPTED_IN', 'DO_NOT_CONTACT'];

function consentOf(kept: LeadRow, absorbed: LeadRow): Partial<LeadRow> {
  if (consentOrder.indexOf(absorbed.consent) <= consentOrder.indexOf(kept.consent)) return {};
  const { consent, consentSource, consentAt } = absorbed;
  return { consent, consentSource, consentAt };
}

function reviewOf(kept: LeadRow, absorbed: LeadRow): Partial<LeadRow> {
  if (absorbed.needsReview === 0) return {};
  if (kept.needsReview === 1) {
    const isOlder = (absorbed.reviewSince ?? '') < (kept.reviewSince ?? '');
    const reasons = [...new Set([kept.reviewReason, absorbed.reviewReason])].filter((reason) => reason !== '');
    return { reviewReason: reasons.join(' '), ...(isOlder ? { reviewSince: absorbed.reviewSince } : {}) };
  }
  return { needsReview: 1, reviewReason: absorbed.reviewReason, reviewSince: absorbed.reviewSince };
}

/** What is put back when a merge is undone, and what somebody has changed since, which stays. */
export interface Restoring {
  readonly change: Partial<LeadRow>;
  readonly stayed: readonly MergeChange[];
}

/**
 * What an undone merge gives back to the lead that had stayed. A value that somebody changed since stays theirs, with all
 * that belongs to it. Who asked since not to be contacted stays asked.
 */
export function restoreChanges(now: LeadRow, changes: readonly MergeChange[]): Restoring {
  const moved = new Set<Column>();
  for (const { column, after } of changes) if (valueOf(now, column) !== after) moved.add(column);
  // Asked twice not to be contacted: the second time is not taken back with the first.
  const askedAgain = (['consent', 'consentSource', 'consentAt'] as const).some((column) => moved.has(column));
  if (askedAgain) moved.add('consent');
  const change: Partial<LeadRow> = {};
  const stayed: MergeChange[] = [];
  for (const each of changes) {
    if (moved.has(each.column) || moved.has(leaderOf.get(each.column) ?? each.column)) stayed.push(each);
    else Object.assign(change, { [each.column]: each.before });
  }
  return { change, stayed };
}

/**
 * A later merge of the same lead began with what this one had brought. When this one is undone, that is no longer what the
 * later one has to give back: it takes over what was there before both.
 */
export function rebase(later: readonly MergeChange[], stayed: readonly MergeChange[]): readonly MergeChange[] {
  return later.map((change) => {
    const earlier = stayed.find(({ column, after }) => column === change.column && after === change.before);
    return earlier ? { ...change, before: earlier.before } : change;
  });
}
