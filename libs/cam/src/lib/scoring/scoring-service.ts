import type { Database, Tx } from '@aicmo/core-db';
import { conflict, invalid, notFound, type Clock } from '@aicmo/core-kernel';
import { anyCustomer, type IdealCustomer } from '../../contract/campaign.ts';
import type { LeadRun } from '../../contract/lead-run.ts';
import type { RulesVersion, ScoringPreview, ScoringRules } from '../../contract/scoring.ts';
import type { CampaignService } from '../campaigns/campaign-service.ts';
import type { ClientService } from '../clients/client-service.ts';
import type { AcquisitionEvents } from '../events/acquisition-events.ts';
import type { LeadRuns } from '../lead-runs/lead-runs.ts';
import type { LeadRunStore } from '../lead-runs/lead-run-store.ts';
import type { RecordStore } from '../records/record-store.ts';
import type { SequenceService } from '../sequences/sequence-service.ts';
import { assertRules } from './assert-rules.ts';
import { previewScores } from './preview-scores.ts';
import type { RulesStore } from './rules-store.ts';
import { scorePass, type FindScorer } from './score-pass.ts';
import type { ScoredLead, ScoreStore } from './score-store.ts';
import { createScorer } from './scorer.ts';
import type { ScorerSource } from './scorer-source.ts';

/** Rules that are to hold from now on. */
export interface RulesChange {
  readonly rules: ScoringRules;
  /** The version that was changed; 0: the built-in rules. */
  readonly basedOn: number;
  /** One short sentence for the history. */
  readonly why: string;
}

/** How leads are scored: the rules of each client by version, and scoring again by them. */
export interface ScoringService {
  /** The rules that hold for a client now; version 0: those that are built in. */
  rules(clientId: string): Promise<RulesVersion>;
  /** Every version of its own that a client has had, newest first. */
  history(clientId: string): Promise<readonly RulesVersion[]>;
  /** Who would move if these rules held; nothing is written. Throws `invalid` (`scoring-rules`). */
  preview(clientId: string, rules: ScoringRules): Promise<ScoringPreview>;
  /** Who would move if a campaign looked for another ideal customer; nothing is written. */
  previewIdealCustomer(campaignId: string, icp: IdealCustomer): Promise<ScoringPreview>;
  /**
   * Saves the next version and begins to score the client's leads by it. Throws `invalid` (`scoring-rules`,
   * `scoring-why`, `scoring-sequence`) or `conflict` (`scoring-version`, `scoring-same`).
   */
  save(
    clientId: string,
    change: RulesChange,
    by: string,
  ): Promise<{ readonly version: RulesVersion; readonly run: LeadRun }>;
  /** Makes the rules of an earlier version (0: the built-in ones) the next version. */
  goBackTo(
    clientId: string,
    version: number,
    change: Omit<RulesChange, 'rules'>,
    by: string,
  ): Promise<{ readonly version: RulesVersion; readonly run: LeadRun }>;
  /** Begins to score again: all leads of the client, one campaign's, or these. Throws `conflict` (`lead-run-running`). */
  rescore(scope: RescoreScope, by: string): Promise<LeadRun>;
  /** Goes on with a pass that stopped before its end. */
  goOn(runId: string, by: string): Promise<LeadRun>;
  /** Takes up what ended with the program, at the next start: the latest pass of each client. */
  takeUp(by: string): Promise<readonly LeadRun[]>;
}

/** Which leads are scored again, and why. */
export interface RescoreScope {
  readonly clientId: string;
  readonly campaignId?: string | null;
  readonly leadIds?: readonly string[];
  readonly why: string;
  /** `full` where nobody works beside it. Default `calm`. */
  readonly pace?: 'calm' | 'full';
}

/** What the service needs. */
export interface ScoringDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly records: RecordStore;
  readonly events: AcquisitionEvents;
  readonly clients: ClientService;
  readonly campaigns: CampaignService;
  readonly sequences: SequenceService;
  readonly scores: ScorerSource;
  readonly store: RulesStore;
  readonly leads: ScoreStore;
  readonly runs: LeadRuns;
  readonly runStore: Pick<LeadRunStore, 'leadIds'>;
  readonly applyCounts: (tx: Tx, before: readonly ScoredLead[], after: readonly ScoredLead[]) => Promise<void>;
}

/** Builds the service of scoring. */
export function createScoringService(deps: ScoringDeps): ScoringService {
  const { campaigns, clients, scores, store, leads, runStore } = deps;
  const service: ScoringService = {
    rules: async (clientId) => scores.rulesOf((await clients.get(clientId)).id),
    history: async (clientId) => store.list((await clients.get(clientId)).id),
    preview: async (clientId, rules) => {
      assertRules(rules);
      await clients.get(clientId);
      const ids = await runStore.leadIds(clientId, null);
      return previewScores(leads, ids, async (id) => createScorer({ icp: await icpOf(campaigns, id), rules }));
    },
    previewIdealCustomer: async (campaignId, icp) => {
      const { clientId } = await campaigns.get(campaignId);
      const { rules } = await scores.rulesOf(clientId);
      const ids = await runStore.leadIds(clientId, campaignId);
      return previewScores(leads, ids, async () => createScorer({ icp, rules }));
    },
    save: (clientId, change, by) => saveRules(deps, service, { clientId, ...change }, by),
    goBackTo: async (clientId, version, change, by) => {
      const found = version === 0 ? await scores.builtIn() : await store.find(clientId, version);
      if (found) return saveRules(deps, service, { clientId, rules: found.rules, ...change }, by);
      throw notFound({ code: 'scoring-version-unknown', message: `There is no version ${version}. Reload the page.` });
    },
    rescore: async ({ clientId, campaignId = null, leadIds, why, pace = 'calm' }, by) => {
      const scope = { kind: 'SCORE', clientId, campaignId, why, pace, ...(leadIds ? { leadIds } : {}) } as const;
      const version = (await scores.rulesOf(clientId)).version;
      return deps.runs.start(scope, await passFor(deps, clientId, why, by), by, tellScored(deps, version));
    },
    goOn: async (runId, by) => {
      const { clientId, why } = await deps.runs.get(runId);
      const version = (await scores.rulesOf(clientId)).version;
      return deps.runs.goOn(runId, await passFor(deps, clientId, why, by), tellScored(deps, version));
    },
    takeUp: async (by) => {
      const latest = new Map((await deps.runs.cutShort('SCORE')).toReversed().map((run) => [run.clientId, run]));
      const going: LeadRun[] = [];
      for (const { id, clientId } of latest.values()) {
        const [newest] = await deps.runs.list(clientId, 'SCORE', 1);
        if (newest?.id === id) going.push(await service.goOn(id, by));
      }
      return going;
    },
  };
  return service;
}

const icpOf = async (campaigns: CampaignService, campaignId: string | null): Promise<IdealCustomer> =>
  campaignId === null ? anyCustomer : (await campaigns.get(campaignId)).icp;

/** The rules are those of the moment in which a pass begins: all its leads are scored alike. */
async function passFor(deps: ScoringDeps, clientId: string, why: string, by: string) {
  const { version, rules } = await deps.scores.rulesOf(clientId);
  const scorerOf: FindScorer = async (campaignId, tx) => {
    const icp = campaignId === null ? anyCustomer : (await deps.campaigns.get(campaignId, tx)).icp;
    return createScorer({ icp, rules, version: version === 0 ? null : version });
  };
  const { clock, records, applyCounts, leads: store } = deps;
  return scorePass({ clock, records, applyCounts, store }, { scorerOf, why, by });
}

const tellScored =
  ({ events }: ScoringDeps, version: number) =>
  (tx: Tx, run: LeadRun): Promise<void> =>
    events.publish(tx, {
      ...{ topic: 'cam-lead-scored', subject: run.clientId },
      payload: { clientId: run.clientId, version, scored: run.done, moved: run.counts['moved'] ?? 0 },
    });

async function saveRules(
  deps: ScoringDeps,
  service: Pick<ScoringService, 'rescore'>,
  { clientId, rules, basedOn, why }: RulesChange & { readonly clientId: string },
  by: string,
) {
  const { db, clock, records, scores, store, clients } = deps;
  assertRules(rules);
  if (why.trim() === '')
    throw invalid({
      code: 'scoring-why',
      message: 'Say in one short sentence why the rules change: the history keeps it.',
    });
  await clients.get(clientId);
  await assertSequences(deps, clientId, rules);
  const version = await db.transaction(async (tx) => {
    const latest = await scores.rulesOf(clientId, tx);
    assertNext(latest, basedOn, rules);
    const row = { clientId, version: latest.version + 1, rules: JSON.stringify(rules), why: why.trim() };
    await store.insert(tx, { ...row, createdBy: by, createdAt: clock.now() });
    const what = `Scoring rules changed: version ${row.version}`;
    await records.append(tx, [{ clientId, subjectKind: 'client', subjectId: clientId, what, why: row.why, actor: by }]);
    return scores.rulesOf(clientId, tx);
  });
  await stopRunning(deps, clientId);
  const because = `the scoring rules changed to version ${version.version}.`;
  return { version, run: await service.rescore({ clientId, why: because }, by) };
}

/** A pass by the rules of before would go on giving leads scores that hold no longer. */
async function stopRunning({ runs }: ScoringDeps, clientId: string): Promise<void> {
  for (const { id, status } of await runs.list(clientId, 'SCORE', 5)) if (status === 'RUNNING') await runs.stop(id);
}

function assertNext(latest: RulesVersion, basedOn: number, rules: ScoringRules): void {
  if (latest.version !== basedOn) {
    throw conflict({
      code: 'scoring-version',
      message: `Somebody has saved version ${latest.version} meanwhile${latest.by === '' ? '' : ` (${latest.by})`}. Reload the rules and make your change again.`,
      details: { found: latest.version, expected: basedOn },
    });
  }
  if (sameRules(latest.rules, rules))
    throw conflict({ code: 'scoring-same', message: 'These are the rules that hold already. Change a number first.' });
}

/** Whatever the order in which their parts are named. */
function sameRules(one: ScoringRules, other: ScoringRules): boolean {
  const flat = (rules: ScoringRules): string =>
    JSON.stringify(
      [rules.weights, rules.tiers, rules.grades, rules.sequenceByTier].map((part) =>
        Object.entries(part).sort(([first], [second]) => first.localeCompare(second)),
      ),
    );
  return one.lowestScore === other.lowestScore && flat(one) === flat(other);
}

async function assertSequences({ sequences }: ScoringDeps, clientId: string, rules: ScoringRules): Promise<void> {
  const chosen = Object.values(rules.sequenceByTier);
  if (chosen.length === 0) return;
  const known = new Set((await sequences.list(clientId)).map(({ id }) => id));
  if (chosen.every((id) => known.has(id))) return;
  throw invalid({
    code: 'scoring-sequence',
    message: 'One of the chosen sequences is not one of this client. Choose one from the list.',
  });
}
