import type { ColumnMapping, CompanySize, DuplicatePolicy, IdealCustomer } from '@aicmo/cam/contract';
import type { CampaignChoice } from '../../../../contract/acquisition/campaigns.contract.ts';
import type { ImportPlan } from '../../../../contract/acquisition/imports.contract.ts';
import type { ClientChoice } from '../../../../contract/clients.contract.ts';

/** What a person has decided about an import so far; null: not decided, so the answer that suits most holds. */
export interface PlanDraft {
  readonly clientId: string | null;
  readonly clientName: string;
  readonly senderName: string;
  readonly campaignId: string | null;
  readonly campaignName: string;
  /** Of a workbook. */
  readonly sheet: string | null;
  /** The row of the columns' names, 0 for none. */
  readonly headerRow: number | null;
  readonly mapping: ColumnMapping | null;
  readonly policy: DuplicatePolicy;
  readonly titles: readonly string[];
  readonly industries: readonly string[];
  readonly locations: readonly string[];
  readonly sizes: readonly CompanySize[];
}

/** The choice that stands for "make a new one". */
export const anew = 'new';

/** What is filled in before anybody has decided anything. */
export const newDraft = (fileName: string): PlanDraft => ({
  ...{
    clientId: null,
    clientName: 'My first client',
    senderName: '',
    campaignId: null,
    campaignName: campaignNameFrom(fileName),
  },
  ...{
    sheet: null,
    headerRow: null,
    mapping: null,
    policy: 'merge',
    titles: [],
    industries: [],
    locations: [],
    sizes: [],
  },
});

/** `apollo_export-2026 (1).csv` → "Apollo export 2026". */
function campaignNameFrom(fileName: string): string {
  const words = fileName
    .replace(/\.\w{1,5}$/, '')
    .replaceAll(/\(\d+\)/g, ' ')
    .replaceAll(/[_\-.\s]+/g, ' ')
    .trim();
  return words === '' ? 'First campaign' : words.charAt(0).toUpperCase() + words.slice(1);
}

/**
 * The client that is meant: the chosen one, else the one looked at, else the only one there is, else a new one. Null where
 * there are several: whose leads these are, a person has to say.
 */
export function clientOf(draft: PlanDraft, looked: string | null, clients: readonly ClientChoice[]): string | null {
  if (draft.clientId !== null) return draft.clientId;
  const meant = clients.find(({ id }) => id === looked)?.id;
  if (meant !== undefined || clients.length > 1) return meant ?? null;
  return clients[0]?.id ?? anew;
}

/** The campaign that is meant: the chosen one, else the client's newest that simulates, else a new one. */
export function campaignOf(draft: PlanDraft, clientId: string | null, campaigns: readonly CampaignChoice[]): string {
  const own = campaigns.filter((campaign) => campaign.clientId === clientId);
  if (draft.campaignId === anew || own.some(({ id }) => id === draft.campaignId)) return draft.campaignId ?? anew;
  return own.find(({ mode, status }) => mode === 'SIMULATION' && status !== 'PAUSED')?.id ?? anew;
}

const icpOf = ({ titles, industries, locations, sizes }: PlanDraft): IdealCustomer => ({
  ...{ titles: [...titles], industries: [...industries], locations: [...locations], sizes: [...sizes] },
  ...{ revenueFromCents: null, revenueToCents: null },
});

/** What is asked of the server. */
export function planOf(draft: PlanDraft, clientId: string, campaignId: string, mapping: ColumnMapping): ImportPlan {
  const timeZone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  return {
    client:
      clientId === anew
        ? { name: draft.clientName.trim(), senderName: draft.senderName.trim(), timeZone }
        : { id: clientId },
    campaign: campaignId === anew ? { name: draft.campaignName.trim(), icp: icpOf(draft) } : { id: campaignId },
    ...{ mapping, policy: draft.policy },
  };
}
