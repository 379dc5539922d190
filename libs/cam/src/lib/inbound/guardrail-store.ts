import type { DbHandle, Tx } from '@aicmo/core-db';
import { dayMs, parseInstant, plusMs, type Instant } from '@aicmo/core-kernel';
import * as z from 'zod/mini';
import { GoalKind, GuardrailEvent, GuardrailFigures, type GuardrailSettings } from '../../contract/guardrail.ts';
import type { CamTables, CampaignRow } from '../db/cam-tables.ts';
import type { GuardrailEventRow, GuardrailSettingRow } from '../db/inbound-tables.ts';
import { readJsonColumn } from '../db/json-column.ts';
import { defaultGuardrails, guardrailDays } from './guardrail-rules.ts';

/** Settings as they are kept; version 0: nobody has set any. */
export interface StoredGuardrails {
  readonly settings: GuardrailSettings;
  readonly version: number;
  readonly changedAt: string;
}

/** The reason of a message that a server refused at its door because nobody has the address: it counts as come back. */
export const deadAddressCode = 'dead-address';

/** Every query of the rules by which campaigns stop by themselves. */
export interface GuardrailStore {
  settings(campaignId: string, tx?: Tx): Promise<StoredGuardrails>;
  /** False when somebody changed them since this version. */
  saveSettings(tx: Tx, row: GuardrailSettingRow, version: number): Promise<boolean>;
  /** From when on messages count: seven days, or less when it paused by itself within them. */
  countedSince(campaignId: string, now: Instant, tx?: Tx): Promise<Instant>;
  figures(campaignId: string, settings: GuardrailSettings, since: Instant, tx?: Tx): Promise<GuardrailFigures>;
  /** The newest event of a campaign of one kind. */
  last(tx: Tx, campaignId: string, kind: string): Promise<GuardrailEventRow | undefined>;
  insert(tx: Tx, row: GuardrailEventRow): Promise<void>;
  markSeen(tx: Tx, id: string, at: Instant, by: string): Promise<void>;
  events(campaignId: string): Promise<readonly GuardrailEvent[]>;
  /** Of campaigns that still stand still, and that nobody took note of: oldest first. */
  unseen(): Promise<readonly GuardrailEvent[]>;
  /** The campaign, held until the end of the transaction. */
  campaign(tx: Tx, id: string): Promise<CampaignRow | undefined>;
  pause(tx: Tx, id: string, reason: string, at: Instant): Promise<void>;
  /** Ids of campaigns that are live and under way. */
  running(): Promise<readonly string[]>;
}

/** Opens the store. */
export function createGuardrailStore(handle: DbHandle<CamTables>): GuardrailStore {
  const joined = () =>
    handle
      .in()
      .selectFrom('camGuardrailEvent as e')
      .innerJoin('camCampaign as k', 'k.id', 'e.campaignId')
      .selectAll('e')
      .select('k.name as campaignName');
  return {
    ...settingsIn(handle),
    countedSince: (campaignId, now, tx) => countedSince(handle, campaignId, now, tx),
    figures: async (campaignId, settings, since, tx) => ({
      ...(await sendsOf(handle, campaignId, since, tx)),
      reached: settings.goal === null ? 0 : await reached(handle, campaignId, settings.goal.kind, tx),
    }),
    last: (tx, campaignId, kind) =>
      handle
        .in(tx)
        .selectFrom('camGuardrailEvent')
        .selectAll()
        .where('campaignId', '=', campaignId)
        .where('kind', '=', kind)
        .orderBy('at', 'desc')
        .limit(1)
        .executeTakeFirst(),
    insert: async (tx, row) => void (await handle.in(tx).insertInto('camGuardrailEvent').values(row).execute()),
    markSeen: async (tx, id, seenAt, seenBy) => {
      const update = handle.in(tx).updateTable('camGuardrailEvent').set({ seenAt, seenBy }).where('id', '=', id);
      await update.where('seenAt', 'is', null).execute();
    },
    events: async (campaignId) => {
      const rows = await joined().where('e.campaignId', '=', campaignId).orderBy('e.at', 'desc').limit(50).execute();
      return rows.map(eventOf);
    },
    unseen: async () => {
      // A pause that a person made later is the person's own.
      const open = joined()
        .where('e.seenAt', 'is', null)
        .where('k.status', '=', 'PAUSED')
        .whereRef('e.at', '>=', 'k.statusAt');
      return (await open.orderBy('e.at').limit(100).execute()).map(eventOf);
    },
    campaign: (tx, id) =>
      handle.in(tx).selectFrom('camCampaign').selectAll().where('id', '=', id).forUpdate().executeTakeFirst(),
    pause: async (tx, id, statusReason, at) => {
      const change = { status: 'PAUSED', statusReason, statusAt: at, updatedAt: at };
      await handle.in(tx).updateTable('camCampaign').set(change).where('id', '=', id).execute();
    },
    running: async () => {
      const query = handle.in().selectFrom('camCampaign').select('id').where('status', '=', 'ACTIVE');
      return (await query.where('mode', '=', 'LIVE').execute()).map(({ id }) => id);
    },
  };
}

const settingsIn = (handle: DbHandle<CamTables>): Pick<GuardrailStore, 'settings' | 'saveSettings'> => ({
  settings: async (campaignId, tx) => {
    const query = handle.in(tx).selectFrom('camGuardrailSetting').selectAll();
    const row = await query.where('campaignId', '=', campaignId).executeTakeFirst();
    if (!row) return { settings: defaultGuardrails, version: 0, changedAt: '' };
    const { bounceLimit, complaintLimit, fromSends, goalKind, goalTarget, version, changedAt } = row;
    const goal =
      goalKind === null || goalTarget === null ? null : { kind: z.parse(GoalKind, goalKind), target: goalTarget };
    return { settings: { bounceLimit, complaintLimit, fromSends, goal }, version, changedAt };
  },
  saveSettings: async (tx, row, version) => {
    const db = handle.in(tx);
    if (version === 0) {
      const insert = db.insertInto('camGuardrailSetting').values(row);
      const { numInsertedOrUpdatedRows } = await insert
        .onConflict((on) => on.column('campaignId').doNothing())
        .executeTakeFirst();
      return Number(numInsertedOrUpdatedRows ?? 0) > 0;
    }
    const { campaignId, ...change } = row;
    const update = db.updateTable('camGuardrailSetting').set(change).where('campaignId', '=', campaignId);
    return Number((await update.where('version', '=', version).executeTakeFirst()).numUpdatedRows) > 0;
  },
});

/** A pause of its own ends what was counted for it: who resumes has looked. */
async function countedSince(handle: DbHandle<CamTables>, campaignId: string, now: Instant, tx: Tx | undefined) {
  const { at: released } = await handle
    .in(tx)
    .selectFrom('camGuardrailEvent')
    .select(({ fn }) => fn.max('at').as('at'))
    .where('campaignId', '=', campaignId)
    .where('kind', 'in', ['BOUNCES', 'COMPLAINTS'])
    .executeTakeFirstOrThrow();
  const week = plusMs(now, -guardrailDays * dayMs);
  return released !== null && released > week ? parseInstant(released) : week;
}

/** Mails that really left within the days that count, or were refused for a dead address. */
async function sendsOf(handle: DbHandle<CamTables>, campaignId: string, since: Instant, tx: Tx | undefined) {
  const db = handle.in(tx);
  const rows = await db
    .selectFrom('camOutreachAttempt')
    .select(['status', ({ fn }) => fn.countAll().as('count')])
    .where('campaignId', '=', campaignId)
    .where('mode', '=', 'LIVE')
    .where('channel', '=', 'email')
    .where('status', 'in', ['SENT', 'BOUNCED', 'COMPLAINED', 'FAILED'])
    .where((is) => is.or([is('status', '<>', 'FAILED'), is('reasons', 'like', `%"${deadAddressCode}"%`)]))
    .where('settledAt', '>', since)
    .groupBy('status')
    .execute();
  const of = (status: string): number => Number(rows.find((row) => row.status === status)?.count ?? 0);
  const [bounces, complaints] = [of('BOUNCED') + of('FAILED'), of('COMPLAINED')];
  return { sends: of('SENT') + bounces + complaints, bounces, complaints };
}

/** People, not messages: who answers three times is one. */
async function reached(
  handle: DbHandle<CamTables>,
  campaignId: string,
  kind: z.infer<typeof GoalKind>,
  tx: Tx | undefined,
): Promise<number> {
  const db = handle.in(tx);
  const enrolled = db.selectFrom('camEnrolment').select('leadId').where('campaignId', '=', campaignId);
  if (kind === 'REPLIES') {
    const row = await db
      .selectFrom('camInbound')
      .select(({ fn }) => fn.count('leadId').distinct().as('count'))
      .where('campaignId', '=', campaignId)
      .where('kind', 'in', ['POSITIVE', 'NEGATIVE', 'NEUTRAL'])
      .executeTakeFirst();
    return Number(row?.count ?? 0);
  }
  const table = kind === 'MEETINGS' ? ('camAppointment' as const) : ('camLeadWin' as const);
  const base = db.selectFrom(table).select(({ fn }) => fn.count('leadId').distinct().as('count'));
  const row = await base.where('leadId', 'in', enrolled).executeTakeFirst();
  return Number(row?.count ?? 0);
}

const eventOf = ({ figures, kind, ...row }: GuardrailEventRow & { readonly campaignName: string }): GuardrailEvent => ({
  ...row,
  kind: z.parse(GuardrailEvent.shape.kind, kind),
  figures: readJsonColumn(GuardrailFigures, figures, 'cam_guardrail_event.figures'),
});
