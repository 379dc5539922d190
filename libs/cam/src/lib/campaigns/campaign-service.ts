import type { Database, Tx } from '@aicmo/core-db';
import { newId, notFound, type CampaignId, type Clock } from '@aicmo/core-kernel';
import {
  anyCustomer,
  defaultApproveFirst,
  defaultLimits,
  type Campaign,
  type CampaignDraft,
  type CampaignStatus,
} from '../../contract/campaign.ts';
import type { StoryEntry } from '../../contract/lead.ts';
import type { ClientService } from '../clients/client-service.ts';
import type { CampaignRow } from '../db/cam-tables.ts';
import type { RecordStore } from '../records/record-store.ts';
import { assertCampaign, assertCampaignMove } from './campaign-rules.ts';
import type { CampaignStore } from './campaign-store.ts';

/** Campaigns and their states. */
export interface CampaignService {
  /** A new campaign is DRAFT and in SIMULATION. Throws `invalid` (`campaign-…`) or `not-found` (`client-unknown`). */
  create(clientId: string, draft: CampaignDraft, by: string): Promise<Campaign>;
  /** Changes the named parts; the whole must fit together afterwards. */
  change(campaignId: string, change: Partial<CampaignDraft>, by: string): Promise<Campaign>;
  /** Throws `conflict` (`campaign-move`) for an illegal move. A move to the state it has already does nothing. */
  move(campaignId: string, to: CampaignStatus, by: string, reason?: string): Promise<Campaign>;
  /** Throws `not-found` (`campaign-unknown`). */
  get(campaignId: string, tx?: Tx): Promise<Campaign>;
  /** Newest first. */
  list(filter?: { readonly clientId?: string; readonly withArchived?: boolean }): Promise<readonly Campaign[]>;
  /** Every decision taken in a campaign, newest first. */
  story(campaignId: string): Promise<readonly StoryEntry[]>;
}

interface Deps {
  readonly db: Database;
  readonly clock: Clock;
  readonly store: CampaignStore;
  readonly clients: ClientService;
  readonly records: RecordStore;
}

/** Builds the service of campaigns. */
export function createCampaignService({ db, clock, store, clients, records }: Deps): CampaignService {
  const get = async (campaignId: string, tx?: Tx): Promise<Campaign> => {
    const campaign = await store.find(campaignId, tx);
    if (campaign) return campaign;
    throw notFound({ code: 'campaign-unknown', message: 'There is no such campaign. Choose one from the list.' });
  };
  const note = (tx: Tx, campaign: Pick<Campaign, 'id' | 'clientId'>, what: string, why: string, by: string) =>
    records.append(tx, [
      {
        clientId: campaign.clientId,
        campaignId: campaign.id,
        subjectKind: 'campaign',
        subjectId: campaign.id,
        what,
        why,
        actor: by,
      },
    ]);

  return {
    get,
    list: (filter = {}) => store.list(filter),
    story: (campaignId) => records.ofCampaign(campaignId),
    create: async (clientId, draft, by) => {
      assertCampaign(draft);
      return db.transaction(async (tx) => {
        await clients.get(clientId, tx);
        const row = newRow(clientId, draft, clock);
        await store.insert(tx, row);
        await note(tx, row, `Campaign “${row.name}” created`, 'New campaigns simulate until somebody goes live.', by);
        return get(row.id, tx);
      });
    },
    change: (campaignId, change, by) =>
      db.transaction(async (tx) => {
        const before = await get(campaignId, tx);
        assertCampaign({ ...before, ...change });
        await store.update(tx, campaignId, { ...columnsOf(change), updatedAt: clock.now() });
        await note(tx, before, `Campaign changed: ${Object.keys(change).join(', ')}`, 'Decided by a person.', by);
        return get(campaignId, tx);
      }),
    move: (campaignId, to, by, reason = '') =>
      db.transaction(async (tx) => {
        const before = await get(campaignId, tx);
        if (before.status === to) return before;
        assertCampaignMove(before.status, to);
        const now = clock.now();
        await store.update(tx, campaignId, { status: to, statusReason: reason, statusAt: now, updatedAt: now });
        await note(tx, before, `Campaign ${moveWords[to]}`, reason || 'Decided by a person.', by);
        return get(campaignId, tx);
      }),
  };
}

/** What a move is called in the story. */
const moveWords: Readonly<Record<CampaignStatus, string>> = {
  ...{ DRAFT: 'made a draft again', ACTIVE: 'activated', PAUSED: 'paused' },
  ...{ COMPLETED: 'completed', ARCHIVED: 'archived' },
};

function newRow(clientId: string, draft: CampaignDraft, clock: Clock): CampaignRow {
  const now = clock.now();
  return {
    ...{ id: newId<CampaignId>(clock), clientId, objective: '', channels: '["email"]', startsOn: null, endsOn: null },
    ...{ cadence: '', callToAction: '', reasonForContact: '', budgetCents: null, currency: 'EUR', lowestScore: null },
    ...{
      icp: JSON.stringify(anyCustomer),
      limits: JSON.stringify(defaultLimits),
      holidays: '[]',
      sequenceByTier: '{}',
    },
    ...{ senderName: null, senderAddress: null, approveFirst: defaultApproveFirst },
    ...columnsOf(draft),
    ...{ name: draft.name.trim(), mode: 'SIMULATION', status: 'DRAFT', statusReason: '', statusAt: now },
    ...{ createdAt: now, updatedAt: now },
  };
}

function columnsOf(draft: Partial<CampaignDraft>): Partial<CampaignRow> {
  const { channels, icp, limits, holidays, sequenceByTier, ...plain } = draft;
  const json = Object.entries({ channels, icp, limits, holidays, sequenceByTier })
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => [key, JSON.stringify(value)]);
  const given = Object.entries(plain).filter(([, value]) => value !== undefined);
  return Object.fromEntries([...given, ...json]);
}
