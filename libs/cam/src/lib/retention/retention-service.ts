import type { Database } from '@aicmo/core-db';
import { dayMs, epochMs, hourMs, newId, plusMs, toAppError, type Clock, type Instant } from '@aicmo/core-kernel';
import { setImmediate as breathe } from 'node:timers/promises';
import type { RetentionKind, RetentionPreview, RetentionRule, RetentionRun } from '../../contract/retention.ts';
import { leadOf } from '../leads/lead-row.ts';
import { eraseIdleLeads, type IdleLeadEraser } from './erase-idle-leads.ts';
import { assertRetentionDays, defaultOf, retentionDefaults } from './retention-rules.ts';
import type { RetentionStore } from './retention-store.ts';

/** How long things are kept. */
export interface RetentionService {
  rules(): Promise<readonly RetentionRule[]>;
  /** Throws `invalid` (`retention-days`) outside of the bounds. Nothing goes before the rule is carried out. */
  setRule(kind: RetentionKind, setting: { readonly isOn: boolean; readonly days: number }, by: string): Promise<void>;
  /** What would go; by the rule's own time, or another one within its bounds. */
  preview(kind: RetentionKind, days?: number): Promise<RetentionPreview>;
  /** Carries a rule out, also one that is off; what goes cannot be brought back. 200 a transaction. */
  run(kind: RetentionKind, by: string): Promise<RetentionRun>;
  /** Carries out what is on and was not carried out for a day; an idle look writes nothing. */
  runDue(by: string): Promise<readonly RetentionRun[]>;
  /** Newest first. */
  runs(): Promise<readonly RetentionRun[]>;
}

interface Deps extends IdleLeadEraser {
  readonly db: Database;
  readonly clock: Clock;
  readonly retention: RetentionStore;
}

const atOnce = 200;
const sampleSize = 20;
const runsShown = 50;

/** Builds the service. */
export function createRetentionService(deps: Deps): RetentionService {
  const { db, clock, retention } = deps;
  const rules = async (): Promise<readonly RetentionRule[]> => {
    const changed = new Map((await retention.rules()).map((row) => [row.kind, row]));
    return Promise.all(
      retentionDefaults.map(async (rule) => {
        const own = changed.get(rule.kind);
        const setting = own ? { isOn: own.isOn === 1, days: own.days } : {};
        return { ...rule, ...setting, lastRunAt: await retention.lastRun(rule.kind) };
      }),
    );
  };
  const daysOf = async (kind: RetentionKind) =>
    (await rules()).find((rule) => rule.kind === kind)?.days ?? defaultOf(kind).days;
  const looked = new Map<RetentionKind, number>();
  /** Where nothing goes nothing is written, so that only this process knows when it looked. */
  const isTimeToLook = (kind: RetentionKind): boolean => {
    const now = epochMs(clock.now());
    if (now - (looked.get(kind) ?? 0) < hourMs) return false;
    looked.set(kind, now);
    return true;
  };
  const cutoffOf = (days: number): Instant => plusMs(clock.now(), -days * dayMs);
  const run = async (kind: RetentionKind, by: string) => carryOut(deps, kind, await daysOf(kind), by);
  return {
    rules,
    setRule: async (kind, { isOn, days }, by) => {
      assertRetentionDays(defaultOf(kind), days);
      const row = { kind, isOn: isOn ? 1 : 0, days, changedBy: by, changedAt: clock.now() };
      await db.transaction((tx) => retention.saveRule(tx, row));
    },
    preview: async (kind, days) => {
      const within = days ?? (await daysOf(kind));
      assertRetentionDays(defaultOf(kind), within);
      const cutoff = cutoffOf(within);
      const sample = await sampleOf(retention, kind, cutoff);
      return { kind, days: within, count: await retention.count(kind, cutoff), sample: [...sample] };
    },
    run,
    runDue: async (by) => {
      const done: RetentionRun[] = [];
      for (const { kind, isOn, lastRunAt } of await rules()) {
        const isDue = isOn && (lastRunAt === null || lastRunAt < cutoffOf(1)) && isTimeToLook(kind);
        if (isDue && (await retention.count(kind, cutoffOf(await daysOf(kind)))) > 0) done.push(await run(kind, by));
      }
      return done;
    },
    runs: () => retention.runs(runsShown),
  };
}

async function sampleOf(retention: RetentionStore, kind: RetentionKind, cutoff: string) {
  if (kind === 'unconfirmed-forms')
    return (await retention.oldForms(cutoff, sampleSize)).map(({ what, at }) => ({ what, at }));
  if (kind === 'rejected-rows')
    return (await retention.oldRejections(cutoff, sampleSize)).map(({ what, at }) => ({ what, at }));
  const leads = await retention.oldLeads(cutoff, sampleSize);
  return leads.map((row) => ({
    what: [leadOf(row).name, row.company].filter((text) => text !== '').join(', '),
    at: row.updatedAt,
  }));
}

async function carryOut(deps: Deps, kind: RetentionKind, days: number, by: string): Promise<RetentionRun> {
  const { db, clock, retention } = deps;
  const startedAt = clock.now();
  const cutoff = plusMs(startedAt, -days * dayMs);
  const ended = { removed: 0, error: '' };
  try {
    for (let count = -1; count !== 0; await breathe()) {
      count = await removeSome(deps, kind, cutoff, by);
      ended.removed += count;
    }
  } catch (error) {
    ended.error = toAppError(error).message; // what went is gone, and the record says how much it was
  }
  const run = { id: newId(clock), kind, days, ...ended };
  await db.transaction((tx) =>
    retention.insertRun(tx, { ...run, cutoff, startedBy: by, startedAt, endedAt: clock.now() }),
  );
  return { ...run, by, at: startedAt };
}

async function removeSome(deps: Deps, kind: RetentionKind, cutoff: string, by: string): Promise<number> {
  const { db, retention } = deps;
  if (kind === 'idle-leads') return eraseIdleLeads(deps, await retention.oldLeads(cutoff, atOnce), by);
  const isForm = kind === 'unconfirmed-forms';
  const old = isForm ? await retention.oldForms(cutoff, atOnce) : await retention.oldRejections(cutoff, atOnce);
  const ids = old.map(({ id }) => id);
  if (ids.length > 0)
    await db.transaction((tx) => (isForm ? retention.removeForms(tx, ids) : retention.emptyRejections(tx, ids)));
  return ids.length;
}
