import type { DbHandle } from '@aicmo/core-db';
import type { CamTables } from '../db/cam-tables.ts';

/** One lead of a person, with whom it belongs to. */
export interface PersonLead {
  readonly id: string;
  readonly clientId: string;
  readonly clientName: string;
  readonly mergedInto: string | null;
  readonly state: string;
  readonly source: string;
  readonly batchId: string | null;
  readonly batchRow: number | null;
  readonly createdAt: string;
}

/** A kept record with the facts for the developer, of which the story uses the kind. */
export interface StoredRecord {
  readonly id: string;
  readonly at: string;
  readonly actor: string;
  readonly what: string;
  readonly why: string;
  /** JSON. */
  readonly data: string;
}

/** A sequence into which an import put a lead. */
export interface ImportedInto {
  readonly id: string;
  readonly at: string;
  readonly by: string;
  readonly tier: string | null;
  readonly sequenceName: string | null;
}

/** Every query that a lead's page needs besides those of its parts. */
export interface StoryStore {
  /** All leads of a person, of every client, merged ones too. */
  ofPerson(personId: string): Promise<readonly PersonLead[]>;
  /** Records about these leads, newest first, kept at `until` or before. */
  records(leadIds: readonly string[], until: string, limit: number): Promise<readonly StoredRecord[]>;
  /** The sequences into which an import put these leads: of those no record is kept. */
  importedInto(leadIds: readonly string[]): Promise<readonly ImportedInto[]>;
  /** The client that a lead became. */
  won(leadId: string): Promise<{ readonly clientId: string; readonly clientName: string } | null>;
}

/** Opens the store of leads' stories. */
export function createStoryStore(handle: DbHandle<CamTables>): StoryStore {
  return {
    ofPerson: (personId) =>
      handle
        .in()
        .selectFrom('camLead as l')
        .innerJoin('camClient as c', 'c.id', 'l.clientId')
        .select(['l.id', 'l.clientId', 'c.name as clientName', 'l.mergedInto', 'l.state'])
        .select(['l.source', 'l.batchId', 'l.batchRow', 'l.createdAt'])
        .where('l.personId', '=', personId)
        .orderBy('l.createdAt')
        .orderBy('l.id')
        .limit(100)
        .execute(),
    records: (leadIds, until, limit) =>
      handle
        .in()
        .selectFrom('camRecord')
        .select(['id', 'at', 'actor', 'what', 'why', 'data'])
        .where('subjectKind', '=', 'lead')
        .where('subjectId', 'in', leadIds)
        .where('at', '<=', until)
        .orderBy('at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit)
        .execute(),
    importedInto: (leadIds) =>
      handle
        .in()
        .selectFrom('camEnrolment as e')
        .leftJoin('camSequence as s', 's.id', 'e.sequenceId')
        .select(['e.id', 'e.startedAt as at', 'e.createdBy as by', 'e.tier', 's.name as sequenceName'])
        .where('e.leadId', 'in', leadIds)
        .where('e.batchId', 'is not', null)
        .execute(),
    won: async (leadId) => {
      const row = await handle
        .in()
        .selectFrom('camLeadWin as w')
        .innerJoin('camClient as c', 'c.id', 'w.wonClientId')
        .select(['c.id as clientId', 'c.name as clientName'])
        .where('w.leadId', '=', leadId)
        .executeTakeFirst();
      return row ?? null;
    },
  };
}
