/*
 * Words of the domain that a screen must not show, and what it says instead. A panel that shows a state of a record asks
 * here, so that the same state has the same word everywhere.
 */
const words: Readonly<Record<string, string>> = {
  // Leads
  NEW: 'New',
  ENRICHED: 'Enriched',
  QUALIFIED: 'Qualified',
  CONTACTED: 'Contacted',
  REPLIED: 'Replied',
  MEETING: 'Meeting',
  WON: 'Won',
  LOST: 'Lost',
  OPTED_IN: 'Has agreed',
  DO_NOT_CONTACT: 'Never contact',
  UNKNOWN: 'Not known',
  // Campaigns
  DRAFT: 'Draft',
  ACTIVE: 'Active',
  PAUSED: 'Paused',
  COMPLETED: 'Completed',
  ARCHIVED: 'Archived',
  SIMULATION: 'Simulation',
  LIVE: 'Live',
  // Attempts and effects
  SCHEDULED: 'Scheduled',
  BLOCKED: 'Blocked',
  SENDING: 'Being sent',
  SENT: 'Sent',
  SIMULATED: 'Simulated',
  PROOFED: 'Proof',
  RESERVED: 'Reserved',
  REFUSED: 'Refused',
  FAILED: 'Failed',
  RETRY_SCHEDULED: 'Will be tried again',
  UNCERTAIN: 'May or may not have left',
  CANCELLED: 'Cancelled',
  SKIPPED: 'Skipped',
  // Decisions
  PROPOSED: 'Proposed',
  PENDING: 'Waits for a decision',
  APPROVED: 'Approved',
  REJECTED: 'Rejected',
  EXPIRED: 'Expired',
  STALE: 'Out of date',
  DONE: 'Done',
  OVERDUE: 'Overdue',
  BLOCKED_BY_CLIENT: 'Waits for the client',
};

/** What the screen calls a word of the domain; an unlisted `SOME_WORD` becomes "Some word". */
export function screenWord(word: string): string {
  const known = words[word];
  if (known !== undefined) return known;
  const spoken = word.replaceAll(/[_-]+/g, ' ').toLowerCase();
  return spoken.charAt(0).toUpperCase() + spoken.slice(1);
}

const thousands = new Intl.NumberFormat('en-GB');

/** "1,204": a number in a column whose header is its noun. */
export const grouped = (count: number): string => thousands.format(count);

/** "1 lead", "12 leads", "1,204 leads": a count never stands without its noun. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${grouped(count)} ${count === 1 ? one : many}`;
