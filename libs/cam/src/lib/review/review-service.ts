import type { Tx } from '@aicmo/core-db';
import { conflict, epochMs, invalid, notFound, type Instant } from '@aicmo/core-kernel';
import { Tier, LeadState } from '../../contract/lead.ts';
import type { ReviewCounts, ReviewGroup, ReviewItem, ReviewKind, ReviewPage } from '../../contract/review.ts';
import type { UndoOffer } from '../../contract/undo.ts';
import * as z from 'zod/mini';
import type { LeadRow } from '../db/cam-tables.ts';
import { loadLead, nameOf, saveAct, type LeadActDeps } from '../lead-acts/lead-act-deps.ts';
import { leadChange, SettledChange } from '../lead-acts/lead-change.ts';
import { momentWords } from '../lead-work/moment-words.ts';
import type { Undoer } from '../undo/undo-service.ts';
import { reviewKinds, reviewReasons } from './review-rules.ts';
import { conflictsKind, cursorOf, placeOf, type QueuePlace, type ReviewStore } from './review-store.ts';

/** Which part of the queue. */
export interface ReviewFilter {
  /** All clients without it. */
  readonly clientId?: string;
  /** All reasons without it. */
  readonly kind?: ReviewKind;
}

/** Who needs a person, and why; and what a person says to it. What is said can be taken back for a day. */
export interface ReviewService {
  /** Oldest first; 50 a page by default, 200 at most. Throws `invalid` (`review-cursor`). */
  queue(
    filter?: ReviewFilter,
    page?: { readonly limit?: number; readonly cursor?: string | null },
  ): Promise<ReviewPage>;
  counts(clientId?: string): Promise<ReviewCounts>;
  /** Many things of one kind that are decided in a view of their own. */
  groups(clientId?: string): Promise<readonly ReviewGroup[]>;
  /** Every reason of the lead is answered for good. Throws `not-found`, `conflict` (`review-nothing`). */
  lookedAt(leadId: string, by: string): Promise<UndoOffer>;
  /** Every reason of the lead comes back at a moment. Throws as `lookedAt` does, `invalid` (`review-later`). */
  later(leadId: string, until: Instant, timeZone: string, by: string): Promise<UndoOffer>;
  /** The values that the merge of a file left alone stay as they are. Throws `not-found` (`import-unknown`). */
  filePassed(batchId: string, by: string): Promise<UndoOffer>;
}

/** Things that wait in a view of their own: near matches, sign-ups that nobody has confirmed. */
export type GroupSource = (clientId: string | undefined) => Promise<readonly ReviewGroup[]>;

interface Deps extends LeadActDeps {
  readonly review: ReviewStore;
  readonly groupSources: readonly GroupSource[];
}

const pageSize = { usual: 50, most: 200 } as const;

/** Builds the service of the review queue. */
export function createReviewService(deps: Deps): ReviewService {
  const { db, clock, review } = deps;
  return {
    queue: (filter = {}, { limit = pageSize.usual, cursor = null } = {}) =>
      readQueue(deps, filter, Math.max(1, Math.min(limit, pageSize.most)), cursor === null ? null : placeOf(cursor)),
    counts: async (clientId) => {
      const of = clientId === undefined ? {} : { clientId };
      const counted = await Promise.all(reviewKinds.map((kind) => review.count({ ...of, kind }, clock.now())));
      const [REVIEW = 0, ADDRESS = 0, COMPANY = 0] = counted;
      return { REVIEW, ADDRESS, COMPANY };
    },
    groups: async (clientId) => {
      const files = await review.conflictedFiles(clientId);
      const others = await Promise.all(deps.groupSources.map((source) => source(clientId)));
      return [...files.map((file) => ({ ...file, kind: 'conflicts' as const })), ...others.flat()];
    },
    lookedAt: (leadId, by) => db.transaction((tx) => answer(deps, tx, leadId, { until: null, words: '', by })),
    later: (leadId, until, timeZone, by) => {
      if (epochMs(until) <= epochMs(clock.now())) {
        throw invalid({ code: 'review-later', message: 'Choose a moment that is still to come.' });
      }
      const words = momentWords(until, timeZone);
      return db.transaction((tx) => answer(deps, tx, leadId, { until, words, by }));
    },
    filePassed: (batchId, by) => db.transaction((tx) => passFile(deps, tx, batchId, by)),
  };
}

/** The undoer of a file whose values were left as they are. */
export const fileUndoKind = 'review-file';

const PassedFile = z.object({ batchId: z.string(), settled: z.array(SettledChange) });

async function passFile(
  { review, store, undos, clock }: Deps,
  tx: Tx,
  batchId: string,
  by: string,
): Promise<UndoOffer> {
  const file = await review.findFile(tx, batchId);
  if (!file) throw notFound({ code: 'import-unknown', message: 'There is no such import any more. Reload the page.' });
  const said = { leadId: batchId, kind: conflictsKind, until: null, settledBy: by, settledAt: clock.now() };
  const data = { batchId, settled: await store.settle(tx, [said]) };
  const what = `Left the leads of “${file.name}” as they are`;
  return undos.offer(tx, { clientId: file.clientId, kind: fileUndoKind, what, data, by });
}

/** A file stands in the queue again. */
export const undoPassedFile =
  (store: Pick<LeadActDeps['store'], 'unsettle'>): Undoer =>
  async ({ tx, data }) => {
    const { batchId, settled } = z.parse(PassedFile, JSON.parse(data));
    await store.unsettle(tx, batchId, settled);
  };

interface Answer {
  /** Null: for good. */
  readonly until: Instant | null;
  readonly words: string;
  readonly by: string;
}

async function answer(deps: Deps, tx: Tx, leadId: string, { until, words, by }: Answer): Promise<UndoOffer> {
  const now = deps.clock.now();
  const row = await loadLead(deps.leads, leadId, tx);
  const reasons = reviewReasons(row, await deps.review.said([leadId], tx), now);
  if (reasons.length === 0) {
    throw conflict({ code: 'review-nothing', message: `${nameOf(row)} needs nobody any more: somebody was faster.` });
  }
  const rows = reasons
    .filter(({ kind }) => until !== null || kind !== 'REVIEW')
    .map(({ kind }) => ({ leadId, kind, until, settledBy: by, settledAt: now }));
  const settled = [...(await deps.store.settle(tx, rows))];
  const looked = { needsReview: 0, reviewReason: '', reviewSince: null };
  const change = leadChange(row, until === null && row.needsReview === 1 ? looked : {}, { settled });
  const what = until === null ? 'Looked at by a person' : `Put off until ${words}`;
  const why = reasons.map((reason) => reason.why).join(' ');
  const undo = until === null ? `Looked at ${nameOf(row)}` : `Put ${nameOf(row)} off until ${words}`;
  return saveAct(deps, tx, row, change, { what, why, undo, by });
}

/** The parts of the queue are merged by their moment; a lead with several reasons stands where its oldest one does. */
async function readQueue(
  deps: Deps,
  { clientId, kind }: ReviewFilter,
  limit: number,
  after: QueuePlace | null,
): Promise<ReviewPage> {
  const { review, clock } = deps;
  const now = clock.now();
  const of = clientId === undefined ? {} : { clientId };
  const wanted = kind === undefined ? reviewKinds : [kind];
  const parts = await Promise.all(
    wanted.map(async (each) =>
      (await review.queue({ ...of, kind: each }, after, limit + 1, now)).map((row) => ({ kind: each, row })),
    ),
  );
  const ids = [...new Set(parts.flat().map(({ row }) => row.id))];
  const said = Map.groupBy(await saidTo(review, ids), ({ leadId }) => leadId);
  const standing = parts.flat().flatMap(({ kind: each, row }) => {
    const reasons = reviewReasons(row, said.get(row.id) ?? [], now);
    const own = reasons.find((reason) => reason.kind === each);
    if (!own || (kind === undefined && reasons[0] !== own)) return [];
    return [{ row, reasons, since: own.since }];
  });
  const inOrder = standing.sort((a, b) => comparePlaces(placeOfRow(a), placeOfRow(b)));
  const horizon = horizonOf(parts, limit);
  const known = inOrder.filter((item) => horizon === null || comparePlaces(placeOfRow(item), horizon) <= 0);
  const items = known.slice(0, limit).map(({ row, reasons, since }) => itemOf(row, since, [...reasons]));
  const last = known.length > limit ? known[limit - 1] : undefined;
  const next = last ? placeOfRow(last) : horizon;
  if (items.length === 0 && next !== null) return readQueue(deps, { ...of, ...(kind ? { kind } : {}) }, limit, next);
  return { items, next: next === null ? null : cursorOf(next) };
}

const placeOfRow = ({ row, since }: { readonly row: LeadRow; readonly since: string }): QueuePlace => ({
  since,
  leadId: row.id,
});

const comparePlaces = (a: QueuePlace, b: QueuePlace): number =>
  compare(a.since, b.since) || compare(a.leadId, b.leadId);

/** Behind it, a part that was cut off may have more that comes first; null: every part was read to its end. */
function horizonOf(
  parts: readonly (readonly { kind: ReviewKind; row: LeadRow }[])[],
  limit: number,
): QueuePlace | null {
  const ends = parts
    .filter((part) => part.length > limit)
    .flatMap((part) => part.slice(-1).map(({ kind, row }) => ({ since: sinceOf(kind, row), leadId: row.id })));
  return ends.sort(comparePlaces)[0] ?? null;
}

const sinceOf = (kind: ReviewKind, row: LeadRow): string =>
  ({ REVIEW: row.reviewSince, ADDRESS: row.emailCheckedAt, COMPANY: row.createdAt })[kind] ?? row.createdAt;

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

async function saidTo(review: ReviewStore, ids: readonly string[]) {
  const chunks = Array.from({ length: Math.ceil(ids.length / 500) }, (_, index) =>
    ids.slice(index * 500, index * 500 + 500),
  );
  return (await Promise.all(chunks.map((chunk) => review.said(chunk)))).flat();
}

const itemOf = (row: LeadRow, since: string, reasons: ReviewItem['reasons']): ReviewItem => ({
  ...{ leadId: row.id, clientId: row.clientId, name: nameOf(row), title: row.title, company: row.company },
  ...{ email: row.email, state: z.parse(LeadState, row.state), score: row.score, since, reasons },
  tier: row.tier === null ? null : z.parse(Tier, row.tier),
});
