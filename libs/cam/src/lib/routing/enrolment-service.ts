import type { Database, Tx } from '@aicmo/core-db';
import { newId, notFound, type Clock, type EnrolmentId, type Instant } from '@aicmo/core-kernel';
import * as z from 'zod/mini';
import type { Campaign } from '../../contract/campaign.ts';
import { EnrolmentStatus, type Lead, type Tier } from '../../contract/lead.ts';
import type { EnrolmentRow } from '../db/outreach-tables.ts';
import type { NewRecord, RecordStore } from '../records/record-store.ts';
import type { ScorerSource } from '../scoring/scorer-source.ts';
import { assertEnrolmentMove } from './enrolment-rules.ts';
import type { CurrentSequence, EnrolmentStore } from './enrolment-store.ts';
import { rankOf } from './rank-rules.ts';
import { routeLead, type Routing } from './routing-rules.ts';
import type { SequenceSource } from './sequence-source.ts';

/** A lead as routing needs it. */
export type RoutableLead = Pick<Lead, 'id' | 'state' | 'consent' | 'score' | 'tier'>;

/** What became of one lead. */
export interface RoutedLead {
  readonly leadId: string;
  readonly routing: Routing;
}

/** How an enrolment changes. */
export interface EnrolmentMove {
  readonly to: EnrolmentStatus;
  readonly reason: string;
  /** With PAUSED: when it goes on by itself; missing: when a person says so. */
  readonly pausedUntil?: Instant;
}

/** Leads on their way through sequences. */
export interface EnrolmentService {
  /**
   * Puts leads in sequence in the caller's transaction, at most 500 at once: the tier picks the sequence. The caller
   * makes the routed ones QUALIFIED. Every decision is recorded with its reason.
   */
  route(tx: Tx, campaign: Campaign, leads: readonly RoutableLead[], by: string): Promise<readonly RoutedLead[]>;
  /** Throws `conflict` (`enrolment-move`) for an illegal move, `not-found` (`enrolment-unknown`). */
  move(enrolmentId: string, move: EnrolmentMove, by: string, tx?: Tx): Promise<void>;
  /** For each of these leads (500 at most) that is in sequence somewhere: in which. */
  current(leadIds: readonly string[]): Promise<ReadonlyMap<string, CurrentSequence>>;
  /** How many of each status a campaign has. */
  counts(campaignId: string): Promise<Readonly<Record<EnrolmentStatus, number>>>;
}

interface Deps {
  readonly db: Database;
  readonly clock: Clock;
  readonly store: EnrolmentStore;
  readonly sequences: SequenceSource;
  readonly records: RecordStore;
  /** What the client's rules say where the campaign says nothing. */
  readonly scores: Pick<ScorerSource, 'routed'>;
}

/** Builds the service of enrolments. */
export function createEnrolmentService(deps: Deps): EnrolmentService {
  const { db, clock, store, sequences, records, scores } = deps;
  const moveIn = async (tx: Tx, enrolmentId: string, move: EnrolmentMove, by: string): Promise<void> => {
    const row = await store.find(enrolmentId, tx);
    if (!row)
      throw notFound({ code: 'enrolment-unknown', message: 'This lead is not in that sequence. Reload the page.' });
    assertEnrolmentMove(z.parse(EnrolmentStatus, row.status), move.to);
    const now = clock.now();
    await store.update(tx, enrolmentId, {
      ...{ status: move.to, statusReason: move.reason, pausedUntil: move.pausedUntil ?? null, updatedAt: now },
      ...(move.to === 'FINISHED' || move.to === 'STOPPED' ? { endedAt: now } : {}),
    });
    await records.append(tx, [leadRecord(row, `Sequence ${words[move.to]}`, move.reason, by)]);
  };
  return {
    current: (leadIds) => store.current(leadIds),
    counts: (campaignId) => store.countByStatus(campaignId),
    move: (enrolmentId, move, by, tx) =>
      tx ? moveIn(tx, enrolmentId, move, by) : db.transaction((own) => moveIn(own, enrolmentId, move, by)),
    route: async (tx, given, leads, by) => {
      const campaign = await scores.routed(given, tx);
      const present = await store.inSequence(
        tx,
        campaign.id,
        leads.map(({ id }) => id),
      );
      const routed = leads.map((lead) => ({
        leadId: lead.id,
        score: lead.score,
        routing: routeLead({ lead, campaign, isInSequence: present.has(lead.id) }),
      }));
      const chosen = await sequencesFor(tx, sequences, campaign, routed);
      const rows: EnrolmentRow[] = [];
      const log: NewRecord[] = [];
      for (const { leadId, routing, score } of routed) {
        const about = { clientId: campaign.clientId, campaignId: campaign.id, leadId };
        const sequence = routing.ok ? chosen.get(routing.tier) : undefined;
        if (routing.ok && sequence) rows.push(newRow({ ...about, tier: routing.tier, score }, sequence, by, clock));
        const what = sequence ? `Put in sequence “${sequence.name}”` : `Not put in sequence of “${campaign.name}”`;
        log.push(leadRecord(about, what, routing.why, by));
      }
      await store.insertMany(tx, rows);
      await records.append(tx, log);
      return routed;
    },
  };
}

const words: Readonly<Record<EnrolmentStatus, string>> = {
  ACTIVE: 'resumed',
  PAUSED: 'paused',
  FINISHED: 'finished',
  STOPPED: 'stopped',
};

async function sequencesFor(tx: Tx, source: SequenceSource, campaign: Campaign, routed: readonly RoutedLead[]) {
  const tiers = new Set(routed.flatMap(({ routing }) => (routing.ok ? [routing.tier] : [])));
  const chosen = new Map<Tier, Awaited<ReturnType<SequenceSource['forTier']>>>();
  for (const tier of tiers) chosen.set(tier, await source.forTier(tier, campaign, tx));
  return chosen;
}

type About = Pick<EnrolmentRow, 'clientId' | 'campaignId' | 'leadId'>;

const leadRecord = (about: About, what: string, why: string, actor: string): NewRecord => ({
  ...{ clientId: about.clientId, campaignId: about.campaignId, subjectKind: 'lead', subjectId: about.leadId },
  ...{ what, why, actor },
});

function newRow(
  { tier, score, ...about }: About & { readonly tier: Tier; readonly score: number | null },
  sequence: Awaited<ReturnType<SequenceSource['forTier']>>,
  by: string,
  clock: Clock,
): EnrolmentRow {
  const now = clock.now();
  return {
    ...about,
    id: newId<EnrolmentId>(clock),
    ...{
      sequenceId: sequence.id,
      sequenceVersion: sequence.version,
      tier,
      status: 'ACTIVE',
      statusReason: '',
      pausedUntil: null,
      startedAt: now,
      endedAt: null,
    },
    ...{ createdBy: by, createdAt: now, updatedAt: now, dueSimulation: null, dueProof: null, dueLive: null },
    ...{ batchId: null, mailboxId: null, rank: rankOf(score) },
  };
}
