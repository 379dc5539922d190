import type { DbHandle, Tx } from '@aicmo/core-db';
import * as z from 'zod/mini';
import type { CamTables, LeadRow } from '../db/cam-tables.ts';
import type { IdentityKey } from '../leads/lead-store.ts';

const Kind = z.enum(['email', 'linkedin', 'phone']);
const leadsAtOnce = 500;

/** Everything by which these leads are or were recognised: what their columns show, and a second address that none does. */
export async function identitiesOfLeads(
  handle: DbHandle<CamTables>,
  leads: readonly LeadRow[],
  tx?: Tx,
): Promise<readonly IdentityKey[]> {
  const found = leads.flatMap(shown);
  for (let from = 0; from < leads.length; from += leadsAtOnce) {
    const ids = leads.slice(from, from + leadsAtOnce).map(({ id }) => id);
    const query = handle.in(tx).selectFrom('camIdentity').select(['kind', 'value']).where('leadId', 'in', ids);
    found.push(...(await query.execute()).map(({ kind, value }) => ({ kind: z.parse(Kind, kind), value })));
  }
  return [...new Map(found.map((each) => [`${each.kind} ${each.value}`, each])).values()];
}

/** A lead that another one took over still shows what it was recognised by. */
const shown = ({ emailKey, linkedinKey, phoneKey }: LeadRow): IdentityKey[] => [
  ...(emailKey === null ? [] : [{ kind: 'email' as const, value: emailKey }]),
  ...(linkedinKey === null ? [] : [{ kind: 'linkedin' as const, value: linkedinKey }]),
  ...(phoneKey === null ? [] : [{ kind: 'phone' as const, value: phoneKey }]),
];
