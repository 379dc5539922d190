import type { Database, DbHandle } from '@aicmo/core-db';
import type { Clock } from '@aicmo/core-kernel';
import type { CamTables } from '../db/cam-tables.ts';
import type { AcquisitionEvents } from '../events/acquisition-events.ts';
import { createLeadStore } from '../leads/lead-store.ts';
import { noMailAccess, type MailAccess } from '../mailboxes/mail-access.ts';
import { createMailboxSecrets } from '../mailboxes/mailbox-secrets.ts';
import { createRecordStore } from '../records/record-store.ts';
import { createSecretStore } from '../rights/secret-store.ts';
import { createSequenceStopStore } from '../routing/sequence-stop-store.ts';
import { openOptOut } from '../suppression/open-opt-outs.ts';
import { createSuppressionStore } from '../suppression/suppression-store.ts';
import { openUnsubscribe, type UnsubscribeLinks } from '../suppression/unsubscribe-links.ts';
import { createEffectStore } from './effect-store.ts';
import type { EffectDeps } from './effects.ts';
import { createGuardrailService, type GuardrailService } from './guardrail-service.ts';
import { createGuardrailStore } from './guardrail-store.ts';
import { createInboundService, type InboundService } from './inbound-service.ts';
import { createInboundStore } from './inbound-store.ts';
import { markLate } from './late-marks.ts';
import { createMatchStore } from './match-store.ts';
import { createReadingStore } from './reading-store.ts';

/** What it is built over. */
export interface InboundPlace {
  readonly db: Database;
  readonly handle: DbHandle<CamTables>;
  readonly clock: Clock;
  readonly events: AcquisitionEvents;
  readonly mail: MailAccess | undefined;
  readonly publicUrl: string | null;
  /** See the reader. */
  readonly lookMs?: number;
}

/** What comes in, with the rules that it sets off. */
export interface InboundParts {
  readonly inbound: InboundService;
  readonly guardrails: GuardrailService;
  /** For who corrects a class. */
  readonly effects: EffectDeps;
}

/** Builds everything that comes in, with all stores that it writes. */
export function openInbound({ mail = noMailAccess, publicUrl, lookMs, ...place }: InboundPlace): InboundParts {
  const { db, handle, clock, events } = place;
  const records = createRecordStore({ handle, clock });
  const matches = createMatchStore(handle);
  const effectStore = createEffectStore(handle);
  const guardrails = createGuardrailService({
    ...{ db, clock, records, events, store: createGuardrailStore(handle) },
    markLate: () => markLate({ db, handle, clock, store: effectStore }),
  });
  const effects: EffectDeps = {
    ...{ clock, records, events, matches, store: effectStore, optOut: openOptOut(place) },
    ...{ leads: createLeadStore({ handle, db }), stops: createSequenceStopStore(handle) },
    suppressions: createSuppressionStore(handle),
  };
  let links: Promise<UnsubscribeLinks> | undefined;
  const unsubscribe = () =>
    (links ??= openUnsubscribe({ secrets: createSecretStore(db, handle, clock), publicUrl }).catch((error: unknown) => {
      links = undefined; // a database that was away is asked again
      throw error;
    }));
  const receive = { db, handle, clock, effects, guardrails, matches, unsubscribe, store: createInboundStore(handle) };
  const inbound = createInboundService({
    ...{ receive, readings: createReadingStore(handle), secrets: createMailboxSecrets(mail.vault), door: mail.door },
    ...(lookMs === undefined ? {} : { lookMs }),
  });
  return { inbound, guardrails, effects };
}
