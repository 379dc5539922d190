import type { Tx } from '@aicmo/core-db';
import type { ControlFlagsView } from '@aicmo/core-effects';
import { conflict, newId, notFound, plusMs, type Instant, type RunId } from '@aicmo/core-kernel';
import type { Campaign } from '../../contract/campaign.ts';
import type { AttemptMode } from '../../contract/outreach-attempt.ts';
import type { RunCounters, RunOutcome } from '../../contract/orchestrator-run.ts';
import type { ZonedWindow } from '../outreach/send-window.ts';
import type { SlotBook } from '../outreach/slot-book.ts';
import { countOne, noCounters } from './run-rules.ts';
import type { RunTools } from './run-tools.ts';

/** A lease lasts 30 s and is renewed at a third. DOMAIN section 4, as for the engine. */
const leaseMs = 30_000;
const renewBelowMs = 20_000;

/** Thrown inside a transaction when another worker holds the campaign by now: this one may write nothing more. */
export const lostCode = 'run-lost';
const lost = () => conflict({ code: lostCode, message: 'Another worker has taken this campaign over.' });

/** What one run carries from message to message. */
export interface Pass {
  readonly id: RunId;
  readonly campaignId: string;
  readonly fence: number;
  readonly mode: AttemptMode;
  leaseUntil: Instant;
  counters: RunCounters;
  /** The book of places, the turn at which it was right, and the settings by which it is kept. */
  book: SlotBook | undefined;
  turn: number;
  bookedBy: string;
  readonly windows: Map<string, ZonedWindow>;
  /** Whether the first messages of a LIVE campaign have all left: from then on nobody has to read one first. */
  areFirstGone: boolean;
}

/** Claims a campaign and opens its run, or says who holds it. The lease decides; the fence keeps a late one out. */
export async function claimCampaign(
  tools: RunTools,
  campaignId: string,
  by: string,
): Promise<Pass | Extract<RunOutcome, { claimed: false }>> {
  return tools.db.transaction(async (tx) => {
    const campaign = await campaignIn(tools, tx, campaignId);
    const now = tools.clock.now();
    const id = newId<RunId>(tools.clock);
    const leaseUntil = plusMs(now, leaseMs);
    const taken = await tools.runs.takeClaim(tx, { campaignId, runId: id, worker: by, leaseUntil }, now);
    if (!taken) return heldBy(tools, tx, campaign);
    await failVanished(tools, tx, campaignId, id);
    const mode = await modeOf(tools, tx, campaign);
    await tools.runs.insert(tx, {
      ...{ id, clientId: campaign.clientId, campaignId, mode, status: 'CLAIMED', worker: by, leaseUntil },
      ...{ fencingToken: taken.fencingToken, counters: JSON.stringify({ ...noCounters, nextDueAt: null }) },
      ...{ outcome: '', error: '', startedBy: by, startedAt: now, heartbeatAt: now, endedAt: null },
    });
    const fence = taken.fencingToken;
    return {
      id,
      campaignId,
      fence,
      mode,
      leaseUntil,
      counters: noCounters,
      book: undefined,
      turn: -1,
      bookedBy: '',
      areFirstGone: false,
      windows: new Map(),
    };
  });
}

/** Its counters are those of its last heartbeat at best, so they are counted again from the messages that it left. */
async function failVanished(tools: RunTools, tx: Tx, campaignId: string, exceptId: string): Promise<void> {
  const error = 'It ended without a word: its worker stopped. What it had done counts, the rest was taken over.';
  for (const { id, outcomes } of await tools.runs.unfinished(tx, campaignId, exceptId)) {
    const counters = outcomes.reduce(countOne, noCounters);
    await tools.runs.update(tx, id, { status: 'FAILED', error, endedAt: tools.clock.now() }, counters);
  }
}

async function heldBy(tools: RunTools, tx: Tx, campaign: Campaign): Promise<Extract<RunOutcome, { claimed: false }>> {
  const held = await tools.runs.claimOf(tx, campaign.id);
  const holding = held ? await tools.runs.find(held.runId, tx) : undefined;
  const holder = held?.worker || 'Another worker';
  const since = holding?.startedAt ?? tools.clock.now();
  return {
    claimed: false,
    ...{ holder, since, until: held?.leaseUntil ?? since },
    text: `“${campaign.name}” is being run by ${holder} already. Its result appears in the list of runs.`,
  };
}

/** The fence: whoever has lost the claim writes nothing more. */
export async function keepLease(tools: RunTools, tx: Tx, pass: Pass): Promise<void> {
  const held = await tools.runs.claimOf(tx, pass.campaignId);
  if (held?.fencingToken !== pass.fence) throw lost();
  const now = tools.clock.now();
  if (plusMs(now, renewBelowMs) < pass.leaseUntil) return;
  const leaseUntil = plusMs(now, leaseMs);
  if (!(await tools.runs.renewClaim(tx, pass.campaignId, pass.fence, leaseUntil))) {
    throw lost();
  }
  await tools.runs.update(tx, pass.id, { leaseUntil, heartbeatAt: now }, pass.counters);
  pass.leaseUntil = leaseUntil;
}

/**
 * Keeps the claim as long as a message may be on its way: until then nobody can say whether it left, so nobody may take
 * the campaign over and go on.
 */
export async function holdClaim(tools: RunTools, tx: Tx, pass: Pass, until: Instant): Promise<void> {
  if (until <= pass.leaseUntil) return;
  if (!(await tools.runs.renewClaim(tx, pass.campaignId, pass.fence, until))) throw lost();
  pass.leaseUntil = until;
}

/** The campaign as it stands in this transaction. Throws `not-found` (`campaign-unknown`). */
export async function campaignIn(tools: RunTools, tx: Tx, campaignId: string): Promise<Campaign> {
  const campaign = await tools.campaigns.find(campaignId, tx);
  if (campaign) return campaign;
  throw notFound({ code: 'campaign-unknown', message: 'There is no such campaign. Choose one from the list.' });
}

/** The table "Modes" of EFFECTS: a LIVE campaign is proofed while proof mode is on. */
export async function modeOf(tools: RunTools, tx: Tx, campaign: Campaign): Promise<AttemptMode> {
  return modeUnder(await tools.flags.read(tx), campaign);
}

/** The same with the flags at hand. */
export const modeUnder = ({ proofMode }: Pick<ControlFlagsView, 'proofMode'>, { mode }: Campaign): AttemptMode =>
  mode === 'SIMULATION' ? 'SIMULATION' : proofMode ? 'PROOF' : 'LIVE';
