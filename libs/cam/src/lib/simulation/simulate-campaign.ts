import { openScratchDatabase, type Database } from '@aicmo/core-db';
import { coreEffectsMigrations, createControlFlags, createEgressDoor, holdOf } from '@aicmo/core-effects';
import { dayMs, epochMs, invalid, notFound, plusMs, unavailable, type Clock, type Instant } from '@aicmo/core-kernel';
import type { Campaign } from '../../contract/campaign.ts';
import type { CampaignSimulation } from '../../contract/simulation.ts';
import { createCampaignStore } from '../campaigns/campaign-store.ts';
import type { CamTables } from '../db/cam-tables.ts';
import { camMigrations } from '../db/migrations/index.ts';
import { noAcquisitionEvents } from '../events/acquisition-events.ts';
import { openInbound } from '../inbound/open-inbound.ts';
import { noMailAccess } from '../mailboxes/mail-access.ts';
import type { Orchestrator } from '../orchestrator/create-orchestrator.ts';
import type { OrchestratorDeps } from '../orchestrator/orchestrator-deps.ts';
import { copyCampaigns } from './copy-campaigns.ts';
import { openHoldNotes } from './hold-notes.ts';
import { silentWorld, type OutsideWorld } from './outside-world.ts';
import { playedHands } from './played-hands.ts';
import { playDays } from './play-days.ts';
import { readSimulation, type PlayedCampaign } from './read-simulation.ts';
import { simulationTerms, type SimulatedAs, type SimulationTerms } from './simulation-terms.ts';
import { virtualClock } from './virtual-clock.ts';
import { virtualDoor } from './virtual-door.ts';
import { outreachWork } from './outreach-work.ts';

/** What is to be played. */
export interface SimulationRequest {
  readonly campaignId: string;
  /** From now on; 1 to 90. */
  readonly days: number;
  /** Default `live`. */
  readonly as?: SimulatedAs;
  /** What the other side does. Default: it takes everything and never answers. */
  readonly world?: OutsideWorld;
  /** Told how many days have been played, whenever it is one more. */
  readonly onDay?: (day: number) => void;
  readonly signal?: AbortSignal;
}

/** How the orchestrator of a copy is built: the same way as that of the house. */
export type MakeOrchestrator = (deps: OrchestratorDeps) => Orchestrator;

const mostDays = 90;
/** So many more people than places are taken along: some are held back, and others take their places. */
const spare = 200;
const simulating = 'the simulation';

/**
 * Plays the coming days of a campaign: the same orchestrator, gate and planner, over a copy in memory of what they read,
 * with a time that jumps and a door without sockets. The house's own database is read and never written.
 * Throws `not-found` (`campaign-unknown`), `invalid` (`simulation-days`), `conflict` (`simulation-over`), and
 * `unavailable` (`simulation-stopped`) when it was stopped.
 */
export const simulateCampaign = (
  deps: OrchestratorDeps,
  make: MakeOrchestrator,
  request: SimulationRequest,
): Promise<CampaignSimulation> => playCampaign(deps, make, request, readSimulation);

/** The same, and gives what is read of the copy when the days are over. */
export async function playCampaign<Result>(
  deps: OrchestratorDeps,
  make: MakeOrchestrator,
  request: SimulationRequest,
  read: (copy: Database, played: PlayedCampaign) => Promise<Result>,
): Promise<Result> {
  assertDays(request.days);
  const now = deps.clock.now();
  const copy = await openScratchDatabase([coreEffectsMigrations, camMigrations]);
  try {
    const scene = await prepareScene(deps, copy, request, now);
    return await read(copy, await play({ deps, make, copy, request, now, ...scene }));
  } finally {
    await copy.close();
  }
}

interface Scene {
  readonly campaign: Campaign;
  readonly terms: SimulationTerms;
  readonly campaignIds: readonly string[];
  readonly left: number;
}

interface Play extends Scene {
  readonly deps: OrchestratorDeps;
  readonly make: MakeOrchestrator;
  readonly copy: Database;
  readonly request: SimulationRequest;
  readonly now: Instant;
}

/** Copies what is needed and sets it as it is to be played. */
async function prepareScene(
  { db, flags }: OrchestratorDeps,
  copy: Database,
  { campaignId, days, as = 'live' }: SimulationRequest,
  now: Instant,
): Promise<Scene> {
  const handle = db.handle<CamTables>('cam');
  const campaigns = createCampaignStore(handle);
  const campaign = await campaigns.find(campaignId);
  if (!campaign) {
    throw notFound({ code: 'campaign-unknown', message: 'There is no such campaign. Choose one from the list.' });
  }
  const view = await flags.read();
  const mailbox = handle.in().selectFrom('camMailbox').select('id').where('clientId', '=', campaign.clientId);
  const hasMailbox = (await mailbox.where('status', '=', 'ACTIVE').executeTakeFirst()) !== undefined;
  const facts = { campaign, flags: view, hasMailbox };
  const { mode } = simulationTerms(as, { ...facts, left: 0 });
  // Whoever sends in the same mode shares mailboxes and the workspace's day; they are served in the worker's order.
  const played = (await campaigns.list({})).filter(
    (each) =>
      each.id === campaignId || (each.status === 'ACTIVE' && (each.mode === 'SIMULATION') === (mode === 'SIMULATION')),
  );
  const campaignIds = played.map(({ id }) => id);
  const mostNew = days * campaign.limits.perDay + spare;
  const { left } = await copyCampaigns(db, copy, { campaignIds, mode, now, mostNew });
  return { campaign, campaignIds, left, terms: simulationTerms(as, { ...facts, left }) };
}

async function play(scene: Play): Promise<PlayedCampaign> {
  const { deps, make, copy, request, now, campaign, terms, campaignIds } = scene;
  const { world = silentWorld, signal } = request;
  const clock = virtualClock(now);
  const until = plusMs(now, request.days * dayMs);
  const flags = createControlFlags({ db: copy, clock });
  const { paused, killed, proofMode } = await deps.flags.read();
  const set = terms.isReleased ? { paused: false, killed: false, proofMode: false } : { paused, killed, proofMode };
  await flags.set({ ...set, by: simulating, reason: 'As it is played.' });
  if (terms.isActivated) await activate(copy, campaign.id, terms);
  const door = virtualDoor(createEgressDoor({ db: copy, clock, flags }), world, clock);
  // Nobody is told: what happens here does not happen.
  const hands = playedHands(copy, clock, terms.isReleased);
  const house = { ...deps, db: copy, clock, flags, door, events: noAcquisitionEvents };
  const orchestrator = make(deps.tasks ? { ...house, tasks: hands.tasks } : house);
  const notes = openHoldNotes(copy);
  const { inbound } = openInbound({
    ...{ db: copy, handle: copy.handle<CamTables>('cam'), clock, events: noAcquisitionEvents },
    ...{ mail: { vault: deps.vault ?? noMailAccess.vault, door }, publicUrl: deps.publicUrl ?? null },
  });
  const { work, nextAt } = outreachWork({
    ...{ orchestrator, campaignIds, by: simulating, clock, signal },
    readMail: onlyWhenSomethingCame(world, clock, async () => (await inbound.readDue(signal)).seen > 0),
    onRun: async (run) => {
      await notes.take(run);
      return hands.work();
    },
  });
  const next = async (): Promise<Instant | null> => earliest(await nextAt(), world.nextMailAt(clock.now()));
  // While everything is held nothing changes by itself, so one look says it all.
  if (holdOf(await flags.read())) await work();
  else await playDays({ clock, until, work: telling(work, scene, clock), nextAt: next, signal });
  if (signal?.aborted) throw stopped();
  return { campaign, terms, from: now, until, left: scene.left, holds: notes.holds };
}

/** Work that says how far it is. */
function telling(work: () => Promise<void>, { now, request }: Play, clock: Clock): () => Promise<void> {
  let told = 0;
  return async () => {
    await work();
    const day = Math.floor((epochMs(clock.now()) - epochMs(now)) / dayMs);
    if (day === told) return;
    told = day;
    request.onDay?.(day);
  };
}

async function activate(copy: Database, campaignId: string, { mode }: SimulationTerms): Promise<void> {
  const change = { status: 'ACTIVE', mode: mode === 'SIMULATION' ? 'SIMULATION' : 'LIVE', approveFirst: 0 };
  await copy
    .handle<CamTables>('cam')
    .in()
    .updateTable('camCampaign')
    .set(change)
    .where('id', '=', campaignId)
    .execute();
}

/** Asks the mailboxes when something has come since they were asked last. */
function onlyWhenSomethingCame(world: OutsideWorld, clock: Clock, read: () => Promise<boolean>) {
  let last: Instant | undefined;
  return async (): Promise<boolean> => {
    const next = last === undefined ? null : world.nextMailAt(last);
    const isFirst = last === undefined;
    last = clock.now();
    return isFirst || (next !== null && next <= last) ? read() : false;
  };
}

const stopped = () =>
  unavailable({ code: 'simulation-stopped', message: 'The simulation was stopped before its end. Start it again.' });

const earliest = (one: Instant | null, other: Instant | null): Instant | null =>
  one === null ? other : other === null || one < other ? one : other;

function assertDays(days: number): void {
  if (Number.isInteger(days) && days >= 1 && days <= mostDays) return;
  throw invalid({
    code: 'simulation-days',
    message: `Found ${String(days)} days; expected a whole number from 1 to ${mostDays}.`,
  });
}
