import type { Tx } from '@aicmo/core-db';
import * as z from 'zod/mini';
import { Consent } from '../../contract/lead.ts';
import type { LeadRow } from '../db/cam-tables.ts';
import type { BulkDeps } from './bulk-service.ts';

interface Said {
  readonly reason: string;
  readonly by: string;
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
