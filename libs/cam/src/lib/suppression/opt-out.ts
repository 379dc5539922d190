import type { DbHandle, Tx } from '@aicmo/core-db';
import { newId, type Clock, type Instant } from '@aicmo/core-kernel';
import type { CamTables, LeadRow } from '../db/cam-tables.ts';
import type { AcquisitionEvents } from '../events/acquisition-events.ts';
import { parseEmail } from '../leads/email-identity.ts';
import type { IdentityKey, LeadStore } from '../leads/lead-store.ts';
import { Consent } from '../../contract/lead.ts';
import type { RecordStore } from '../records/record-store.ts';
import type { ConsentStore } from '../rights/consent-store.ts';
import type { ErasedKeys } from '../rights/erased-keys.ts';
import { identitiesOfLeads } from '../rights/identities-of-leads.ts';
import type { SequenceStopStore, StoppedSequences } from '../routing/sequence-stop-store.ts';
import * as z from 'zod/mini';
import type { OptOutEffects, OptOutStore } from './opt-out-store.ts';
import { optOutSources, type OptOutSource } from './opt-out-sources.ts';
import { everyClient, type SuppressionStore } from './suppression-store.ts';

/** Somebody asks not to be contacted any more. */
export interface OptOutRequest {
  /** Whose message it answers; null: nobody knows. */
  readonly clientId: string | null;
  readonly leadId?: string | null;
  /** The message that it answers. */
  readonly attemptId?: string | null;
  /** Null: only the lead is known. */
  readonly address: string | null;
  readonly source: OptOutSource;
  /** What was said; empty: a click says nothing. */
  readonly words: string;
  /** Who is named in the records: mostly `The person`. */
  readonly by: string;
}

/** What an opt-out did. */
export interface OptOutResult {
  readonly id: string;
  /** False: all of it was so already. */
  readonly isNew: boolean;
  /** Every lead of the person, in all clients. */
  readonly leadIds: readonly string[];
  /** How many ways through sequences it stopped. */
  readonly stopped: number;
}

/** The one act by which somebody is never contacted again, whoever heard it and however it was said. */
export type OptOut = (tx: Tx, request: OptOutRequest) => Promise<OptOutResult>;

/** What it is made of. */
export interface OptOutDeps {
  readonly clock: Clock;
  readonly handle: DbHandle<CamTables>;
  readonly store: OptOutStore;
  readonly records: RecordStore;
  readonly events: AcquisitionEvents;
  readonly erasedKeys: ErasedKeys;
  readonly consents: ConsentStore;
  readonly leads: LeadStore;
  readonly suppressions: Pick<SuppressionStore, 'insert'>;
  readonly stops: SequenceStopStore;
}

const leadsAtOnce = 500;

/** One moment for all that it writes: by it, lifting knows what came of it. */
interface DatedRequest extends OptOutRequest {
  readonly at: Instant;
}

/**
 * Builds the act. In the caller's transaction: the person's addresses and profiles go on the list for every client, each
 * of their leads becomes "do not contact", every sequence of theirs stops and what waits in it is cancelled. Who said it
 * before is left as they are. DOMAIN section 4, opt-out; decided here: an opt-out counts for all clients of the agency.
 */
export function createOptOut(deps: OptOutDeps): OptOut {
  return async (tx, given) => {
    const request = { ...given, at: deps.clock.now() };
    const addressKey = parseEmail(request.address ?? '')?.key ?? '';
    const rows = await deps.store.leadsOfPerson(tx, { addressKey, leadId: request.leadId ?? null });
    const leadIds = rows.map(({ id }) => id);
    const known = await alreadySaid(tx, deps, request, addressKey);
    const effects: OptOutEffects = {
      suppressions: await suppress(tx, deps, request, await identitiesOf(tx, deps, rows, addressKey)),
      leads: await refuseConsent(tx, deps, request, rows),
      stopped: await stopAll(tx, deps, leadIds, optOutSources[request.source].stopped, request.at),
    };
    const stopped = effects.stopped.enrolments.length;
    if (known !== undefined && effects.suppressions.length + effects.leads.length + stopped === 0)
      return { id: known, isNew: false, leadIds, stopped };
    const id = newId(deps.clock);
    await deps.store.insert(tx, {
      ...{ id, clientId: request.clientId ?? everyClient, leadId: request.leadId ?? leadIds[0] ?? null, addressKey },
      ...{ attemptId: request.attemptId ?? null, source: request.source, words: request.words, actor: request.by },
      ...{ effects: JSON.stringify(effects), at: request.at },
      ...{ askedBackAt: null, liftedAt: null, liftedBy: '', liftedReason: '' },
    });
    return { id, isNew: true, leadIds, stopped };
  };
}

async function alreadySaid(
  tx: Tx,
  { store }: OptOutDeps,
  { attemptId }: OptOutRequest,
  addressKey: string,
): Promise<string | undefined> {
  const byMessage = attemptId ? await store.standing({ attemptId }, tx) : undefined;
  return (byMessage ?? (await store.standing({ addressKey }, tx)))?.id;
}

/** Addresses and profiles; a number only where there is nothing else, because a whole office may answer it. */
async function identitiesOf(
  tx: Tx,
  { handle }: OptOutDeps,
  rows: readonly LeadRow[],
  addressKey: string,
): Promise<readonly IdentityKey[]> {
  const all = await identitiesOfLeads(handle, rows, tx);
  const own = all.filter(({ kind }) => kind !== 'phone');
  const said = addressKey === '' ? [] : [{ kind: 'email' as const, value: addressKey }];
  const found = [...said, ...own];
  const chosen = found.length > 0 ? found : all;
  return [...new Map(chosen.map((each) => [`${each.kind} ${each.value}`, each])).values()];
}

/** Gives the ids of what is new on the list. Who was erased is off limits by a hash, and is not written down again. */
async function suppress(
  tx: Tx,
  { suppressions, erasedKeys, clock, records }: OptOutDeps,
  { clientId, source, words, by, at }: DatedRequest,
  identities: readonly IdentityKey[],
): Promise<string[]> {
  const erased = await erasedKeys.erasedAt(identities, tx);
  const { listed, listSource } = optOutSources[source];
  const reason = words === '' ? listed : `${listed}: “${shortened(words)}”`;
  const added: string[] = [];
  for (const [index, { kind, value }] of identities.entries()) {
    if (erased[index]) continue;
    const id = newId(clock);
    const isNew = await suppressions.insert(tx, {
      ...{ id, scope: everyClient, kind, value, reason, source: listSource, createdBy: by, createdAt: at },
      ...{ removedAt: null, removedBy: '', removedReason: '' },
    });
    if (isNew) added.push(id);
  }
  const subject = { clientId: clientId ?? everyClient, subjectKind: 'suppression' as const };
  const what = 'Put on the list of those who are never contacted';
  await records.append(
    tx,
    added.map((subjectId) => ({ ...subject, subjectId, what, why: reason, actor: by })),
  );
  return added;
}

async function refuseConsent(
  tx: Tx,
  { leads, consents, records, events }: OptOutDeps,
  { source, words, by, at }: DatedRequest,
  rows: readonly LeadRow[],
): Promise<OptOutEffects['leads']> {
  const asked = rows.filter(({ consent }) => consent !== 'DO_NOT_CONTACT');
  const { listed, listSource } = optOutSources[source];
  const why = words === '' ? `${listed}.` : `${listed}: “${shortened(words)}”`;
  for (const { id, clientId, campaignId, consent } of asked) {
    const change = { consent: 'DO_NOT_CONTACT', consentSource: by, consentAt: at, updatedAt: at };
    await leads.update(tx, id, change);
    const before = z.parse(Consent, consent);
    await consents.append(tx, [
      {
        ...{
          clientId,
          leadId: id,
          before,
          consent: 'DO_NOT_CONTACT',
          source: listSource,
          why,
          agreedTo: '',
          actor: by,
        },
      },
    ]);
    const subject = { clientId, campaignId, subjectKind: 'lead', subjectId: id } as const;
    await records.append(tx, [{ ...subject, what: 'Asked not to be contacted any more', why, actor: by }]);
    const payload = { clientId, from: consent, to: 'DO_NOT_CONTACT' };
    await events.publish(tx, { topic: 'cam-lead-consent-changed', subject: id, payload });
  }
  return asked.map(({ id, consent }) => ({ id, consent }));
}

async function stopAll(
  tx: Tx,
  { stops }: OptOutDeps,
  leadIds: readonly string[],
  reason: string,
  at: Instant,
): Promise<StoppedSequences> {
  const all: StoppedSequences = { enrolments: [], attempts: [] };
  for (let from = 0; from < leadIds.length; from += leadsAtOnce) {
    const part = await stops.stop(tx, leadIds.slice(from, from + leadsAtOnce), reason, at);
    all.enrolments.push(...part.enrolments);
    all.attempts.push(...part.attempts);
  }
  return all;
}

const shortened = (words: string): string => {
  const line = words.replaceAll(/\s+/g, ' ').trim();
  return line.length > 200 ? `${line.slice(0, 200).toWellFormed()}…` : line;
};
