import * as z from 'zod/mini';
import type { Database, Tx } from '@aicmo/core-db';
import { ArtifactVersion, type VersionEvent, type VersionState } from '../../contract/artifact.ts';
import type { ArtifactRow, DeliveryTables, VersionEventRow } from '../db/delivery-tables.ts';
import type { VersionLink } from './artifact-rules.ts';

/** Every query over documents. */
export interface ArtifactStore {
  insertArtifact(row: ArtifactRow, tx: Tx): Promise<void>;
  findArtifact(id: string, tx: Tx): Promise<ArtifactRow | undefined>;
  /** Counts a document's newest version up from `edited`; false when somebody was quicker. */
  countUp(artifactId: string, edited: number, tx: Tx): Promise<boolean>;
  insertVersion(version: ArtifactVersion, tx: Tx): Promise<void>;
  find(versionId: string, tx?: Tx): Promise<ArtifactVersion | undefined>;
  /** Newest first. */
  versions(artifactId: string): Promise<readonly ArtifactVersion[]>;
  /** The newest version of each document of a client, or of all. */
  newest(clientId: string | undefined, tx?: Tx): Promise<readonly ArtifactVersion[]>;
  /** Every version of a client's documents, without their payloads. */
  links(clientId: string, tx: Tx): Promise<readonly VersionLink[]>;
  /** The kinds of which a client has an approved version. */
  approvedKinds(clientId: string, tx?: Tx): Promise<readonly string[]>;
  /** The highest approved number of a document; 0 without one. */
  highestApproved(artifactId: string, tx?: Tx): Promise<number>;
  /** Moves a version; false when it was no longer in `from`. */
  move(versionId: string, from: VersionState, to: VersionState, tx: Tx): Promise<boolean>;
  addEvent(row: VersionEventRow, tx: Tx): Promise<void>;
  /** Newest first. */
  story(versionId: string): Promise<readonly VersionEvent[]>;
}

export function createArtifactStore(db: Database): ArtifactStore {
  const handle = db.handle<DeliveryTables>('delivery');
  const whole = (tx?: Tx) =>
    joinedIn(db, tx)
      .selectAll('version')
      .select(['artifact.clientId', 'artifact.campaignId', 'artifact.kind', 'artifact.name']);
  return {
    ...writes(db),
    ...standings(db),
    findArtifact: (id, tx) =>
      handle.in(tx).selectFrom('deliveryArtifact').selectAll().where('id', '=', id).executeTakeFirst(),
    find: async (versionId, tx) => {
      const row = await whole(tx).where('version.id', '=', versionId).executeTakeFirst();
      return row && fromRow(row);
    },
    versions: async (artifactId) => {
      const rows = await whole().where('artifact.id', '=', artifactId).orderBy('version.number', 'desc').execute();
      return rows.map(fromRow);
    },
    newest: async (clientId, tx) => {
      const all = whole(tx).whereRef('version.number', '=', 'artifact.version');
      const rows = await (clientId === undefined ? all : all.where('artifact.clientId', '=', clientId))
        .orderBy('version.savedAt', 'desc')
        .orderBy('version.id', 'desc')
        .execute();
      return rows.map(fromRow);
    },
    story: (versionId) =>
      handle
        .in()
        .selectFrom('deliveryVersionEvent')
        .select(['at', 'by', 'what', 'why'])
        .where('versionId', '=', versionId)
        .orderBy('seq', 'desc')
        .execute(),
  };
}

const joinedIn = (db: Database, tx?: Tx) =>
  db
    .handle<DeliveryTables>('delivery')
    .in(tx)
    .selectFrom('deliveryArtifactVersion as version')
    .innerJoin('deliveryArtifact as artifact', 'artifact.id', 'version.artifactId');

function standings(db: Database): Pick<ArtifactStore, 'links' | 'approvedKinds' | 'highestApproved'> {
  const handle = db.handle<DeliveryTables>('delivery');
  return {
    links: async (clientId, tx) => {
      const rows = await joinedIn(db, tx)
        .select(['version.id', 'version.artifactId', 'version.state', 'version.dependsOn'])
        .where('artifact.clientId', '=', clientId)
        .execute();
      return rows.map((row) => ({ ...row, state: row.state as VersionState, dependsOn: idsOf(row.dependsOn) })); // written by us
    },
    approvedKinds: async (clientId, tx) => {
      const rows = await joinedIn(db, tx)
        .select('artifact.kind')
        .distinct()
        .where('artifact.clientId', '=', clientId)
        .where('version.state', '=', 'APPROVED')
        .execute();
      return rows.map(({ kind }) => kind);
    },
    highestApproved: async (artifactId, tx) => {
      const { highest } = await handle
        .in(tx)
        .selectFrom('deliveryArtifactVersion')
        .select((e) => e.fn.max('number').as('highest'))
        .where('artifactId', '=', artifactId)
        .where('state', '=', 'APPROVED')
        .executeTakeFirstOrThrow();
      return Number(highest ?? 0);
    },
  };
}

function writes(
  db: Database,
): Pick<ArtifactStore, 'insertArtifact' | 'countUp' | 'insertVersion' | 'move' | 'addEvent'> {
  const handle = db.handle<DeliveryTables>('delivery');
  return {
    insertArtifact: async (row, tx) => void (await handle.in(tx).insertInto('deliveryArtifact').values(row).execute()),
    countUp: async (artifactId, edited, tx) => {
      const { numUpdatedRows } = await handle
        .in(tx)
        .updateTable('deliveryArtifact')
        .set({ version: edited + 1 })
        .where('id', '=', artifactId)
        .where('version', '=', edited)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },
    insertVersion: async ({ id, artifactId, number, state, payload, hash, dependsOn, savedBy, savedAt }, tx) => {
      const json = { payload: JSON.stringify(payload), dependsOn: JSON.stringify(dependsOn) };
      const row = { id, artifactId, number, state, hash, savedBy, savedAt, ...json };
      await handle.in(tx).insertInto('deliveryArtifactVersion').values(row).execute();
    },
    move: async (versionId, from, to, tx) => {
      const { numUpdatedRows } = await handle
        .in(tx)
        .updateTable('deliveryArtifactVersion')
        .set({ state: to })
        .where('id', '=', versionId)
        .where('state', '=', from)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },
    addEvent: async (row, tx) => void (await handle.in(tx).insertInto('deliveryVersionEvent').values(row).execute()),
  };
}

const idsOf = (json: string): string[] => z.parse(z.array(z.string()), JSON.parse(json));

const fromRow = (row: { payload: string; dependsOn: string }): ArtifactVersion =>
  z.parse(ArtifactVersion, { ...row, payload: JSON.parse(row.payload), dependsOn: idsOf(row.dependsOn) });
