import type { Tx } from '@aicmo/core-db';
import { newId } from '@aicmo/core-kernel';
import * as z from 'zod/mini';
import { Consent } from '../../contract/lead.ts';
import type { LeadRow } from '../db/cam-tables.ts';
import type { BulkDeps } from './bulk-service.ts';

interface Said {
  readonly reason: string;
  readonly by: string;
}

/** Puts a person's address and profile (a number only where there is nothing else) on the client's list; gives what is new. */
export async function offLimits(
  { suppressions, clock }: Pick<BulkDeps, 'suppressions' | 'clock'>,
  tx: Tx,
  row: LeadRow,
  { reason, by }: Said,
): Promise<string[]> {
  const own = [
    { kind: 'email', value: row.emailKey },
    { kind: 'linkedin', value: row.linkedinKey },
  ].filter(({ value }) => value !== null);
  const added: string[] = [];
  for (const { kind, value } of own.length > 0 ? own : [{ kind: 'phone', value: row.phoneKey }]) {
    if (value === null) continue;
    const id = newId(clock);
    const isNew = await suppressions.insert(tx, {
      ...{ id, scope: row.clientId, kind, value, reason, source: 'operator', createdBy: by, createdAt: clock.now() },
      ...{ removedAt: null, removedBy: '', removedReason: '' },
    });
    if (isNew) added.push(id);
  }
  return added;
}

/** Each person's history of consent says who asked for it and why. */
export async function tellConsent(
  { consents }: Pick<BulkDeps, 'consents'>,
  tx: Tx,
  rows: readonly LeadRow[],
  { reason, by }: Said,
  consent: Consent = 'DO_NOT_CONTACT',
): Promise<void> {
  await consents.append(
    tx,
    rows.map((row) => ({
      ...{ clientId: row.clientId, leadId: row.id, before: z.parse(Consent, row.consent), consent },
      ...{ source: 'Operator', why: reason, agreedTo: '', actor: by },
    })),
  );
}
