import type { Tx } from '@aicmo/core-db';
import { conflict, invalid } from '@aicmo/core-kernel';
import * as z from 'zod/mini';
import type { LeadEdit } from '../../contract/lead-edit.ts';
import { Consent, LeadState } from '../../contract/lead.ts';
import { lostReasonWords, type LostReason } from '../../contract/lost-reason.ts';
import type { UndoOffer } from '../../contract/undo.ts';
import type { CampaignStore } from '../campaigns/campaign-store.ts';
import type { ClientService } from '../clients/client-service.ts';
import type { LeadRow } from '../db/cam-tables.ts';
import { assertLeadMove } from '../leads/lead-rules.ts';
import type { IdentityKey } from '../leads/lead-store.ts';
import { openPhoneParser } from '../leads/phone-identity.ts';
import type { ScorerSource } from '../scoring/scorer-source.ts';
import { putOffLimits } from '../suppression/put-off-limits.ts';
import type { SuppressionStore } from '../suppression/suppression-store.ts';
import { changesScore, readEdit } from './edit-rules.ts';
import { loadLead, nameOf, saveAct, type LeadActDeps } from './lead-act-deps.ts';
import { leadChange } from './lead-change.ts';

/** The client that a won lead becomes: one that there is, or a new one. */
export type WonClient = { readonly id: string } | { readonly name: string; readonly timeZone: string };

/**
 * What a person decides about one lead. Every act stands in the lead's story and can be taken back for a day. All throw
 * `not-found` (`lead-unknown`), `conflict` (`lead-merged`). With `tx` it is part of a larger act.
 */
export interface LeadActService {
  /**
   * Changes what is known of a lead. `seen` is the lead's `updatedAt` that the person had before them. Null: nothing is
   * different. Throws `invalid` (`lead-edit-…`), `conflict`: `lead-edit-stale` when it was changed meanwhile,
   * `lead-edit-taken` when another lead of the client is recognised by the new address, profile or number.
   */
  edit(leadId: string, edit: LeadEdit, seen: string, by: string): Promise<UndoOffer | null>;
  /** Any legal move but to WON and LOST. Throws `conflict` (`lead-move`), `invalid` (`lead-move-own-way`). */
  move(leadId: string, to: LeadState, by: string, tx?: Tx): Promise<UndoOffer>;
  /** Gives a lead up and stops what is written to it. OTHER needs words; throws `invalid` (`lead-lost-words`). */
  lose(leadId: string, reason: LostReason, words: string, by: string, tx?: Tx): Promise<UndoOffer>;
  /** Makes a client of it and stops what is written to it. Throws as `move` and as creating a client does. */
  win(leadId: string, client: WonClient, by: string): Promise<UndoOffer & { readonly clientId: string }>;
  /** Puts the person off limits for this client. Throws `invalid` (`lead-consent-reason`) without a reason. */
  neverContact(leadId: string, reason: string, by: string): Promise<UndoOffer>;
}

interface Deps extends LeadActDeps {
  readonly clients: Pick<ClientService, 'create' | 'get'>;
  readonly campaigns: Pick<CampaignStore, 'find'>;
  readonly scores: Pick<ScorerSource, 'scorerFor'>;
  readonly suppressions: Pick<SuppressionStore, 'insert'>;
}

/** Builds the service of what a person decides about one lead. */
export function createLeadActService(deps: Deps): LeadActService {
  const { db, leads } = deps;
  const act = <Result>(leadId: string, work: (tx: Tx, row: LeadRow) => Promise<Result>, outer?: Tx) => {
    const whole = async (tx: Tx) => work(tx, await loadLead(leads, leadId, tx));
    return outer === undefined ? db.transaction(whole) : whole(outer);
  };
  return {
    edit: (leadId, edit, seen, by) =>
      db.transaction(async (tx) => {
        // Before the lead is held: an import takes the two in this order, too.
        await leads.takePeopleTurn(tx);
        return editIn(deps, tx, await loadLead(leads, leadId, tx), { edit, seen, by });
      }),
    move: (leadId, to, by, outer) => act(leadId, (tx, row) => moveIn(deps, tx, row, to, by), outer),
    lose: (leadId, reason, words, by, outer) =>
      act(leadId, (tx, row) => loseIn(deps, tx, row, { reason, words, by }), outer),
    win: (leadId, client, by) => act(leadId, (tx, row) => winIn(deps, tx, row, client, by)),
    neverContact: (leadId, reason, by) => act(leadId, (tx, row) => neverIn(deps, tx, row, reason, by)),
  };
}

interface EditAct {
  readonly edit: LeadEdit;
  readonly seen: string;
  readonly by: string;
}

async function editIn(deps: Deps, tx: Tx, row: LeadRow, { edit, seen, by }: EditAct): Promise<UndoOffer | null> {
  if (row.updatedAt !== seen) {
    throw conflict({
      code: 'lead-edit-stale',
      message: `${nameOf(row)} was changed while you were typing. Your text is kept: load the lead again and look at both.`,
    });
  }
  const { change, words, lost, gained: wanted } = readEdit(row, edit, await openPhoneParser());
  if (Object.keys(change).length === 0) return null;
  const gained = await freeOf(deps, tx, row, wanted);
  if (changesScore(change)) Object.assign(change, await scoreOf(deps, tx, { ...row, ...change }));
  await deps.store.dropIdentities(tx, row.id, lost);
  const { id: leadId, clientId } = row;
  await deps.leads.insertIdentities(
    tx,
    gained.map((key) => ({ ...key, clientId, leadId })),
  );
  const told = { what: `Changed by hand: ${words}`, why: describeEdit(row, change), by };
  const saved = leadChange(row, change, { lost: [...lost], gained: [...gained] });
  return saveAct(deps, tx, row, saved, { ...told, undo: `Changed ${words} of ${nameOf({ ...row, ...change })}` });
}

/** What stood there before, so that a story can be read without the database: "Title was “CEO”." */
function describeEdit(row: LeadRow, change: Partial<LeadRow>): string {
  const shown = ['title', 'company', 'email', 'linkedin', 'phone', 'location', 'country', 'industry'] as const;
  const parts = shown.flatMap((name) =>
    change[name] === undefined || row[name] === '' ? [] : [`${name === 'email' ? 'address' : name} was “${row[name]}”`],
  );
  const text = parts.join(', ');
  return text === '' ? '' : `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

/** Those that nobody has yet; by some the lead may be recognised already. Throws for another lead's. */
async function freeOf(deps: Deps, tx: Tx, row: LeadRow, wanted: readonly IdentityKey[]) {
  const known = await deps.leads.knownIdentities(row.clientId, wanted, tx);
  const other = known.find(({ leadId }) => leadId !== row.id);
  if (!other) return wanted.filter(({ kind, value }) => !known.some((own) => own.kind === kind && own.value === value));
  const [owner] = await deps.leads.rows([other.leadId], tx);
  throw conflict({
    code: 'lead-edit-taken',
    message: `“${other.value}” is how ${owner ? nameOf(owner) : 'another lead'} is recognised. Open that lead: if both are one person, merge them.`,
    details: { field: other.kind, leadId: other.leadId },
  });
}

async function scoreOf({ scores, campaigns, clock }: Deps, tx: Tx, row: LeadRow): Promise<Partial<LeadRow>> {
  const campaign = row.campaignId === null ? undefined : await campaigns.find(row.campaignId, tx);
  const scorer = await scores.scorerFor(row.clientId, campaign ?? null, tx);
  return { ...scorer.score(row), scoredAt: clock.now() };
}

async function moveIn(deps: Deps, tx: Tx, row: LeadRow, to: LeadState, by: string): Promise<UndoOffer> {
  if (to === 'WON' || to === 'LOST') {
    const way = to === 'WON' ? 'say which client it becomes' : 'say why it is given up';
    throw invalid({ code: 'lead-move-own-way', message: `A lead is not simply moved to ${to.toLowerCase()}: ${way}.` });
  }
  const from = stateOf(row);
  assertLeadMove({ from, to, byPerson: true, reason: '' });
  const words = { what: `Moved from ${from.toLowerCase()} to ${to.toLowerCase()}`, why: '', by };
  const undo = `Moved ${nameOf(row)} to ${to.toLowerCase()}`;
  return saveAct(deps, tx, row, leadChange(row, { state: to, stateReason: '' }), { ...words, undo });
}

interface Losing {
  readonly reason: LostReason;
  readonly words: string;
  readonly by: string;
}

async function loseIn(deps: Deps, tx: Tx, row: LeadRow, { reason, words, by }: Losing): Promise<UndoOffer> {
  const own = words.trim();
  if (reason === 'OTHER' && own === '') {
    throw invalid({
      code: 'lead-lost-words',
      message: 'Write in a few words why, so that the next person knows.',
      details: { field: 'words' },
    });
  }
  const why = reason === 'OTHER' ? own : [lostReasonWords[reason], own].filter((part) => part !== '').join(': ');
  assertLeadMove({ from: stateOf(row), to: 'LOST', byPerson: true, reason: why });
  const stopped = await deps.sequences.stop(tx, [row.id], `Given up: ${why}`, deps.clock.now());
  const change = leadChange(row, { state: 'LOST', stateReason: why, ...nothingToReview }, { stopped });
  return saveAct(deps, tx, row, change, { what: 'Given up', why, undo: `Gave ${nameOf(row)} up`, by });
}

const nothingToReview = { needsReview: 0, reviewReason: '', reviewSince: null } as const;

async function winIn(deps: Deps, tx: Tx, row: LeadRow, wanted: WonClient, by: string) {
  assertLeadMove({ from: stateOf(row), to: 'WON', byPerson: true, reason: '' });
  const isNew = !('id' in wanted);
  const client = isNew ? await deps.clients.create(wanted, by, tx) : await deps.clients.get(wanted.id, tx);
  if (client.archivedAt !== null) {
    throw conflict({ code: 'lead-won-archived', message: `“${client.name}” is archived. Choose another client.` });
  }
  const now = deps.clock.now();
  const stopped = await deps.sequences.stop(tx, [row.id], `Became the client “${client.name}”`, now);
  const win = { leadId: row.id, wonClientId: client.id, isNewClient: isNew ? 1 : 0, wonAt: now, wonBy: by };
  await deps.store.insertWin(tx, win);
  const won = { clientId: client.id, clientName: client.name, isNew };
  const change = leadChange(row, { state: 'WON', stateReason: '', ...nothingToReview }, { stopped, won });
  const why = isNew ? `The client “${client.name}” was added.` : `It belongs to the client “${client.name}”.`;
  const undo = `Won ${nameOf(row)} as the client “${client.name}”`;
  const offer = await saveAct(deps, tx, row, change, { what: 'Won', why, undo, by });
  const payload = { clientId: row.clientId, wonClientId: client.id };
  await deps.events.publish(tx, { topic: 'cam-lead-won', subject: row.id, payload });
  return { ...offer, clientId: client.id };
}

async function neverIn(deps: Deps, tx: Tx, row: LeadRow, reason: string, by: string): Promise<UndoOffer> {
  const why = reason.trim();
  if (why === '') {
    throw invalid({
      code: 'lead-consent-reason',
      message: 'Nobody is put off limits without a reason. Write one short sentence why.',
      details: { field: 'reason' },
    });
  }
  const now = deps.clock.now();
  const suppressed = await putOffLimits(deps, tx, row, { reason: why, by });
  const stopped = await deps.sequences.stop(tx, [row.id], `Never contacted again: ${why}`, now);
  const told = { clientId: row.clientId, leadId: row.id, before: consentOf(row), consent: 'DO_NOT_CONTACT' } as const;
  await deps.consents.append(tx, [{ ...told, source: 'Operator', why, agreedTo: '', actor: by }]);
  const cells = { consent: 'DO_NOT_CONTACT', consentSource: by, consentAt: now, ...nothingToReview };
  const change = leadChange(row, cells, { stopped, suppressed });
  const undo = `${nameOf(row)} is never contacted again`;
  return saveAct(deps, tx, row, change, { what: 'Never contacted again', why, undo, by });
}

const stateOf = (row: LeadRow): LeadState => z.parse(LeadState, row.state);
const consentOf = (row: LeadRow): Consent => z.parse(Consent, row.consent);
