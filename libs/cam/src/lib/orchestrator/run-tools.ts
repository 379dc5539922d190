import { channels, type Channel } from '@aicmo/core-kernel';
import { createCampaignStore, type CampaignStore } from '../campaigns/campaign-store.ts';
import { createClientStore, type ClientStore } from '../clients/client-store.ts';
import type { CamTables } from '../db/cam-tables.ts';
import { createOutreachStore, type OutreachStore } from '../outreach/outreach-store.ts';
import { createMailboxSecrets } from '../mailboxes/mailbox-secrets.ts';
import { noMailAccess } from '../mailboxes/mail-access.ts';
import { noAcquisitionEvents } from '../events/acquisition-events.ts';
import { openMailDesk, type MailDesk } from '../sending/outgoing-mail.ts';
import { openSendingTools, type SendingTools } from '../sending/sending-tools.ts';
import { createErasedKeys } from '../rights/erased-keys.ts';
import { createSecretStore } from '../rights/secret-store.ts';
import { createRecordStore, type RecordStore } from '../records/record-store.ts';
import { createSequenceStore, type SequenceStore } from '../sequences/sequence-store.ts';
import { createSuppressionService, type SuppressionService } from '../suppression/suppression-service.ts';
import { createSuppressionStore } from '../suppression/suppression-store.ts';
import { openUnsubscribe, type UnsubscribeLinks } from '../suppression/unsubscribe-links.ts';
import { openTemplateEngine, type TemplateEngine } from '../templates/template-engine.ts';
import type { OrchestratorDeps } from './orchestrator-deps.ts';
import { createRunStore, type RunStore } from './run-store.ts';

/** Everything that a run works with. */
export interface RunTools extends OrchestratorDeps {
  readonly runs: RunStore;
  readonly campaigns: CampaignStore;
  readonly clients: ClientStore;
  readonly outreach: OutreachStore;
  readonly sequences: SequenceStore;
  readonly suppression: SuppressionService;
  readonly records: RecordStore;
  readonly engine: TemplateEngine;
  /** The ways out that stand in each message. */
  readonly unsubscribe: UnsubscribeLinks;
  /** Makes mails ready to leave. */
  readonly desk: MailDesk;
  /** What is written when one leaves, or does not. */
  readonly sending: SendingTools;
  /** Channels whose steps go to people. Mail is not among them: there the mailbox decides. */
  readonly configured: readonly Channel[];
}

/** Opens the stores and the template engine that runs share. */
export async function openRunTools(deps: OrchestratorDeps): Promise<RunTools> {
  const { db, clock } = deps;
  const handle = db.handle<CamTables>('cam');
  const records = createRecordStore({ handle, clock });
  const secrets = createSecretStore(db, handle, clock);
  return {
    ...deps,
    records,
    runs: createRunStore(handle),
    campaigns: createCampaignStore(handle),
    clients: createClientStore(handle),
    outreach: createOutreachStore(handle),
    sequences: createSequenceStore(handle),
    suppression: createSuppressionService({
      ...{ db, clock, records, store: createSuppressionStore(handle) },
      erasedKeys: createErasedKeys(handle, secrets),
    }),
    engine: await openTemplateEngine(),
    unsubscribe: await openUnsubscribe({ secrets, publicUrl: deps.publicUrl ?? null }),
    desk: openMailDesk({ door: deps.door, secrets: createMailboxSecrets(deps.vault ?? noMailAccess.vault) }),
    configured: deps.tasks ? channels.filter((channel) => channel !== 'email') : [],
    sending: openSendingTools({ db, clock, handle, door: deps.door, events: deps.events ?? noAcquisitionEvents }),
  };
}
