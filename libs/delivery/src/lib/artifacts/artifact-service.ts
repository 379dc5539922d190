import { conflict, newId, notFound, type Clock } from '@aicmo/core-kernel';
import type { Database, Tx } from '@aicmo/core-db';
import type { ArtifactKind, ArtifactVersion, VersionEvent, VersionState } from '../../contract/artifact.ts';
import { artifactName, missingFor, type MissingDocument } from '../../contract/gating.ts';
import type { Approvals, Decision } from '../approvals/approval-service.ts';
import type { Upstream } from '../gate/gate-facts.ts';
import { contentHash } from '../hash/content-hash.ts';
import { checkVersionMove, madeStale } from './artifact-rules.ts';
import type { ArtifactStore } from './artifact-store.ts';

/** A save of a document: a new one, or the next version of one that is there. */
export type ArtifactSave = {
  readonly payload: Readonly<Record<string, unknown>>;
  /** The versions that it was made from. */
  readonly dependsOn?: readonly string[];
  readonly by: string;
} & (
  | {
      readonly clientId: string;
      readonly campaignId?: string | null;
      readonly kind: ArtifactKind;
      readonly name: string;
    }
  | { readonly artifactId: string; /** The number of the version that was edited. */ readonly edited: number }
);

/** What a save came to. A conflict is a value: nothing was saved, and the newest version is named. */
export type SaveOutcome =
  | { readonly ok: true; readonly version: ArtifactVersion }
  | { readonly ok: false; readonly reason: 'version-conflict'; readonly edited: number; readonly newest: number };

/** What sending to review came to. */
export type SubmitOutcome =
  | { readonly ok: true; readonly version: ArtifactVersion }
  | { readonly ok: false; readonly reason: 'gated'; readonly missing: readonly MissingDocument[] };

/** Documents in versions that never change. */
export interface Artifacts {
  /** Stores a version. Throws `not-found` (`artifact-unknown`), `invalid` (`content-not-json`). */
  save(save: ArtifactSave): Promise<SaveOutcome>;
  /** Sends a draft, or one that is out of date, to review, unless what it rests on is missing. */
  submit(versionId: string, by: string): Promise<SubmitOutcome>;
  /**
   * A person's decision about a version in review, bound to the hash of what they saw. Approving makes everything that
   * was made from an earlier version of the document out of date, all levels down. Gives the versions it did that to.
   */
  decide(
    versionId: string,
    decision: Decision,
  ): Promise<{ readonly version: ArtifactVersion; readonly stale: readonly string[] }>;
  archive(versionId: string, by: string, why: string): Promise<ArtifactVersion>;
  /** Throws `not-found` (`version-unknown`). */
  get(versionId: string, tx?: Tx): Promise<ArtifactVersion>;
  /** Newest first. */
  versions(artifactId: string): Promise<readonly ArtifactVersion[]>;
  /** The newest version of each document, of one client or of all, the last saved first. */
  list(clientId?: string): Promise<readonly ArtifactVersion[]>;
  /** Newest first. */
  story(versionId: string): Promise<readonly VersionEvent[]>;
  /** What is missing before a document of this kind can go to review. */
  missing(kind: ArtifactKind, clientId: string): Promise<readonly MissingDocument[]>;
  /** How versions stand that something else was made from. */
  upstream(versionIds: readonly string[], tx?: Tx): Promise<readonly Upstream[]>;
}

interface ArtifactDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly artifacts: ArtifactStore;
  readonly approvals: Approvals;
}

export function createArtifacts(deps: ArtifactDeps): Artifacts {
  const { db, artifacts } = deps;
  const get = async (versionId: string, tx?: Tx): Promise<ArtifactVersion> => {
    const found = await artifacts.find(versionId, tx);
    if (found) return found;
    throw notFound({ code: 'version-unknown', message: 'This version is not here any more.' });
  };
  return {
    get,
    save: (save) => db.transaction((tx) => saveIn(deps, save, tx)),
    submit: (versionId, by) =>
      db.transaction(async (tx) => {
        const version = await get(versionId, tx);
        checkVersionMove(version.state, 'IN_REVIEW');
        const missing = await missingIn(artifacts, version.kind, version.clientId, tx);
        if (missing.length > 0) return { ok: false, reason: 'gated', missing };
        return { ok: true, version: await move(deps, version, { to: 'IN_REVIEW', by, what: 'Sent to review' }, tx) };
      }),
    decide: (versionId, decision) =>
      db.transaction(async (tx) => decideIn(deps, await get(versionId, tx), decision, tx)),
    archive: (versionId, by, why) =>
      db.transaction(async (tx) =>
        move(deps, await get(versionId, tx), { to: 'ARCHIVED', by, what: 'Archived', why }, tx),
      ),
    versions: (artifactId) => artifacts.versions(artifactId),
    list: (clientId) => artifacts.newest(clientId),
    story: (versionId) => artifacts.story(versionId),
    missing: (kind, clientId) => missingIn(artifacts, kind, clientId),
    upstream: async (versionIds, tx) => {
      const standings: Upstream[] = [];
      for (const id of versionIds) standings.push(await standingOf(artifacts, id, tx));
      return standings;
    },
  };
}

async function saveIn(deps: ArtifactDeps, save: ArtifactSave, tx: Tx): Promise<SaveOutcome> {
  const { clock, artifacts } = deps;
  const { payload, dependsOn = [], by } = save;
  const { hash } = contentHash(payload);
  const now = clock.now();
  const existing = 'artifactId' in save ? await artifacts.findArtifact(save.artifactId, tx) : undefined;
  if ('artifactId' in save) {
    if (!existing) throw notFound({ code: 'artifact-unknown', message: 'This document is not here any more.' });
    if (!(await artifacts.countUp(existing.id, save.edited, tx))) {
      return { ok: false, reason: 'version-conflict', edited: save.edited, newest: existing.version };
    }
  }
  const artifact = existing ?? newArtifact(save as NewArtifact, newId(clock), now); // without an artifactId it is one
  if (!existing) await artifacts.insertArtifact(artifact, tx);
  const version: ArtifactVersion = {
    ...{ id: newId(clock), artifactId: artifact.id, clientId: artifact.clientId, campaignId: artifact.campaignId },
    ...{ kind: artifact.kind as ArtifactKind, name: artifact.name }, // written by us
    ...{ number: existing ? existing.version + 1 : 1, state: 'DRAFT', payload: { ...payload }, hash },
    ...{ dependsOn: [...dependsOn], savedBy: by, savedAt: now },
  };
  await artifacts.insertVersion(version, tx);
  await artifacts.addEvent({ versionId: version.id, at: now, by, what: 'Saved', why: null }, tx);
  return { ok: true, version };
}

type NewArtifact = Extract<ArtifactSave, { kind: ArtifactKind }>;

const newArtifact = ({ clientId, campaignId = null, kind, name }: NewArtifact, id: string, createdAt: string) => ({
  ...{ id, clientId, campaignId, kind, name, createdAt },
  version: 1,
});

async function decideIn(deps: ArtifactDeps, version: ArtifactVersion, decision: Decision, tx: Tx) {
  if (decision.decision === 'WITHDRAWN') {
    throw conflict({
      code: 'version-move',
      message: 'An approved version is archived, or replaced by a new one; its approval stays on record.',
    });
  }
  const { artifacts, approvals } = deps;
  const to = decision.decision;
  checkVersionMove(version.state, to);
  const approval = await approvals.record(tx, { kind: version.kind, id: version.id }, version.payload, decision);
  const what = to === 'APPROVED' ? 'Approved' : 'Changes asked for';
  const moved = await move(deps, version, { to, by: decision.by, what, why: approval.why }, tx);
  if (to !== 'APPROVED') return { version: moved, stale: [] };
  const reasons = madeStale(moved, await artifacts.links(version.clientId, tx));
  for (const id of reasons.keys()) {
    const downstream = await artifacts.find(id, tx);
    const why = `A newer ${artifactName(version.kind)} was approved.`;
    if (downstream) await move(deps, downstream, { to: 'STALE', by: 'AICMO', what: 'Out of date', why }, tx);
  }
  return { version: moved, stale: [...reasons.keys()] };
}

interface Move {
  readonly to: VersionState;
  readonly by: string;
  readonly what: string;
  readonly why?: string | null;
}

async function move(deps: ArtifactDeps, version: ArtifactVersion, { to, by, what, why = null }: Move, tx: Tx) {
  checkVersionMove(version.state, to);
  if (!(await deps.artifacts.move(version.id, version.state, to, tx))) {
    throw conflict({
      code: 'version-moved',
      message: 'Somebody decided about this version in between. Look at it again.',
    });
  }
  await deps.artifacts.addEvent({ versionId: version.id, at: deps.clock.now(), by, what, why }, tx);
  return { ...version, state: to };
}

async function missingIn(artifacts: ArtifactStore, kind: ArtifactKind, clientId: string, tx?: Tx) {
  const newest = new Map<ArtifactKind, ArtifactVersion>();
  for (const version of await artifacts.newest(clientId, tx)) {
    if (!newest.has(version.kind)) newest.set(version.kind, version);
  }
  const approved = new Set((await artifacts.approvedKinds(clientId, tx)) as ArtifactKind[]); // written by us
  return missingFor(kind, newest, approved);
}

async function standingOf(artifacts: ArtifactStore, id: string, tx?: Tx): Promise<Upstream> {
  const version = await artifacts.find(id, tx);
  if (!version) return { name: 'document', standing: 'unknown' };
  const name = `${artifactName(version.kind)} "${version.name}", version ${version.number}`;
  if (version.state === 'STALE') return { name, standing: 'stale' };
  if (version.state !== 'APPROVED') return { name, standing: 'not-approved' };
  const highest = await artifacts.highestApproved(version.artifactId, tx);
  return { name, standing: highest > version.number ? 'superseded' : 'current' };
}
