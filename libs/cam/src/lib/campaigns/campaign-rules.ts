import { conflict, invalid } from '@aicmo/core-kernel';
import type { CampaignDraft, CampaignLimits, CampaignStatus } from '../../contract/campaign.ts';
import { parseEmail } from '../leads/email-identity.ts';

/** Every legal move of a campaign. DOMAIN section 3. */
const campaignMoves: Readonly<Record<CampaignStatus, readonly CampaignStatus[]>> = {
  DRAFT: ['ACTIVE', 'ARCHIVED'],
  ACTIVE: ['PAUSED', 'COMPLETED'],
  PAUSED: ['ACTIVE', 'COMPLETED'],
  COMPLETED: ['ARCHIVED'],
  ARCHIVED: [],
};

/** Throws `conflict` (code `campaign-move`), naming both states, for a move that the table does not have. */
export function assertCampaignMove(from: CampaignStatus, to: CampaignStatus): void {
  if (campaignMoves[from].includes(to)) return;
  const legal = campaignMoves[from].join(' or ') || 'nothing: it is closed';
  throw conflict({
    code: 'campaign-move',
    message: `A campaign that is ${from} cannot become ${to}; from ${from} it can become ${legal}.`,
    details: { from, to },
  });
}

/** Bounds of the settings. DOMAIN section 4: every number is a setting with bounds. */
const campaignBounds = {
  perDay: { from: 1, to: 500 },
  lowestScore: { from: 0, to: 1 },
  approveFirst: { from: 0, to: 100 },
} as const;

/** Throws `invalid` (codes `campaign-…`) for a draft whose parts do not fit together. */
export function assertCampaign(draft: CampaignDraft): void {
  if (draft.name.trim() === '') {
    throw invalid({
      code: 'campaign-name',
      message: 'A campaign needs a name. Write a short one that says what it is for.',
    });
  }
  assertDates(draft);
  if (draft.channels?.length === 0) {
    throw invalid({ code: 'campaign-channels', message: 'Found no channel; choose at least one, for example email.' });
  }
  if (draft.budgetCents != null && (!Number.isInteger(draft.budgetCents) || draft.budgetCents < 0)) {
    throw invalid({
      code: 'campaign-budget',
      message: 'Found a budget below zero; write an amount, or leave it empty.',
    });
  }
  const lowest = draft.lowestScore;
  if (lowest != null && !(lowest >= campaignBounds.lowestScore.from && lowest <= campaignBounds.lowestScore.to)) {
    throw invalid({
      code: 'campaign-lowest-score',
      message: `Found ${lowest} as lowest score; expected a number from 0 to 1.`,
    });
  }
  assertApproveFirst(draft.approveFirst);
  if (draft.senderAddress && !parseEmail(draft.senderAddress)) {
    throw invalid({
      code: 'campaign-sender-address',
      message: `Found “${draft.senderAddress}” as sender; expected one mail address like anna@example.com.`,
    });
  }
  if (draft.limits) assertLimits(draft.limits);
}

function assertApproveFirst(count: number | undefined): void {
  const { from, to } = campaignBounds.approveFirst;
  if (count === undefined || (Number.isInteger(count) && count >= from && count <= to)) return;
  throw invalid({
    code: 'campaign-approve-first',
    message: `Found ${count} messages to look at first; expected a whole number from ${from} to ${to}.`,
  });
}

function assertDates(draft: CampaignDraft): void {
  for (const date of [draft.startsOn, draft.endsOn, ...(draft.holidays ?? [])]) {
    if (date == null || isDate(date)) continue;
    throw invalid({
      code: 'campaign-date',
      message: `Found “${date}”; expected a day of the calendar like 2026-11-30.`,
    });
  }
  if (draft.startsOn != null && draft.endsOn != null && draft.endsOn < draft.startsOn) {
    throw invalid({
      code: 'campaign-ends-before-start',
      message: `The campaign would end on ${draft.endsOn}, before it starts on ${draft.startsOn}. Choose a later end or an earlier start.`,
      details: { startsOn: draft.startsOn, endsOn: draft.endsOn },
    });
  }
}

function assertLimits({ perDay, window }: CampaignLimits): void {
  const { from, to } = campaignBounds.perDay;
  if (!Number.isInteger(perDay) || perDay < from || perDay > to) {
    throw invalid({
      code: 'campaign-per-day',
      message: `Found ${perDay} messages a day; expected a whole number from ${from} to ${to}.`,
    });
  }
  if (window.days.length === 0 || window.days.some((day) => !Number.isInteger(day) || day < 1 || day > 7)) {
    throw invalid({ code: 'campaign-days', message: 'Choose at least one day of the week on which messages may go.' });
  }
  const wrong = window.spans.find((span) => !isTime(span.from) || !isTime(span.to) || span.from >= span.to);
  if (window.spans.length === 0 || wrong) {
    const found = wrong ? `${wrong.from} to ${wrong.to}` : 'no hours';
    throw invalid({
      code: 'campaign-hours',
      message: `Found ${found}; expected hours of one day like 09:00 to 17:30.`,
    });
  }
}

const isTime = (text: string): boolean => /^(?:[01]\d|2[0-3]):[0-5]\d$/.test(text) || text === '24:00';

/** A real day: 2026-02-30 is none. */
function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const moment = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(text);
}
