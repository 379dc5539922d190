import {
  anyCustomer,
  CompanySize,
  defaultApproveFirst,
  defaultLimits,
  type Campaign,
  type CampaignDraft,
} from '@aicmo/cam/contract';
import * as z from 'zod/mini';

const Typed = z.object({
  ...{ clientId: z.string(), name: z.string(), objective: z.string(), reasonForContact: z.string() },
  ...{ callToAction: z.string(), startsOn: z.string(), endsOn: z.string(), industries: z.string() },
  ...{ sizes: z.array(CompanySize), locations: z.string(), titles: z.string(), perDay: z.string() },
  ...{ days: z.array(z.string()), from: z.string(), to: z.string(), holidays: z.string(), lowestScore: z.string() },
  approveFirst: z.string(),
  /** Sequence by tier; empty: the built-in one. */
  sequenceByTier: z.record(z.string(), z.string()),
  ...{ senderName: z.string(), senderAddress: z.string() },
});
/** What stands in the fields of a campaign's form; lists are typed one entry a line. */
export type TypedCampaign = z.infer<typeof Typed>;

/** A new campaign, with an answer that is right for most already in every field. */
export const newCampaign = (clientId: string): TypedCampaign => ({
  ...{ clientId, name: '', objective: '', reasonForContact: '', callToAction: '', startsOn: '', endsOn: '' },
  ...{ industries: '', sizes: [], locations: '', titles: '', holidays: '', lowestScore: '' },
  ...{ perDay: String(defaultLimits.perDay), days: defaultLimits.window.days.map(String) },
  ...{ from: defaultLimits.window.spans[0]?.from ?? '', to: defaultLimits.window.spans[0]?.to ?? '' },
  ...{ sequenceByTier: {}, senderName: '', senderAddress: '', approveFirst: String(defaultApproveFirst) },
});

/** A stored campaign as it stands in the fields. */
export function typedFrom(campaign: Campaign): TypedCampaign {
  const { icp, limits } = campaign;
  return {
    ...{ clientId: campaign.clientId, name: campaign.name, objective: campaign.objective },
    ...{ reasonForContact: campaign.reasonForContact, callToAction: campaign.callToAction },
    ...{ startsOn: campaign.startsOn ?? '', endsOn: campaign.endsOn ?? '', sizes: icp.sizes },
    ...{ industries: icp.industries.join('\n'), locations: icp.locations.join('\n'), titles: icp.titles.join('\n') },
    ...{ perDay: String(limits.perDay), days: limits.window.days.map(String) },
    ...{ from: limits.window.spans[0]?.from ?? '', to: limits.window.spans[0]?.to ?? '' },
    holidays: campaign.holidays.join('\n'),
    lowestScore: campaign.lowestScore === null ? '' : String(campaign.lowestScore),
    ...{ sequenceByTier: campaign.sequenceByTier },
    ...{ senderName: campaign.senderName ?? '', senderAddress: campaign.senderAddress ?? '' },
    approveFirst: String(campaign.approveFirst),
  };
}

/** What is typed as the library takes it. What the form does not show is kept from the stored campaign. */
export function draftFrom(typed: TypedCampaign, stored: Campaign | null): CampaignDraft {
  const spans = [{ from: typed.from.trim(), to: typed.to.trim() }, ...(stored?.limits.window.spans.slice(1) ?? [])];
  return {
    ...{ name: typed.name.trim(), objective: typed.objective.trim() },
    ...{ reasonForContact: typed.reasonForContact.trim(), callToAction: typed.callToAction.trim() },
    ...{ startsOn: typed.startsOn || null, endsOn: typed.endsOn || null, holidays: [...lines(typed.holidays)] },
    icp: {
      ...(stored?.icp ?? anyCustomer),
      ...{ industries: [...lines(typed.industries)], sizes: [...typed.sizes] },
      ...{ locations: [...lines(typed.locations)], titles: [...lines(typed.titles)] },
    },
    limits: { perDay: numberOf(typed.perDay), window: { days: typed.days.map(Number).sort(), spans } },
    lowestScore: typed.lowestScore.trim() === '' ? null : numberOf(typed.lowestScore),
    approveFirst: numberOf(typed.approveFirst),
    sequenceByTier: Object.fromEntries(Object.entries(typed.sequenceByTier).filter(([, id]) => id !== '')),
    ...{ senderName: typed.senderName.trim() || null, senderAddress: typed.senderAddress.trim() || null },
  };
}

const lines = (text: string): readonly string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** −1 for what is no number: the library then says what it expected. */
function numberOf(text: string): number {
  const value = Number(text.trim().replace(',', '.'));
  return text.trim() === '' || Number.isNaN(value) ? -1 : value;
}

/** Reads back what was kept in this window; undefined for what an older build may have left. */
export function readTyped(stored: unknown): TypedCampaign | undefined {
  const read = z.safeParse(Typed, stored);
  return read.success ? read.data : undefined;
}

/** The field that a refusal of the library is about. */
export const fieldOfCode: Readonly<Record<string, keyof TypedCampaign>> = {
  'campaign-name': 'name',
  'campaign-date': 'startsOn',
  'campaign-ends-before-start': 'endsOn',
  'campaign-lowest-score': 'lowestScore',
  'campaign-per-day': 'perDay',
  'campaign-days': 'days',
  'campaign-hours': 'from',
  'campaign-approve-first': 'approveFirst',
  'campaign-sender-address': 'senderAddress',
  'client-unknown': 'clientId',
};
