import type { Database, Tx } from '@aicmo/core-db';
import { conflict, invalid, newId, plusMs, type Clock } from '@aicmo/core-kernel';
import type { BulkAct, BulkPass, BulkResult, BulkTarget } from '../../contract/bulk-act.ts';
import type { LeadRun } from '../../contract/lead-run.ts';
import type { UndoOffer } from '../../contract/undo.ts';
import type { CampaignStore } from '../campaigns/campaign-store.ts';
import type { LeadRow } from '../db/cam-tables.ts';
import type { AcquisitionEvents } from '../events/acquisition-events.ts';
import { tellOthers } from '../lead-acts/lead-act-deps.ts';
import { leadOf } from '../leads/lead-row.ts';
import type { LeadStore } from '../leads/lead-store.ts';
import type { RecordStore } from '../records/record-store.ts';
import type { ConsentStore } from '../rights/consent-store.ts';
import type { EnrolmentService } from '../routing/enrolment-service.ts';
import type { SequenceStopStore } from '../routing/sequence-stop-store.ts';
import { putOffLimits } from '../suppression/put-off-limits.ts';
import type { SuppressionStore } from '../suppression/suppression-store.ts';
import { undoForMs } from '../undo/undo-rules.ts';
import type { UndoStore } from '../undo/undo-store.ts';
import { beginPasses, type Passes } from './begin-passes.ts';
import { assertBulkAct, bulkWords, mostAtOnce, planBulk, type BulkPlan } from './bulk-rules.ts';
import type { BulkChange, BulkStore } from './bulk-store.ts';
import { tellConsent } from './tell-consent.ts';

/** Acts on many leads at once. */
export interface BulkService {
  /**
   * Does one act to many leads, in transactions of 500; those that it does not fit are left alone and counted by the
   * reason. Throws `invalid` (`bulk-reason`, `bulk-won`, `bulk-many`), `conflict` (`bulk-changed`) when other leads match
   * by now than a person saw: then nothing has changed.
   */
  act(target: BulkTarget, act: BulkAct, by: string): Promise<BulkResult>;
  /**
   * Begins a pass over many leads in the background, one for each client. Throws `invalid` (`bulk-many`), `conflict`
   * (`bulk-changed`, `lead-run-running` when another one of the kind is under way for a client).
   */
  begin(target: BulkTarget, pass: BulkPass, by: string): Promise<readonly LeadRun[]>;
}

/** What acts on many leads need. */
export interface BulkDeps extends Passes {
  readonly db: Database;
  readonly clock: Clock;
  readonly leads: LeadStore;
  readonly store: BulkStore;
  readonly records: RecordStore;
  readonly events: AcquisitionEvents;
  readonly undos: UndoStore;
  readonly consents: ConsentStore;
  readonly sequences: SequenceStopStore;
  readonly suppressions: Pick<SuppressionStore, 'insert' | 'remove'>;
  readonly enrolments: Pick<EnrolmentService, 'route' | 'move'>;
  readonly campaigns: Pick<CampaignStore, 'find'>;
}

export const bulkUndoKind = 'bulk';
const leadsAtOnce = 500;

/** Builds the service of acts on many leads. */
export function createBulkService(deps: BulkDeps): BulkService {
  return {
    begin: async (target, pass, by) => beginPasses(deps, await chosen(deps, target), pass, by),
    act: async (target, act, by) => {
      assertBulkAct(act);
      const ids = await chosen(deps, target);
      const bulkId = newId(deps.clock);
      let changed = 0;
      let undo: UndoOffer | null = null;
      const reasons: string[] = [];
      for (let from = 0; from < ids.length; from += leadsAtOnce) {
        const run: BulkRun = { bulkId, act, by, isUndoOffered: undo !== null, many: ids.length };
        const part = ids.slice(from, from + leadsAtOnce);
        const done = await deps.db.transaction((tx) => actOnPart(deps, tx, run, part));
        changed += done.changed;
        undo ??= done.undo;
        reasons.push(...done.leftAlone);
      }
      const byReason = Map.groupBy(reasons, (why) => why);
      return { changed, undo, leftAlone: [...byReason].map(([why, same]) => ({ why, leads: same.length })) };
    },
  };
}

interface BulkRun {
  readonly bulkId: string;
  readonly act: BulkAct;
  readonly by: string;
  /** How many were chosen. */
  readonly many: number;
  readonly isUndoOffered: boolean;
}

/** What one transaction did: counted when it is kept, for the database may ask for it again. */
interface DonePart {
  readonly changed: number;
  /** Why, for each lead that was left alone. */
  readonly leftAlone: readonly string[];
  readonly undo: UndoOffer | null;
}

/** All ids before the first change: what is changed may not match any more. */
async function chosen({ leads }: BulkDeps, target: BulkTarget): Promise<readonly string[]> {
  if ('ids' in target) return within([...new Set(target.ids)].sort());
  const ids: string[] = [];
  for (let after = ''; ;) {
    const part = await leads.idsAfter(target.filter, after, 5000);
    ids.push(...part);
    within(ids);
    const last = part.at(-1);
    if (last === undefined || part.length < 5000) break;
    after = last;
  }
  if (ids.length === target.expected) return ids;
  throw conflict({
    code: 'bulk-changed',
    message: `${target.expected.toLocaleString('en')} leads matched when you chose them, now ${ids.length.toLocaleString('en')} do. Look at the list again, then choose again.`,
  });
}

function within(ids: readonly string[]): readonly string[] {
  if (ids.length <= mostAtOnce) return ids;
  throw invalid({
    code: 'bulk-many',
    message: `At most ${mostAtOnce.toLocaleString('en')} leads are changed at once. Narrow the list, and do it in parts.`,
  });
}

async function actOnPart(deps: BulkDeps, tx: Tx, run: BulkRun, ids: readonly string[]): Promise<DonePart> {
  const rows = (await deps.leads.rows(ids, tx)).filter(({ mergedInto }) => mergedInto === null);
  const { act, by } = run;
  const plans =
    act.kind === 'sequence'
      ? await routePart(deps, tx, rows, by)
      : new Map(rows.map((row) => [row.id, planBulk(row, act, by, deps.clock.now())]));
  const fitting = rows.filter(({ id }) => plans.get(id)?.ok === true);
  const leftAlone = rows.flatMap(({ id }) => {
    const plan = plans.get(id);
    return plan?.ok === false ? [plan.why] : [];
  });
  const changes = await changesOf(deps, tx, run, fitting, plans);
  return { changed: changes.length, leftAlone, undo: await write(deps, tx, run, fitting, changes) };
}

type Plans = ReadonlyMap<string, BulkPlan>;

/** Puts leads in the sequence of their tier, each in its own campaign. */
async function routePart(deps: BulkDeps, tx: Tx, rows: readonly LeadRow[], by: string): Promise<Plans> {
  const plans = new Map<string, BulkPlan>();
  for (const [campaignId, own] of Map.groupBy(rows, (row) => row.campaignId)) {
    const campaign = campaignId === null ? undefined : await deps.campaigns.find(campaignId, tx);
    if (!campaign) {
      for (const { id } of own) plans.set(id, { ok: false, why: 'in no campaign' });
      continue;
    }
    const routed = await deps.enrolments.route(tx, campaign, own.map(leadOf), by);
    const byId = new Map(own.map((row) => [row.id, row]));
    for (const { leadId, routing } of routed) {
      const state = byId.get(leadId)?.state;
      const isEarly = state === 'NEW' || state === 'ENRICHED';
      const cells = isEarly ? { state: 'QUALIFIED', stateReason: '' } : {};
      plans.set(
        leadId,
        routing.ok ? { ok: true, cells, isStopped: false } : { ok: false, why: lowerFirst(routing.why) },
      );
    }
  }
  return plans;
}

const lowerFirst = (text: string): string => `${text.charAt(0).toLowerCase()}${text.slice(1)}`.replace(/\.$/, '');

async function changesOf(
  deps: BulkDeps,
  tx: Tx,
  { act, by }: BulkRun,
  rows: readonly LeadRow[],
  plans: Plans,
): Promise<readonly BulkChange[]> {
  const current = await deps.store.inSequence(
    tx,
    rows.map(({ id }) => id),
  );
  const changes: BulkChange[] = [];
  for (const row of rows) {
    const plan = plans.get(row.id);
    if (plan?.ok !== true) continue;
    const isOn = current.has(row.id);
    const reason = 'reason' in act && act.reason !== null ? act.reason : '';
    const stopped =
      plan.isStopped && isOn
        ? await deps.sequences.stop(tx, [row.id], `${bulkWords(act).one}: ${reason}`, deps.clock.now())
        : null;
    const suppressed = act.kind === 'never-contact' ? await putOffLimits(deps, tx, row, { reason, by }) : [];
    const enrolled = act.kind === 'sequence' ? [...(current.get(row.id) ?? [])] : [];
    changes.push({
      leadId: row.id,
      before: { cells: cellsOf(row, plan.cells), stopped, suppressed, enrolled },
      after: cellsOf({ ...row, ...plan.cells }, plan.cells),
    });
  }
  return changes;
}

/** The values that a row has in the columns of a change. */
function cellsOf(row: LeadRow, change: Partial<LeadRow>): BulkChange['after'] {
  const stored = new Map<string, string | number | null>(Object.entries(row));
  return Object.fromEntries(Object.keys(change).map((name) => [name, stored.get(name) ?? null]));
}

async function write(
  deps: BulkDeps,
  tx: Tx,
  run: BulkRun,
  rows: readonly LeadRow[],
  changes: readonly BulkChange[],
): Promise<UndoOffer | null> {
  if (changes.length === 0) return null;
  const { act, by, bulkId } = run;
  const byId = new Map(rows.map((row) => [row.id, row]));
  const updatedAt = deps.clock.now();
  for (const [cells, same] of Map.groupBy(changes, ({ after }) => JSON.stringify(after))) {
    const change = { ...(JSON.parse(cells) as Partial<LeadRow>), updatedAt }; // our own text
    await deps.leads.updateMany(
      tx,
      same.map(({ leadId }) => leadId),
      change,
    );
  }
  const words = bulkWords(act);
  const why = 'reason' in act && act.reason !== null ? act.reason : '';
  const touched = changes.flatMap(({ leadId, after }) => {
    const row = byId.get(leadId);
    return row ? [{ row, after }] : [];
  });
  if (act.kind !== 'sequence') {
    await deps.records.append(
      tx,
      touched.map(({ row }) => ({
        ...{ clientId: row.clientId, campaignId: row.campaignId, subjectKind: 'lead', subjectId: row.id },
        ...{ what: words.one, why, actor: by },
      })),
    );
  }
  for (const { row, after } of touched) await tellOthers(deps.events, tx, row, after);
  if (act.kind === 'never-contact')
    await tellConsent(
      deps,
      tx,
      touched.map(({ row }) => row),
      { reason: why, by },
    );
  await deps.store.insert(tx, bulkId, changes);
  const [first] = rows;
  if (run.isUndoOffered || !first) return null;
  await deps.store.dropBefore(tx, plusMs(updatedAt, -2 * undoForMs));
  const leads = run.many === 1 ? '1 lead' : `${run.many.toLocaleString('en')} leads`;
  return deps.undos.offer(tx, {
    ...{ clientId: first.clientId, kind: bulkUndoKind, what: words.many(leads), data: { bulkId }, by },
  });
}
