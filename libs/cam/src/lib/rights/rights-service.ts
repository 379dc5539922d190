import type { Database, DbHandle, Tx } from '@aicmo/core-db';
import { invalid, newId, notFound, type Clock } from '@aicmo/core-kernel';
import type { ConsentEvent, Erasure, ErasureCount, PersonExport, PersonHeld } from '../../contract/rights.ts';
import type { CamTables } from '../db/cam-tables.ts';
import type { AcquisitionEvents } from '../events/acquisition-events.ts';
import { leadOf } from '../leads/lead-row.ts';
import type { IdentityKey, LeadStore } from '../leads/lead-store.ts';
import type { SuppressionService } from '../suppression/suppression-service.ts';
import type { UndoStore } from '../undo/undo-store.ts';
import type { ConsentStore } from './consent-store.ts';
import { eraseMentions, eraseOwnRows } from './erase-rows.ts';
import type { ErasedKeys, ErasedList } from './erased-keys.ts';
import type { ErasureStore } from './erasure-store.ts';
import { findMentions, type Mention } from './find-mentions.ts';
import { mentionFinder, mentions as isIn } from './mention-rules.ts';
import { findPerson, type FoundPerson } from './person-finder.ts';
import { personalPlaces, type PersonalPlace } from './personal-places.ts';
import type { AnyRow, PersonKeys, RightsStore } from './rights-store.ts';

/** Everything that is to be erased, found before the transaction that does it. */
export interface ErasePlan {
  readonly person: FoundPerson;
  readonly mentions: readonly Mention[];
}

/** What was erased, and by what others find what they hold. */
export interface ErasedPerson {
  readonly erasure: Erasure;
  readonly leadIds: readonly string[];
  /** Of messages: the ledger knows them by these. */
  readonly attemptIds: readonly string[];
  /** As they were written to. */
  readonly addresses: readonly string[];
  /** Whether a text mentions the person: for what lies outside of the database. */
  readonly isMentioned: (text: string) => boolean;
}

/** What a person may ask of whoever holds something on them. */
export interface RightsService {
  /**
   * Everything held on whoever has this address, profile or number, over all clients. Reads every free text once.
   * Throws `invalid` (`person-address`) for a text that is none.
   */
  held(address: string): Promise<PersonHeld>;
  /** The same with every row, to be given to the person. Throws `not-found` (`person-unknown`) when nothing is held. */
  export(address: string): Promise<PersonExport>;
  /** Finds all that is to be erased. Throws `not-found` (`person-unknown`) when nothing is held. */
  planErase(address: string): Promise<ErasePlan>;
  /**
   * Erases it, for good and for every client, and keeps keyed hashes by which the person is not taken again. Others erase
   * what they hold in the same transaction. Throws `invalid` (`erase-reason`) without a reason, `conflict`
   * (`erase-sending`) while a message is on its way.
   */
  erase(tx: Tx, plan: ErasePlan, by: string, reason: string): Promise<ErasedPerson>;
  /** Receipts, newest first. */
  erasures(limit?: number): Promise<readonly Erasure[]>;
  /** The hashes of everybody who was erased, to be kept apart from the database. */
  erasedList(): Promise<ErasedList>;
  /** Takes such a list over; gives how many people are erased by it that were not. See `ErasedKeys.adopt`. */
  adoptErased(list: ErasedList): Promise<number>;
  /** Addresses, profiles or numbers of leads who were erased and are there again: a backup of before was restored. */
  erasedAndBack(): Promise<readonly string[]>;
  /** How a lead's consent came to be what it is, newest first. */
  consentHistory(leadId: string): Promise<readonly ConsentEvent[]>;
}

/** What the service is made of. */
export interface RightsDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly handle: DbHandle<CamTables>;
  readonly store: RightsStore;
  readonly leads: LeadStore;
  readonly suppression: SuppressionService;
  readonly erasedKeys: ErasedKeys;
  readonly erasures: ErasureStore;
  readonly consents: ConsentStore;
  readonly events: AcquisitionEvents;
  readonly undos: UndoStore;
}

/** Builds the service. */
export function createRightsService(deps: RightsDeps): RightsService {
  return {
    held: async (address) => describeHeld(deps, await planOf(deps, address)),
    export: async (address) => {
      const plan = await planOf(deps, address);
      const held = await rowsHeld(deps, plan);
      if (held.length === 0) throw unknownPerson(plan.person);
      return {
        address: plan.person.asked.value,
        exportedAt: deps.clock.now(),
        held: held.map(({ title, rows }) => ({ title, rows: rows.map((row) => ({ ...row })) })),
      };
    },
    planErase: async (address) => {
      const plan = await planOf(deps, address);
      if ((await rowsHeld(deps, plan)).length === 0) throw unknownPerson(plan.person);
      return plan;
    },
    erase: (tx, plan, by, reason) => erasePerson(tx, deps, plan, by, reason),
    erasures: (limit = 100) => deps.erasures.list(limit),
    erasedList: () => deps.erasedKeys.list(),
    adoptErased: (list) => deps.db.transaction((tx) => deps.erasedKeys.adopt(tx, list)),
    erasedAndBack: () => findErasedAndBack(deps),
    consentHistory: (leadId) => deps.consents.ofLead(leadId),
  };
}

const identityPlace: PersonalPlace = {
  ...{ table: 'camIdentity', title: '', fate: '' },
  key: ['kind', 'value', 'clientId'],
};

async function findErasedAndBack({ store, erasedKeys }: RightsDeps): Promise<readonly string[]> {
  const check = await erasedKeys.loadCheck();
  if (check.isEmpty) return [];
  const found = new Set<string>();
  for await (const rows of store.scan(identityPlace, [])) {
    for (const { kind, value } of rows) {
      const identity = identityOf(kind, value);
      if (identity && check.isErased(identity.kind, identity.value)) found.add(addressOf(identity));
    }
  }
  return [...found];
}

const identityKinds = ['email', 'linkedin', 'phone'] as const;

function identityOf(kind: AnyRow[string] | undefined, value: AnyRow[string] | undefined): IdentityKey | undefined {
  const known = identityKinds.find((each) => each === kind);
  return known === undefined || typeof value !== 'string' ? undefined : { kind: known, value };
}

/** As a person would type it. */
const addressOf = ({ kind, value }: IdentityKey): string =>
  kind === 'linkedin' ? `https://www.linkedin.com/in/${encodeURIComponent(value)}` : value;

async function planOf({ handle, store, leads }: RightsDeps, address: string): Promise<ErasePlan> {
  const person = await findPerson(handle, address);
  const nameOf = async (ids: readonly string[]) =>
    new Map((await leads.rows(ids.slice(0, 500))).map((row) => [row.id, leadOf(row).name]));
  const mentions: Mention[] = [];
  for (const place of personalPlaces) mentions.push(...(await findMentions(store, place, person, nameOf)));
  return { person, mentions };
}

async function keysOf({ store }: RightsDeps, person: FoundPerson, tx?: Tx): Promise<PersonKeys> {
  const lead = person.leads.map(({ id }) => id);
  return {
    ...{ lead, attempt: await store.ids('camOutreachAttempt', lead, tx) },
    person: [...new Set(person.leads.map(({ personId }) => personId))],
    identity: person.identities.map(({ value }) => value),
  };
}

interface HeldRows {
  readonly title: string;
  readonly fate: string;
  readonly rows: readonly AnyRow[];
}

async function rowsHeld(deps: RightsDeps, { person, mentions }: ErasePlan): Promise<readonly HeldRows[]> {
  const keys = await keysOf(deps, person);
  const held: HeldRows[] = [];
  for (const place of personalPlaces) {
    const { title, fate } = place;
    const own = await deps.store.own(place, keys);
    if (own.length > 0) held.push({ title, fate, rows: own });
    const rows = mentions.filter((each) => each.place === place).map(({ row }) => row);
    const others = rows.filter((row) => !own.some((each) => isSameRow(place, each, row)));
    if (others.length > 0) held.push({ ...mentioned(place), rows: others });
  }
  return held;
}

const isSameRow = ({ key }: PersonalPlace, one: AnyRow, other: AnyRow): boolean =>
  key.every((column) => one[column] === other[column]);

function mentioned({ title, own, fate, mentions: texts }: PersonalPlace): { title: string; fate: string } {
  if (!own) return { title, fate };
  const what = texts?.then === 'replace' ? 'Only the words go.' : 'Go for good.';
  return { title: `${title} of others, where this person is mentioned`, fate: what };
}

async function describeHeld(deps: RightsDeps, plan: ErasePlan): Promise<PersonHeld> {
  const { person } = plan;
  const clients = await deps.handle.in().selectFrom('camClient').select(['id', 'name']).execute();
  const names = new Map(clients.map(({ id, name }) => [id, name]));
  const [erasedAt = null] = await deps.erasedKeys.erasedAt([person.asked]);
  const hits = (await deps.suppression.hits(person.leads.map((row) => row))).flat();
  return {
    ...{ address: person.asked.value, erasedAt },
    leads: person.leads.map((row) => {
      const { id, clientId, name, company, email, state, consent } = leadOf(row);
      return { id, clientId, clientName: names.get(clientId) ?? '', name, company, email, state, consent };
    }),
    things: (await rowsHeld(deps, plan)).map(({ title, fate, rows }) => ({ title, fate, count: rows.length })),
    knownAs: person.identities.map(({ value }) => value),
    suppressedBy: [...new Set(hits.map(({ value, reason }) => `${value}: ${reason}`))],
  };
}

async function erasePerson(
  tx: Tx,
  deps: RightsDeps,
  { person, mentions }: ErasePlan,
  by: string,
  reason: string,
): Promise<ErasedPerson> {
  if (reason.trim() === '') {
    const message = 'Nobody is erased without a reason. Write one short sentence why.';
    throw invalid({ code: 'erase-reason', message });
  }
  const { clock } = deps;
  const finder = mentionFinder(person.values);
  const keys = await keysOf(deps, person, tx);
  const own = await eraseOwnRows(tx, { ...deps, places: personalPlaces }, keys);
  const mentioned = await eraseMentions(tx, deps.store, mentions);
  const counts: readonly ErasureCount[] = [...own, ...mentioned];
  const erasure = { id: newId(clock), at: clock.now(), by, reason: reason.trim(), cause: 'PERSON', counts } as const;
  await deps.erasures.insert(tx, { ...erasure, counts: [...counts] });
  await deps.erasedKeys.add(tx, erasure.id, person.identities, erasure.at);
  for (const { id, clientId } of person.leads) {
    await deps.events.publish(tx, { topic: 'cam-lead-erased', subject: id, payload: { clientId } });
  }
  return {
    ...{ erasure: { ...erasure, counts: [...counts] }, leadIds: keys.lead, attemptIds: keys.attempt },
    addresses: [...new Set(person.values.emails)].filter((email) => email !== ''),
    isMentioned: (text) => isIn(finder.anyWay, text),
  };
}

function unknownPerson({ asked }: FoundPerson) {
  return notFound({
    code: 'person-unknown',
    message: `Nothing is held on ${asked.value}. Look for another address, profile or number of the person.`,
  });
}
