import type { Clock, Instant } from '@aicmo/core-kernel';
import * as z from 'zod/mini';
import type { LeadStory, OtherLead, StoryPage } from '../../contract/lead-story.ts';
import { LeadState } from '../../contract/lead.ts';
import type { Appointment, LeadTask } from '../../contract/lead-work.ts';
import type { ClientService } from '../clients/client-service.ts';
import type { LeadRow } from '../db/cam-tables.ts';
import type { ImportStore } from '../import/import-store.ts';
import { loadLead, nameOf } from '../lead-acts/lead-act-deps.ts';
import { appointmentOf } from '../lead-work/appointment-service.ts';
import { taskOf } from '../lead-work/lead-task-service.ts';
import type { LeadWorkStore } from '../lead-work/lead-work-store.ts';
import { leadOf } from '../leads/lead-row.ts';
import type { LeadStore } from '../leads/lead-store.ts';
import { reviewReasons } from '../review/review-rules.ts';
import type { ReviewStore } from '../review/review-store.ts';
import type { EnrolmentStore } from '../routing/enrolment-store.ts';
import type { ScorerSource } from '../scoring/scorer-source.ts';
import type { SuppressionService } from '../suppression/suppression-service.ts';
import {
  lineOfImportedInto,
  lineOfNote,
  lineOfRecord,
  lineOfSource,
  pageOf,
  readPlace,
  withoutDoubles,
  type StorySource,
} from './story-rules.ts';
import type { PersonLead, StoryStore } from './story-store.ts';

/** One lead with everything that is told about it. */
export interface StoryService {
  /** Throws `not-found` (`lead-unknown`), `conflict` (`lead-merged`, with `details.into`). */
  read(leadId: string): Promise<LeadStory>;
  /** The story behind what `read` or this gave as `next`. Throws besides `invalid` (`story-cursor`). */
  older(leadId: string, cursor: string): Promise<StoryPage>;
}

interface Deps {
  readonly clock: Clock;
  readonly leads: LeadStore;
  readonly store: StoryStore;
  readonly work: LeadWorkStore;
  readonly imports: Pick<ImportStore, 'sourcesOf'>;
  readonly review: Pick<ReviewStore, 'said'>;
  readonly clients: Pick<ClientService, 'get'>;
  readonly enrolments: Pick<EnrolmentStore, 'ofLead'>;
  readonly suppression: Pick<SuppressionService, 'hits'>;
  readonly scores: Pick<ScorerSource, 'explain'>;
}

/** Lines of a page; and how many more are read, because several can stand at one moment. */
const linesShown = 50;
const slack = 50;
const endOfTime = '9999-12-31T23:59:59.999Z';

/** Builds the service of leads' stories. */
export function createStoryService(deps: Deps): StoryService {
  return {
    read: (leadId) => readStory(deps, leadId),
    older: async (leadId, cursor) => {
      const { place, at } = readPlace(cursor);
      const row = await loadLead(deps.leads, leadId);
      const own = ownOf(row, await deps.store.ofPerson(row.personId));
      return readLines(deps, own, await sourcesOf(deps, own), { before: place, until: at });
    },
  };
}

async function readStory(deps: Deps, leadId: string): Promise<LeadStory> {
  const { leads, store, work, clients, enrolments, suppression, scores, clock } = deps;
  const row = await loadLead(leads, leadId);
  const person = await store.ofPerson(row.personId);
  const own = ownOf(row, person);
  const ids = own.map(({ id }) => id);
  const sources = await sourcesOf(deps, own);
  const [client, [hits = []], factors] = await Promise.all([
    clients.get(row.clientId),
    suppression.hits([row]),
    scores.explain(row),
  ]);
  const [tasks, appointments] = await Promise.all([work.tasksOf(ids), work.appointmentsOf(ids)]);
  const now = clock.now();
  const named = { leadName: nameOf(row) };
  return {
    lead: { ...leadOf(row), factors: [...factors] },
    client: { id: client.id, name: client.name, timeZone: client.timeZone },
    enrolments: [...(await enrolments.ofLead(leadId))],
    suppressedBy: hits.map(({ value, reason }) => `${value}: ${reason}`),
    sources: sources.map(({ source }) => source),
    others: othersOf(person, own),
    reviewReasons: [...reviewReasons(row, await deps.review.said([leadId]), now)],
    won: await store.won(leadId),
    tasks: openFirst(tasks.map((task) => taskOf({ ...task, ...named }, now))),
    appointments: comingFirst(
      appointments.map((each) => appointmentOf({ ...each, ...named }, now)),
      now,
    ),
    story: await readLines(deps, own, sources, { before: null, until: endOfTime }),
  };
}

/** The lead and whatever was merged into it, one after the other. */
function ownOf(row: LeadRow, person: readonly PersonLead[]): readonly PersonLead[] {
  const ids = new Set([row.id]);
  for (let before = 0; before !== ids.size;) {
    before = ids.size;
    for (const each of person) if (each.mergedInto !== null && ids.has(each.mergedInto)) ids.add(each.id);
  }
  return person.filter(({ id }) => ids.has(id));
}

const othersOf = (person: readonly PersonLead[], own: readonly PersonLead[]): OtherLead[] =>
  person
    .filter((each) => each.mergedInto === null && !own.includes(each))
    .map(({ id, clientId, clientName, state }) => ({
      leadId: id,
      clientId,
      clientName,
      state: z.parse(LeadState, state),
    }));

const effects = { NEW: 'made', UPDATED: 'changed', KNOWN: 'found' } as const;

/** Rows of files, of this lead and of those merged into it; for a lead that came another way, what it says of itself. */
async function sourcesOf({ imports }: Deps, own: readonly PersonLead[]): Promise<readonly StorySource[]> {
  const sources: StorySource[] = [];
  for (const { id, createdAt, source, batchId } of own) {
    const rows = await imports.sourcesOf(id);
    sources.push(
      ...rows.map(({ fileName, outcome, after, ...row }) => ({
        source: {
          at: row.at,
          name: fileName,
          batchId: row.batchId,
          rowNumber: row.rowNumber,
          by: row.by,
          effect: effects[outcome],
        },
        changed: Object.keys(after),
      })),
    );
    if (batchId === null || !rows.some(({ outcome }) => outcome === 'NEW')) {
      const made = { at: createdAt, name: source, batchId: null, rowNumber: null, by: '', effect: 'made' } as const;
      sources.push({ source: made, changed: [] });
    }
  }
  return sources.sort((a, b) => (a.source.at < b.source.at ? -1 : a.source.at > b.source.at ? 1 : 0));
}

interface Reading {
  readonly before: string | null;
  readonly until: string;
}

async function readLines(
  { store, work }: Deps,
  own: readonly PersonLead[],
  sources: readonly StorySource[],
  { before, until }: Reading,
): Promise<StoryPage> {
  const ids = own.map(({ id }) => id);
  const most = linesShown + slack;
  const [records, notes] = await Promise.all([store.records(ids, until, most), work.notesOf(ids, until, most)]);
  const derived = [...sources.map(lineOfSource), ...(await store.importedInto(ids)).map(lineOfImportedInto)];
  const lines = [...records.map(lineOfRecord), ...notes.map(lineOfNote), ...derived];
  return pageOf(withoutDoubles(lines), before, linesShown);
}

function openFirst(tasks: readonly LeadTask[]): LeadTask[] {
  const open = tasks.filter(({ state }) => state === 'OPEN');
  const ended = tasks.filter(({ state }) => state !== 'OPEN');
  return [...open, ...ended.sort((a, b) => ((a.endedAt ?? '') < (b.endedAt ?? '') ? 1 : -1))];
}

function comingFirst(appointments: readonly Appointment[], now: Instant): Appointment[] {
  const coming = appointments.filter(({ endsAt, state }) => state === 'PLANNED' && endsAt > now);
  const past = appointments.filter((each) => !coming.includes(each));
  return [...coming, ...past.toReversed()];
}
