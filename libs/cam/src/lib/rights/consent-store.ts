import type { DbHandle, Tx } from '@aicmo/core-db';
import { newId, type Clock } from '@aicmo/core-kernel';
import * as z from 'zod/mini';
import { Consent } from '../../contract/lead.ts';
import type { ConsentEvent } from '../../contract/rights.ts';
import type { CamTables } from '../db/cam-tables.ts';

/** A change of consent as whoever changes it knows it. */
export interface NewConsentEvent extends Omit<ConsentEvent, 'id' | 'at'> {
  readonly clientId: string;
  readonly leadId: string;
}

/** Every query on where consent came from. */
export interface ConsentStore {
  append(tx: Tx, events: readonly NewConsentEvent[]): Promise<void>;
  /** Newest first. */
  ofLead(leadId: string): Promise<readonly ConsentEvent[]>;
}

/** Opens the history of consent. */
export function createConsentStore(handle: DbHandle<CamTables>, clock: Clock): ConsentStore {
  return {
    append: async (tx, events) => {
      const at = clock.now();
      const rows = events.map(({ before, ...event }) => ({ ...event, id: newId(clock), consentBefore: before, at }));
      if (rows.length > 0) await handle.insertMany(tx, 'camConsentEvent', rows);
    },
    ofLead: async (leadId) => {
      const rows = await handle
        .in()
        .selectFrom('camConsentEvent')
        .selectAll()
        .where('leadId', '=', leadId)
        .orderBy('at', 'desc')
        .orderBy('id', 'desc')
        .execute();
      return rows.map(({ id, at, source, why, agreedTo, actor, consentBefore, consent }) => ({
        ...{ id, at, source, why, agreedTo, actor },
        ...{ before: z.parse(Consent, consentBefore), consent: z.parse(Consent, consent) },
      }));
    },
  };
}
