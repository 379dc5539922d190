import {
  LeadMerge,
  MatchKind,
  MatchPage,
  MatchPair,
  MatchRun,
  MatchScope,
  MatchStatus,
  MergeChoices,
  MergePreview,
  UndoOffer,
} from '@aicmo/cam/contract';
import { defineEndpoints } from '@aicmo/core-server/contract';
import * as z from 'zod/mini';

/** How it stands with people who may be the same. */
const MatchSummary = z.object({
  /** Pairs that wait for a person. */
  open: z.number(),
  /** The latest search; null: nobody has searched yet. */
  run: z.nullable(MatchRun),
});

const client = z.optional(z.string());
const Two = z.object({ keepId: z.string(), absorbId: z.string(), choices: z.optional(MergeChoices) });

/** Leads that may be one person, and merging them. */
export const matchEndpoints = defineEndpoints({
  matches: {
    method: 'GET',
    path: '/api/acquisition/matches',
    query: z.object({
      client,
      kind: z.optional(MatchKind),
      status: z.optional(MatchStatus),
      cursor: z.optional(z.string()),
    }),
    result: MatchPage,
    summary: 'Pairs of leads that may be one person, the surest first',
  },
  matchSummary: {
    method: 'GET',
    path: '/api/acquisition/matches/summary',
    query: z.object({ client }),
    result: MatchSummary,
    summary: 'How many pairs wait for a person, and the latest search',
  },
  matchPair: {
    method: 'GET',
    path: '/api/acquisition/matches/pair',
    query: z.object({ one: z.string(), other: z.string() }),
    result: MatchPair,
    summary: 'Any two leads side by side, suggested or not',
  },
  notSame: {
    method: 'POST',
    path: '/api/acquisition/matches/:matchId/not-same',
    result: UndoOffer,
    summary: 'Two leads are two people; they are not suggested again',
  },
  samePerson: {
    method: 'POST',
    path: '/api/acquisition/matches/same-person',
    body: z.object({ leadId: z.string(), otherLeadId: z.string() }),
    result: UndoOffer,
    summary: 'Leads of two clients are one person; each client keeps its own lead',
  },
  searchMatches: {
    method: 'POST',
    path: '/api/acquisition/match-runs',
    body: z.object({ client: z.nullable(z.string()), scope: MatchScope }),
    result: MatchRun,
    summary: 'Look for leads that may be one person, among all or only for new ones',
  },
  matchRunProgress: {
    method: 'GET',
    path: '/api/acquisition/match-runs/:runId/progress',
    events: MatchRun,
    summary: 'A search, now and at each step',
  },
  stopMatchRun: {
    method: 'POST',
    path: '/api/acquisition/match-runs/:runId/stop',
    result: MatchRun,
    summary: 'Stop a search; what was found stays',
  },
  previewMerge: {
    method: 'POST',
    path: '/api/acquisition/merges/preview',
    body: Two,
    result: MergePreview,
    summary: 'What merging two leads would do; nothing is written',
  },
  mergeLeads: {
    method: 'POST',
    path: '/api/acquisition/merges',
    body: Two,
    result: z.object({ merge: LeadMerge, undo: UndoOffer }),
    summary: 'Make two leads of one person one; it can be undone at any time',
  },
  merges: {
    method: 'GET',
    path: '/api/acquisition/merges',
    query: z.object({ client, lead: z.optional(z.string()) }),
    result: z.object({ merges: z.array(LeadMerge) }),
    summary: 'Merges of a lead or of a client, newest first',
  },
  undoMerge: {
    method: 'POST',
    path: '/api/acquisition/merges/:mergeId/undo',
    result: LeadMerge,
    summary: 'Make one lead two again; what was changed since stays',
  },
});
