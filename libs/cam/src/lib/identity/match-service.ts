import type { Database, Tx } from '@aicmo/core-db';
import { conflict, invalid, notFound, type Clock } from '@aicmo/core-kernel';
import * as z from 'zod/mini';
import { MatchEvidence, MatchKind, MatchStatus } from '../../contract/match.ts';
import type { MatchFilter, MatchPage, MatchPair } from '../../contract/match.ts';
import type { UndoOffer } from '../../contract/undo.ts';
import type { ClientService } from '../clients/client-service.ts';
import { readJsonColumn } from '../db/json-column.ts';
import type { MatchSuggestionRow } from '../db/match-tables.ts';
import { leadOf } from '../leads/lead-row.ts';
import type { LeadStore } from '../leads/lead-store.ts';
import type { RecordStore } from '../records/record-store.ts';
import type { Undoer } from '../undo/undo-service.ts';
import type { UndoStore } from '../undo/undo-store.ts';
import type { MatchStore } from './match-store.ts';
import type { MergeStore } from './merge-store.ts';

/** Leads that may be one person, and what people say to it. Merging is `merges`. */
export interface MatchService {
  /** The surest first; 50 a page by default, 200 at most. Throws `invalid` (`db-cursor`). */
  list(filter?: MatchFilter, page?: { readonly limit?: number; readonly cursor?: string | null }): Promise<MatchPage>;
  /**
   * Any two leads side by side, as they were suggested or as they compare now; a pair that was never suggested has an
   * empty id. Throws `not-found` (`lead-unknown`), `invalid` (`merge-same`).
   */
  pair(leadIds: readonly [string, string]): Promise<MatchPair>;
  /** How many wait for a person. */
  count(clientId?: string): Promise<number>;
  /** Remembered: the two are not suggested again. Throws `not-found` (`match-unknown`), `conflict` (`match-decided`). */
  notSame(matchId: string, by: string): Promise<UndoOffer>;
  /**
   * Leads of two clients are one person: each client keeps its own lead, and both name one person. Throws as `notSame`
   * does, and `conflict` (`match-one-client`) for two of one client, which are merged instead.
   */
  samePerson(leadIds: readonly [string, string], by: string): Promise<UndoOffer>;
}

interface Deps {
  readonly db: Database;
  readonly clock: Clock;
  readonly store: MatchStore;
  readonly merges: MergeStore;
  readonly leads: LeadStore;
  readonly clients: Pick<ClientService, 'list'>;
  readonly records: RecordStore;
  readonly undos: UndoStore;
}

/** The kind under which an answer offers to be taken back. */
export const matchUndoKind = 'match-answer';

const pageSize = { usual: 50, most: 200 } as const;
const evidenceList = z.array(MatchEvidence);

/** Builds the service of matches. */
export function createMatchService(deps: Deps): MatchService {
  const { db, clock, store, leads } = deps;
  return {
    pair: (leadIds) => pairOfTwo(deps, leadIds),
    count: (clientId) => store.count(clientId === undefined ? {} : { clientId }),
    list: async (filter = {}, { limit = pageSize.usual, cursor = null } = {}) => {
      const most = Math.max(1, Math.min(limit, pageSize.most));
      const rows = await store.page(filter, most + 1, cursor);
      const shown = rows.slice(0, most);
      const last = shown.at(-1);
      return {
        pairs: await pairsOf(deps, shown),
        total: await store.count(filter),
        next: rows.length > most && last ? store.cursorOf(last) : null,
      };
    },
    notSame: (matchId, by) =>
      db.transaction(async (tx) => {
        const pair = await openPair(await store.find(matchId, tx));
        await store.decide(tx, matchId, { status: 'NOT_SAME', decidedAt: clock.now(), decidedBy: by });
        const rows = await leads.rows([pair.leadA, pair.leadB], tx);
        await deps.records.append(
          tx,
          rows.map((row) => ({
            ...{
              clientId: row.clientId,
              campaignId: row.campaignId,
              subjectKind: 'lead',
              subjectId: row.id,
              actor: by,
            },
            ...{ what: 'Not the same person as another lead', why: 'Looked alike; they are not suggested again.' },
          })),
        );
        const act = {
          clientId: pair.clientId,
          kind: matchUndoKind,
          what: 'Said that two leads are not the same person',
        };
        return deps.undos.offer(tx, { ...act, data: { matchId, persons: [] }, by });
      }),
    samePerson: (leadIds, by) => db.transaction((tx) => link(tx, deps, leadIds, by), { mode: 'serializable' }),
  };
}

async function openPair(pair: MatchSuggestionRow | undefined): Promise<MatchSuggestionRow> {
  if (!pair) throw notFound({ code: 'match-unknown', message: 'There is no such pair any more. Reload the list.' });
  if (pair.status === 'OPEN') return pair;
  const message = `${pair.decidedBy || 'Somebody'} has answered this already. Reload the list.`;
  throw conflict({ code: 'match-decided', message });
}

async function pairsOf({ leads, clients }: Deps, rows: readonly MatchSuggestionRow[]): Promise<MatchPair[]> {
  const found = await leads.rows([...new Set(rows.flatMap(({ leadA, leadB }) => [leadA, leadB]))]);
  const byId = new Map(found.map((row) => [row.id, leadOf(row)]));
  const names = new Map((await clients.list()).map(({ id, name }) => [id, name]));
  return rows.flatMap((row) => {
    const [left, right] = [byId.get(row.leadA), byId.get(row.leadB)];
    if (!left || !right) return [];
    return [
      {
        ...{ id: row.id, sureness: row.sureness, createdAt: row.createdAt, left, right },
        ...{ kind: z.parse(MatchKind, row.kind), status: z.parse(MatchStatus, row.status) },
        evidence: readJsonColumn(evidenceList, row.evidence, 'cam_match_suggestion.evidence'),
        ...{ leftClient: names.get(left.clientId) ?? '', rightClient: names.get(right.clientId) ?? '' },
      },
    ];
  });
}

async function pairOfTwo(deps: Deps, leadIds: readonly [string, string]): Promise<MatchPair> {
  const [one, other] = [...leadIds].sort();
  if (one === other)
    throw invalid({ code: 'merge-same', message: 'Found one lead twice; expected two leads of one person.' });
  const stored = await deps.store.findPair(leadIds);
  const [known] = stored ? await pairsOf(deps, [stored]) : [];
  if (known) return known;
  const rows = await deps.leads.rows(leadIds);
  const [left, right] = [one, other].map((id) => rows.find((row) => row.id === id));
  if (!left || !right)
    throw notFound({ code: 'lead-unknown', message: 'One of the two leads is not there any more. Reload the list.' });
  const status = left.mergedInto === null && right.mergedInto === null ? 'OPEN' : 'MERGED';
  const { compareRows } = await import('./matching/compare-rows.ts');
  const [pair] = await pairsOf(deps, [
    {
      ...{ id: '', kind: left.clientId === right.clientId ? 'NEAR' : 'PERSON', clientId: left.clientId },
      ...{ leadA: left.id, leadB: right.id, status, mergeId: null, madeByMerge: null },
      ...{ ...compareRows(left, right), createdAt: deps.clock.now(), decidedAt: null, decidedBy: '' },
    },
  ]);
  if (pair) return pair;
  throw notFound({ code: 'lead-unknown', message: 'One of the two leads is not there any more. Reload the list.' });
}

async function link(tx: Tx, deps: Deps, leadIds: readonly [string, string], by: string): Promise<UndoOffer> {
  const rows = await deps.leads.rows(leadIds, tx);
  const [one, other] = leadIds.map((id) => rows.find((row) => row.id === id));
  if (!one || !other || one.mergedInto !== null || other.mergedInto !== null)
    throw notFound({ code: 'lead-unknown', message: 'One of the two leads is not there any more. Reload the list.' });
  if (one.clientId === other.clientId)
    throw conflict({ code: 'match-one-client', message: 'Both are leads of one client. Merge them instead.' });
  const pair = await deps.store.findPair(leadIds, tx);
  const now = deps.clock.now();
  if (pair) await deps.store.decide(tx, pair.id, { status: 'LINKED', decidedAt: now, decidedBy: by });
  // The older person stays, whoever is asked first.
  const [stays, goes] = [one.personId, other.personId].sort();
  const moved = stays === goes ? [] : await deps.merges.leadsOfPerson(goes ?? '', tx);
  await deps.merges.setPerson(
    tx,
    moved.map(({ id }) => id),
    stays ?? '',
  );
  await deps.records.append(
    tx,
    [one, other].map((row) => ({
      ...{ clientId: row.clientId, campaignId: row.campaignId, subjectKind: 'lead', subjectId: row.id, actor: by },
      ...{ what: 'One person with a lead of another client', why: 'Each client keeps its own lead.' },
    })),
  );
  const persons = moved.map(({ id }) => ({ leadId: id, before: goes ?? '', after: stays ?? '' }));
  const act = { clientId: one.clientId, kind: matchUndoKind, what: 'Said that leads of two clients are one person' };
  return deps.undos.offer(tx, { ...act, data: { matchId: pair?.id ?? null, persons }, by });
}

const Answer = z.object({
  matchId: z.nullable(z.string()),
  persons: z.array(z.object({ leadId: z.string(), before: z.string(), after: z.string() })),
});

/** Takes an answer back: the pair waits again, and people who were made one are who they were. */
export function undoAnswer({ store, merges, leads }: Pick<Deps, 'store' | 'merges' | 'leads'>): Undoer {
  return async ({ tx, data }) => {
    const { matchId, persons } = z.parse(Answer, JSON.parse(data));
    if (matchId !== null) await store.decide(tx, matchId, { status: 'OPEN', decidedAt: null, decidedBy: '' });
    const rows = await leads.rows(
      persons.map(({ leadId }) => leadId),
      tx,
    );
    for (const { leadId, before, after } of persons) {
      if (rows.find(({ id }) => id === leadId)?.personId === after) await merges.setPerson(tx, [leadId], before);
    }
  };
}
