import type { DbHandle, Tx } from '@aicmo/core-db';
import { newId, type Clock } from '@aicmo/core-kernel';
import type { StoryEntry } from '../../contract/lead.ts';
import type { CamTables } from '../db/cam-tables.ts';

/** What a record is about. */
export type SubjectKind =
  'client' | 'campaign' | 'lead' | 'enrolment' | 'attempt' | 'run' | 'batch' | 'suppression' | 'sequence';

/** One decision: what was decided about what, why and by whom. */
export interface NewRecord {
  readonly clientId: string;
  readonly campaignId?: string | null;
  readonly subjectKind: SubjectKind;
  readonly subjectId: string;
  /** In words for the operator: `Put in sequence “Regular nurture”`. */
  readonly what: string;
  readonly why: string;
  /** A person's name, or what acted: `import`, `orchestrator`. */
  readonly actor: string;
  /** Facts for the developer. */
  readonly data?: Readonly<Record<string, unknown>>;
}

/** The log of decisions: appended in the transaction that decides, never changed. */
export interface RecordStore {
  append(tx: Tx, records: readonly NewRecord[]): Promise<void>;
  /** Newest first. */
  ofSubject(kind: SubjectKind, subjectId: string, limit?: number): Promise<readonly StoryEntry[]>;
  /** What was decided about a campaign as a whole, newest first; single leads have stories of their own. */
  ofCampaign(campaignId: string, limit?: number): Promise<readonly StoryEntry[]>;
}

/** Opens the log of decisions. */
export function createRecordStore({ handle, clock }: { handle: DbHandle<CamTables>; clock: Clock }): RecordStore {
  const entries = () =>
    handle
      .in()
      .selectFrom('camRecord')
      .select(['id', 'at', 'actor', 'what', 'why'])
      .orderBy('at', 'desc')
      .orderBy('id', 'desc');
  let count = 0;
  /** Sorts by its time and, within one moment, in the order of writing: a story is read in that order. */
  const nextId = (at: string): string => {
    count = (count + 1) % 1_000_000;
    return `${at}/${String(count).padStart(6, '0')}/${newId(clock).slice(-12)}`;
  };
  return {
    append: async (tx, records) => {
      if (records.length === 0) return;
      const at = clock.now();
      const rows = records.map((record) => ({
        id: nextId(at),
        clientId: record.clientId,
        campaignId: record.campaignId ?? null,
        subjectKind: record.subjectKind,
        subjectId: record.subjectId,
        what: record.what,
        why: record.why,
        actor: record.actor,
        data: record.data ? JSON.stringify(record.data) : '{}',
        at,
      }));
      for (let from = 0; from < rows.length; from += 500) {
        await handle
          .in(tx)
          .insertInto('camRecord')
          .values(rows.slice(from, from + 500))
          .execute();
      }
    },
    ofSubject: (kind, subjectId, limit = 200) =>
      entries().where('subjectKind', '=', kind).where('subjectId', '=', subjectId).limit(limit).execute(),
    ofCampaign: (campaignId, limit = 200) =>
      entries()
        .where('campaignId', '=', campaignId)
        .where('subjectKind', 'not in', ['lead', 'enrolment', 'attempt'])
        .limit(limit)
        .execute(),
  };
}
