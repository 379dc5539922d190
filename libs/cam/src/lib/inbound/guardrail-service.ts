import type { Database, Tx } from '@aicmo/core-db';
import { conflict, newId, notFound, type Clock } from '@aicmo/core-kernel';
import type { GuardrailEvent, Guardrails, GuardrailSettings } from '../../contract/guardrail.ts';
import type { AcquisitionEvents } from '../events/acquisition-events.ts';
import type { RecordStore } from '../records/record-store.ts';
import { assertGuardrails, guardrailVerdict } from './guardrail-rules.ts';
import type { GuardrailStore } from './guardrail-store.ts';

/** The rules by which a campaign stops by itself. DOMAIN section 4, "Auto-pause". */
export interface GuardrailService {
  /** Throws `not-found` (`campaign-unknown`). */
  of(campaignId: string): Promise<Guardrails>;
  /**
   * Sets a campaign's rules. Throws `invalid` (`guardrail-…`) out of bounds, `conflict` (`guardrail-changed`) when
   * somebody changed them since this version.
   */
  set(campaignId: string, settings: GuardrailSettings, version: number, by: string): Promise<Guardrails>;
  /** Campaigns that stopped by themselves, stand still, and of which nobody took note. */
  unseen(): Promise<readonly GuardrailEvent[]>;
  /** Takes note of it; the campaign stays paused. */
  see(eventId: string, by: string): Promise<void>;
  /** Looks at one campaign, in the transaction that changed its figures. */
  checkCampaign(tx: Tx, campaignId: string): Promise<void>;
  /** Looks at every live campaign, as meetings and clients are made elsewhere; gives how many it stopped. */
  checkAll(): Promise<number>;
}

interface Deps {
  readonly db: Database;
  readonly clock: Clock;
  readonly store: GuardrailStore;
  readonly records: RecordStore;
  readonly events: AcquisitionEvents;
  /** What came back before it was known to have left is counted too. */
  readonly markLate: () => Promise<number>;
}

/** Builds the service. */
export function createGuardrailService(deps: Deps): GuardrailService {
  const { db, clock, store } = deps;
  const of: GuardrailService['of'] = async (campaignId) => {
    if (!(await db.transaction((tx) => store.campaign(tx, campaignId)))) throw unknownCampaign();
    const { settings, version } = await store.settings(campaignId);
    const since = await store.countedSince(campaignId, clock.now());
    const figures = await store.figures(campaignId, settings, since);
    return { settings, version, since, figures, events: [...(await store.events(campaignId))] };
  };
  return {
    of,
    set: async (campaignId, settings, version, by) => {
      assertGuardrails(settings);
      await db.transaction((tx) => setIn(tx, deps, { campaignId, settings, version, by }));
      return of(campaignId);
    },
    unseen: () => store.unseen(),
    see: (eventId, by) => db.transaction((tx) => store.markSeen(tx, eventId, clock.now(), by)),
    checkCampaign: async (tx, campaignId) => void (await check(tx, deps, campaignId)),
    checkAll: async () => {
      const running = await store.running();
      if (running.length > 0) await deps.markLate();
      let stopped = 0;
      for (const id of running) if (await db.transaction((tx) => check(tx, deps, id))) stopped += 1;
      return stopped;
    },
  };
}

interface NewSettings {
  readonly campaignId: string;
  readonly settings: GuardrailSettings;
  readonly version: number;
  readonly by: string;
}

async function setIn(
  tx: Tx,
  { clock, store, records }: Deps,
  { campaignId, settings, version, by }: NewSettings,
): Promise<void> {
  const campaign = await store.campaign(tx, campaignId);
  if (!campaign) throw unknownCampaign();
  const { goal, ...limits } = settings;
  const changedAt = clock.now();
  const row = { campaignId, ...limits, goalKind: goal?.kind ?? null, goalTarget: goal?.target ?? null };
  if (!(await store.saveSettings(tx, { ...row, version: version + 1, changedBy: by, changedAt }, version))) {
    throw conflict({
      code: 'guardrail-changed',
      message: 'Somebody changed these rules meanwhile. Reload them; what you typed stays here.',
    });
  }
  const subject = { clientId: campaign.clientId, campaignId, subjectKind: 'campaign' as const, subjectId: campaignId };
  const what = 'Rules by which the campaign pauses by itself were changed';
  await records.append(tx, [{ ...subject, what, why: 'Decided by a person.', actor: by, data: { settings } }]);
}

/** True when it stopped the campaign. */
async function check(tx: Tx, { clock, store, records, events }: Deps, campaignId: string): Promise<boolean> {
  const campaign = await store.campaign(tx, campaignId);
  if (campaign?.status !== 'ACTIVE' || campaign.mode !== 'LIVE') return false;
  const { settings, changedAt } = await store.settings(campaignId, tx);
  const now = clock.now();
  const since = await store.countedSince(campaignId, now, tx);
  const figures = await store.figures(campaignId, settings, since, tx);
  const verdict = guardrailVerdict(figures, settings);
  if (!verdict) return false;
  const { kind, reason } = verdict;
  // A goal is met once: who goes on afterwards does so on purpose, until another goal is set.
  if (kind === 'GOAL' && ((await store.last(tx, campaignId, kind))?.at ?? '') > changedAt) return false;
  const { clientId } = campaign;
  const event = { id: newId(clock), clientId, campaignId, kind, reason, figures: JSON.stringify(figures), at: now };
  await store.insert(tx, { ...event, seenAt: null, seenBy: '' });
  await store.pause(tx, campaignId, `Paused by itself: ${reason}`, now);
  const subject = { clientId, campaignId, subjectKind: 'campaign' as const, subjectId: campaignId };
  await records.append(tx, [
    { ...subject, what: 'Campaign paused', why: reason, actor: 'guardrail', data: { figures } },
  ]);
  await events.publish(tx, { topic: 'cam-campaign-held', subject: campaignId, payload: { clientId, kind, reason } });
  return true;
}

const unknownCampaign = () =>
  notFound({ code: 'campaign-unknown', message: 'There is no such campaign. Choose one from the list.' });
