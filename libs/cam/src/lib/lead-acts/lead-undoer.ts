import type { Tx } from '@aicmo/core-db';
import * as z from 'zod/mini';
import { Consent } from '../../contract/lead.ts';
import type { ClientService } from '../clients/client-service.ts';
import type { LeadRow } from '../db/cam-tables.ts';
import type { SuppressionStore } from '../suppression/suppression-store.ts';
import { changedSince } from '../undo/undo-rules.ts';
import type { Undoer, Undoing } from '../undo/undo-service.ts';
import { tellOthers, type LeadActDeps } from './lead-act-deps.ts';
import { changedColumn, LeadChange } from './lead-change.ts';

interface Deps extends Omit<LeadActDeps, 'undos'> {
  readonly clients: Pick<ClientService, 'archive'>;
  readonly suppressions: Pick<SuppressionStore, 'remove'>;
}

/** Takes an act on one lead back, if the lead still stands as the act left it. */
export function createLeadUndoer(deps: Deps): Undoer {
  return async (undoing) => {
    const { tx, what, by } = undoing;
    const change = z.parse(LeadChange, JSON.parse(undoing.data));
    const row = await untouched(deps, undoing, change);
    await putBack(deps, tx, row, change, what);
    const why = await endClient(deps, tx, change, by);
    for (const id of change.suppressed) {
      const removed = { removedAt: deps.clock.now(), removedBy: by, removedReason: `Undone: ${what}` };
      await deps.suppressions.remove(tx, id, removed);
    }
    await tellStory(deps, undoing, row, change, why);
  };
}

async function untouched({ leads }: Deps, { tx, what }: Undoing, change: LeadChange): Promise<LeadRow> {
  const [row] = await leads.rows([change.leadId], tx);
  if (!row) throw changedSince(what, 'the lead is not there any more');
  if (row.mergedInto !== null) throw changedSince(what, 'the lead was merged with another one since');
  const column = changedColumn(change, row);
  if (column !== undefined) throw changedSince(what, 'somebody has changed the same since');
  return row;
}

async function putBack(deps: Deps, tx: Tx, row: LeadRow, change: LeadChange, what: string): Promise<void> {
  const { leads, store, sequences, clock } = deps;
  if (Object.keys(change.before).length > 0)
    await leads.update(tx, row.id, { ...change.before, updatedAt: clock.now() });
  const known = await leads.knownIdentities(row.clientId, change.lost, tx);
  if (known.some(({ leadId }) => leadId !== row.id))
    throw changedSince(what, 'another lead is recognised by the old address since');
  await store.dropIdentities(tx, row.id, change.gained);
  const missing = change.lost.filter(
    ({ kind, value }) => !known.some((own) => own.kind === kind && own.value === value),
  );
  const identities = missing.map((key) => ({ ...key, clientId: row.clientId, leadId: row.id }));
  await leads.insertIdentities(tx, identities);
  if (change.stopped !== null) await sequences.restart(tx, change.stopped, clock.now());
  await store.unsettle(tx, row.id, change.settled);
}

/** A client that was made by winning goes with it, unless somebody has begun to work for it. Gives what to tell. */
async function endClient({ store, clients }: Deps, tx: Tx, { won, leadId }: LeadChange, by: string): Promise<string> {
  if (won === null) return '';
  await store.deleteWin(tx, leadId);
  if (!won.isNew) return '';
  if (await store.isClientUsed(tx, won.clientId, leadId)) return `The client “${won.clientName}” is in use and stays.`;
  await clients.archive(won.clientId, by, tx);
  return `The client “${won.clientName}” was archived.`;
}

async function tellStory(deps: Deps, { tx, what, by }: Undoing, row: LeadRow, change: LeadChange, why: string) {
  const { id: leadId, clientId, campaignId } = row;
  const about = { clientId, campaignId, subjectKind: 'lead', subjectId: leadId } as const;
  await deps.records.append(tx, [{ ...about, what: `Undone: ${what}`, why, actor: by }]);
  await tellOthers(deps.events, tx, row, change.before);
  const { consent } = change.before;
  if (consent === undefined || consent === row.consent) return;
  const before = z.parse(Consent, row.consent);
  const again = { clientId, leadId, before, consent: z.parse(Consent, consent) };
  await deps.consents.append(tx, [{ ...again, source: 'Operator', why: `Undone: ${what}`, agreedTo: '', actor: by }]);
}
