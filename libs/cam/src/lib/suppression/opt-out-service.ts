import type { Database, Tx } from '@aicmo/core-db';
import { conflict, invalid, notFound, type Clock } from '@aicmo/core-kernel';
import * as z from 'zod/mini';
import { Consent } from '../../contract/lead.ts';
import type { AskedBack, UnsubscribeView } from '../../contract/opt-out.ts';
import type { ClientService } from '../clients/client-service.ts';
import type { LeadRow } from '../db/cam-tables.ts';
import type { OptOutRow } from '../db/opt-out-tables.ts';
import { readJsonColumn } from '../db/json-column.ts';
import type { AcquisitionEvents } from '../events/acquisition-events.ts';
import { parseEmail } from '../leads/email-identity.ts';
import type { LeadStore } from '../leads/lead-store.ts';
import { leadOf } from '../leads/lead-row.ts';
import type { RecordStore } from '../records/record-store.ts';
import type { ConsentStore } from '../rights/consent-store.ts';
import type { OptOut, OptOutRequest, OptOutResult } from './opt-out.ts';
import { optOutSource, optOutSources } from './opt-out-sources.ts';
import { OptOutEffects, type AddressedMessage, type OptOutStore } from './opt-out-store.ts';
import { languageOfLead } from './language-of-lead.ts';
import type { SuppressionStore } from './suppression-store.ts';
import { everyClient } from './suppression-store.ts';
import type { UnsubscribeLinks } from './unsubscribe-links.ts';

/** Those who asked not to be contacted any more, and the page on which they do. */
export interface OptOutService {
  /** The ways out that stand in each message. */
  links(): Promise<UnsubscribeLinks>;
  /** Looks and changes nothing, as often as somebody likes; undefined for a link that is not ours. */
  look(token: string): Promise<UnsubscribeView | undefined>;
  /** Stops everything for whoever had this message, once; again it says the same. */
  unsubscribe(token: string): Promise<UnsubscribeView | undefined>;
  /** Keeps that the person called it a mistake. They stay off limits until the agency lifts it. */
  askBack(token: string): Promise<UnsubscribeView | undefined>;
  /** What was heard otherwise, on the phone for example. */
  record(request: OptOutRequest): Promise<OptOutResult>;
  /** Who called it a mistake and waits for an answer; oldest first, 200 at most. */
  askedBack(): Promise<readonly AskedBack[]>;
  /**
   * The agency takes an opt-out back, with a reason that is kept: what it put on the list goes, and consent is what it was
   * before. Sequences stay stopped. In the caller's transaction when one is given. Throws `not-found`, `conflict`
   * (`opt-out-lifted`), `invalid` without a reason.
   */
  lift(id: string, reason: string, by: string, tx?: Tx): Promise<void>;
  /** Leaves it as it is, and the wish is off the desk. */
  leave(id: string, by: string): Promise<void>;
}

/** What the service is made of. */
export interface OptOutServiceDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly store: OptOutStore;
  readonly optOut: OptOut;
  readonly links: () => Promise<UnsubscribeLinks>;
  readonly clients: Pick<ClientService, 'get'>;
  readonly leads: LeadStore;
  readonly consents: ConsentStore;
  readonly records: RecordStore;
  readonly events: AcquisitionEvents;
  readonly suppressions: Pick<SuppressionStore, 'find' | 'remove'>;
}

const mostShown = 200;
const thePerson = 'The person';

/** Builds the service. */
export function createOptOutService(deps: OptOutServiceDeps): OptOutService {
  const { db, store } = deps;
  return {
    links: () => deps.links(),
    look: async (token) => viewOf(deps, await idOf(deps, token)),
    unsubscribe: async (token) => {
      const id = await idOf(deps, token);
      if (id !== undefined) await db.transaction((tx) => unsubscribeIn(tx, deps, id));
      return viewOf(deps, id);
    },
    askBack: async (token) => {
      const id = await idOf(deps, token);
      if (id !== undefined) await db.transaction((tx) => askBackIn(tx, deps, id));
      return viewOf(deps, id);
    },
    record: (request) => db.transaction((tx) => deps.optOut(tx, request)),
    askedBack: async () => Promise.all((await store.askedBack(mostShown)).map((row) => askedBackOf(deps, row))),
    lift: async (id, reason, by, given) => {
      if (reason.trim() === '')
        throw invalid({
          code: 'opt-out-reason',
          message: 'Write one short sentence why they may be written to again.',
        });
      const work = (tx: Tx) => liftIn(tx, deps, id, reason.trim(), by);
      await (given ? work(given) : db.transaction(work));
    },
    leave: async (id, by) => {
      await db.transaction(async (tx) => {
        const row = await standing(tx, deps, id);
        await store.update(tx, id, { askedBackAt: null });
        await tell(tx, deps, row, 'Stays as they are: not contacted any more', 'They called it a mistake.', by);
      });
    },
  };
}

const idOf = async ({ links }: OptOutServiceDeps, token: string): Promise<string | undefined> =>
  (await links()).read(token);

async function unsubscribeIn(tx: Tx, deps: OptOutServiceDeps, attemptId: string): Promise<void> {
  const message = await deps.store.message(attemptId, tx);
  if (message?.mode !== 'LIVE' || !isKnown(message)) return;
  const { clientId, leadId, recipient } = message;
  await deps.optOut(tx, { clientId, leadId, attemptId, address: recipient, source: 'link', words: '', by: thePerson });
}

/** After erasing nothing of the person is in the message, and nothing need be done for them any more. */
const isKnown = ({ recipient, lead }: AddressedMessage): boolean => recipient !== '' || lead !== null;

async function askBackIn(tx: Tx, deps: OptOutServiceDeps, attemptId: string): Promise<void> {
  const message = await deps.store.message(attemptId, tx);
  const row = message && (await standingFor(deps, attemptId, message, tx));
  if (!row || row.askedBackAt !== null) return;
  await deps.store.update(tx, row.id, { askedBackAt: deps.clock.now() });
  await tell(tx, deps, row, 'Says that unsubscribing was a mistake', 'On the page of the link.', thePerson);
}

async function standingFor(
  { store }: OptOutServiceDeps,
  attemptId: string,
  { recipient }: AddressedMessage,
  tx?: Tx,
): Promise<OptOutRow | undefined> {
  const addressKey = parseEmail(recipient)?.key ?? '';
  return (await store.standing({ attemptId }, tx)) ?? store.standing({ addressKey }, tx);
}

async function viewOf(deps: OptOutServiceDeps, attemptId: string | undefined): Promise<UnsubscribeView | undefined> {
  if (attemptId === undefined) return undefined;
  const message = await deps.store.message(attemptId);
  // Of messages that never left some are deleted with their lead; those that left stay, and then it was erased.
  if (!message || !isKnown(message))
    return { state: 'unsubscribed', language: 'en', clientName: '', address: '', canAskBack: false };
  const row = message.mode === 'LIVE' ? await standingFor(deps, attemptId, message) : undefined;
  const isOut = row !== undefined || message.lead?.consent === 'DO_NOT_CONTACT';
  const state = isOut ? (row?.askedBackAt ? 'asked-back' : 'unsubscribed') : 'subscribed';
  return {
    state: message.mode === 'LIVE' ? state : 'rehearsal',
    language: languageOfLead(message.lead ?? { language: '', country: '' }),
    clientName: (await deps.clients.get(message.clientId)).name,
    address: masked(message.recipient),
    canAskBack: row !== undefined && row.askedBackAt === null,
  };
}

/** `maja@kurier.example` → `m…@kurier.example`. */
const masked = (address: string): string => address.replace(/^(.).*(?=@)/u, '$1…');

async function askedBackOf({ leads }: OptOutServiceDeps, row: OptOutRow): Promise<AskedBack> {
  const [lead] = row.leadId === null ? [] : await leads.rows([row.leadId]);
  return {
    ...{ id: row.id, clientId: row.clientId === everyClient ? null : row.clientId, leadId: lead?.id ?? null },
    ...{ name: lead ? leadOf(lead).name : row.addressKey, address: row.addressKey || (lead?.email ?? '') },
    ...{ how: optOutSources[optOutSource(row.source)].listed, optedOutAt: row.at },
    askedBackAt: row.askedBackAt ?? row.at,
  };
}

async function standing(tx: Tx, { store }: OptOutServiceDeps, id: string): Promise<OptOutRow> {
  const row = await store.find(id, tx);
  if (!row) throw notFound({ code: 'opt-out-unknown', message: 'This is gone. Reload the list.' });
  if (row.liftedAt === null) return row;
  throw conflict({ code: 'opt-out-lifted', message: `${row.liftedBy} has lifted this already. Reload the list.` });
}

async function liftIn(tx: Tx, deps: OptOutServiceDeps, id: string, reason: string, by: string): Promise<void> {
  const row = await standing(tx, deps, id);
  const now = deps.clock.now();
  const effects = readJsonColumn(OptOutEffects, row.effects, 'cam_opt_out.effects');
  for (const entry of effects.suppressions)
    if (await deps.suppressions.find(entry, tx))
      await deps.suppressions.remove(tx, entry, { removedAt: now, removedBy: by, removedReason: reason });
  for (const { lead, before } of await leadsToLift(tx, deps, row, effects)) {
    const change = { consent: before, consentSource: by, consentAt: now, updatedAt: now };
    await deps.leads.update(tx, lead.id, change);
    const event = { clientId: lead.clientId, leadId: lead.id, consent: before, before: 'DO_NOT_CONTACT' } as const;
    await deps.consents.append(tx, [{ ...event, source: 'Operator', why: reason, agreedTo: '', actor: by }]);
    const payload = { clientId: lead.clientId, from: 'DO_NOT_CONTACT', to: before };
    await deps.events.publish(tx, { topic: 'cam-lead-consent-changed', subject: lead.id, payload });
  }
  await deps.store.update(tx, id, { liftedAt: now, liftedBy: by, liftedReason: reason });
  await tell(tx, deps, row, 'May be contacted again', reason, by);
}

/** The leads that it made so, and whoever took one of them over since and is so by nothing else. */
async function leadsToLift(
  tx: Tx,
  { leads }: OptOutServiceDeps,
  { at }: OptOutRow,
  effects: OptOutEffects,
): Promise<readonly { readonly lead: LeadRow; readonly before: Consent }[]> {
  const found = new Map<string, { readonly lead: LeadRow; readonly before: Consent }>();
  for (const { id, consent } of effects.leads) {
    for (let next: string | null = id; next !== null;) {
      const [lead]: readonly LeadRow[] = await leads.rows([next], tx);
      const isOut = lead?.consent === 'DO_NOT_CONTACT' && (next === id || lead.consentAt === at);
      if (lead && isOut && !found.has(lead.id)) found.set(lead.id, { lead, before: z.parse(Consent, consent) });
      next = lead?.mergedInto ?? null;
    }
  }
  return [...found.values()];
}

async function tell(
  tx: Tx,
  { records }: OptOutServiceDeps,
  { id, clientId, leadId }: OptOutRow,
  what: string,
  why: string,
  actor: string,
): Promise<void> {
  const subject =
    leadId === null
      ? ({ subjectKind: 'suppression', subjectId: id } as const)
      : ({ subjectKind: 'lead', subjectId: leadId } as const);
  await records.append(tx, [{ ...subject, clientId, what, why, actor }]);
}
