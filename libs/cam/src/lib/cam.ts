import type { Database } from '@aicmo/core-db';
import type { ControlFlags } from '@aicmo/core-effects';
import { internal, type Clock } from '@aicmo/core-kernel';
import type { BulkService } from './bulk/bulk-service.ts';
import type { CampaignService } from './campaigns/campaign-service.ts';
import type { CaptureService } from './capture/capture-service.ts';
import type { ConfirmationMessages } from './capture/confirmation-messages.ts';
import type { FormService } from './capture/form-service.ts';
import type { ClientService } from './clients/client-service.ts';
import type { EnrichmentService } from './enrichment/enrichment-service.ts';
import type { OutsideAccess } from './enrichment/open-enrichment.ts';
import type { AcquisitionEvents } from './events/acquisition-events.ts';
import type { LeadExport } from './export/lead-export.ts';
import type { ImportService } from './import/import-service.ts';
import type { InboxService } from './inbox/inbox-service.ts';
import type { GuardrailService } from './inbound/guardrail-service.ts';
import type { InboundService } from './inbound/inbound-service.ts';
import type { Identity } from './identity/open-identity.ts';
import { legalLeadMoves } from '../contract/lead-moves.ts';
import type { LeadPage } from './lead-story/open-lead-page.ts';
import type { LeadService } from './leads/lead-service.ts';
import type { LeadRuns } from './lead-runs/lead-runs.ts';
import type { MailAccess } from './mailboxes/mail-access.ts';
import type { MailboxService } from './mailboxes/mailbox-service.ts';
import type { ByHandService } from './by-hand/by-hand-service.ts';
import type { FirstMessagesService } from './first-messages/first-messages-service.ts';
import type { MessageService } from './outreach/message-service.ts';
import type { RetentionService } from './retention/retention-service.ts';
import type { RightsService } from './rights/rights-service.ts';
import type { EnrolmentService } from './routing/enrolment-service.ts';
import type { ScoringService } from './scoring/scoring-service.ts';
import type { SendingService } from './sending/sending-service.ts';
import type { SequenceService } from './sequences/sequence-service.ts';
import type { GoLiveService } from './going-live/go-live-service.ts';
import type { OptOutService } from './suppression/opt-out-service.ts';
import type { SuppressionService } from './suppression/suppression-service.ts';
import type { UndoService } from './undo/undo-service.ts';
import type { ViewService } from './views/view-service.ts';

/** Clients, campaigns and leads: everything up to the first message. */
export interface Cam extends Omit<LeadPage, 'undoers'>, Omit<Identity, 'undoers'> {
  readonly clients: ClientService;
  readonly campaigns: CampaignService;
  readonly leads: LeadService;
  /** Acts on many leads at once. */
  readonly bulk: BulkService;
  readonly leadExport: LeadExport;
  /** Lists of leads that are found again under a name. */
  readonly views: ViewService;
  readonly imports: ImportService;
  readonly suppression: SuppressionService;
  /** What has to be so before a campaign writes to real people, and the act of letting it. */
  readonly goLive: GoLiveService;
  /** Who asked not to be contacted any more, and the page on which they do. */
  readonly optOuts: OptOutService;
  /** What people wrote back, and what is answered. */
  readonly inbox: InboxService;
  readonly enrolments: EnrolmentService;
  readonly sequences: SequenceService;
  readonly messages: MessageService;
  /** What a person reads before a LIVE campaign begins. */
  readonly firstMessages: FirstMessagesService;
  /** Steps that people do, as their tasks tell. */
  readonly byHand: ByHandService;
  readonly scoring: ScoringService;
  readonly leadRuns: LeadRuns;
  readonly enrichment: EnrichmentService;
  readonly undo: UndoService;
  readonly rights: RightsService;
  readonly retention: RetentionService;
  readonly forms: FormService;
  readonly capture: CaptureService;
  /** What leaves, and of what nobody knows whether it did. */
  readonly sending: SendingService;
  /** From which clients write, and where their answers come in. */
  readonly mailboxes: MailboxService;
  /** What comes in: answers, bounces, complaints. */
  readonly inbound: InboundService;
  /** When a campaign pauses by itself. */
  readonly guardrails: GuardrailService;
}

/** What cam needs from outside. */
export interface CamDeps {
  /** With {@link camMigrations} applied. */
  readonly db: Database;
  readonly clock: Clock;
  /** Given, bulk work runs in a thread, which opens the database itself and tells the machine's time. */
  readonly databaseUrl?: string;
  /** Told of what happens to leads, in the same transaction. Nobody by default. */
  readonly events?: AcquisitionEvents;
  /** How name servers and data services are asked. Nobody by default: what could not be asked is unknown. */
  readonly outside?: OutsideAccess;
  /** Where files are kept on their way to becoming leads; missing: in a folder of the machine's. */
  readonly importsFolder?: string;
  /** Asks people by mail whether it was they who sent a form; nothing is asked by default. */
  readonly confirmations?: ConfirmationMessages;
  /** Where people outside reach the public pages; nowhere by default. */
  readonly publicUrl?: string | null;
  /** Whether the house is held and in proof mode; by default nobody can say, and no campaign goes live. */
  readonly flags?: Pick<ControlFlags, 'read'>;
  /** How passwords are kept and mail servers reached; without it, neither is possible. */
  readonly mail?: MailAccess;
}

/**
 * Builds cam. Nothing is read or written until a service is asked, and what a service is made of is loaded then too: at
 * import half of cam would be read from the disk for somebody who may only want to score a lead.
 */
export function createCam(deps: CamDeps): Cam {
  let opened: Promise<Cam> | undefined;
  const open = (): Promise<Cam> =>
    (opened ??= import('./open-cam.ts').then(
      ({ openCam }) => openCam(deps),
      (error: unknown) => {
        opened = undefined; // a repaired file does not need a restart
        throw error;
      },
    ));
  return {
    clients: onFirstCall(async () => (await open()).clients, {}),
    campaigns: onFirstCall(async () => (await open()).campaigns, {}),
    leads: onFirstCall(async () => (await open()).leads, { movesFrom: (state) => legalLeadMoves(state, true) }),
    imports: onFirstCall(async () => (await open()).imports, {
      watch: async function* (batchId, signal) {
        yield* (await open()).imports.watch(batchId, signal);
      },
    }),
    suppression: onFirstCall(async () => (await open()).suppression, {}),
    optOuts: onFirstCall(async () => (await open()).optOuts, {}),
    goLive: onFirstCall(async () => (await open()).goLive, {}),
    inbox: onFirstCall(async () => (await open()).inbox, {}),
    enrolments: onFirstCall(async () => (await open()).enrolments, {}),
    sequences: onFirstCall(async () => (await open()).sequences, {}),
    scoring: onFirstCall(async () => (await open()).scoring, {}),
    enrichment: onFirstCall(async () => (await open()).enrichment, {}),
    leadRuns: onFirstCall(async () => (await open()).leadRuns, {
      watch: async function* (runId, signal) {
        yield* (await open()).leadRuns.watch(runId, signal);
      },
    }),
    messages: onFirstCall(async () => (await open()).messages, {}),
    firstMessages: onFirstCall(async () => (await open()).firstMessages, {}),
    byHand: onFirstCall(async () => (await open()).byHand, {}),
    bulk: onFirstCall(async () => (await open()).bulk, {}),
    leadExport: {
      csv: async function* (filter, order) {
        yield* (await open()).leadExport.csv(filter, order);
      },
    },
    views: onFirstCall(async () => (await open()).views, {}),
    stories: onFirstCall(async () => (await open()).stories, {}),
    leadActs: onFirstCall(async () => (await open()).leadActs, {}),
    notes: onFirstCall(async () => (await open()).notes, {}),
    leadTasks: onFirstCall(async () => (await open()).leadTasks, {}),
    appointments: onFirstCall(async () => (await open()).appointments, {}),
    review: onFirstCall(async () => (await open()).review, {}),
    matches: onFirstCall(async () => (await open()).matches, {}),
    merges: onFirstCall(async () => (await open()).merges, {}),
    matchRuns: onFirstCall(async () => (await open()).matchRuns, {
      watch: async function* (runId, signal) {
        yield* (await open()).matchRuns.watch(runId, signal);
      },
    }),
    undo: onFirstCall(async () => (await open()).undo, {}),
    rights: onFirstCall(async () => (await open()).rights, {}),
    retention: onFirstCall(async () => (await open()).retention, {}),
    forms: onFirstCall(async () => (await open()).forms, {}),
    capture: onFirstCall(async () => (await open()).capture, {}),
    sending: onFirstCall(async () => (await open()).sending, {}),
    mailboxes: onFirstCall(async () => (await open()).mailboxes, {}),
    inbound: onFirstCall(async () => (await open()).inbound, {
      keepReading: (onError) => {
        const begun = open().then(({ inbound }) => inbound.keepReading(onError));
        begun.catch(onError);
        return async () => void (await begun.then((stop) => stop()).catch(() => undefined)); // told already
      },
    }),
    guardrails: onFirstCall(async () => (await open()).guardrails, {}),
  };
}

/** What of a service gives no promise, and so cannot wait for it to be loaded. */
type Immediate<Service> = {
  [Name in keyof Service as Service[Name] extends (...args: never) => Promise<unknown> ? never : Name]: Service[Name];
};

/** A service whose methods load it first; those that cannot wait are given here, and the compiler misses none. */
function onFirstCall<Service extends object>(load: () => Promise<Service>, own: Immediate<Service>): Service {
  // The proxy answers for each of the service's methods: those of `own`, and by `load` all others.
  return new Proxy(own as object as Service, {
    get: (target, name) => {
      if (name === 'then') return undefined; // it is no promise itself
      const method: unknown = Reflect.get(target, name);
      return method ?? (async (...args: readonly unknown[]) => call(await load(), name, args));
    },
  });
}

function call(service: object, name: string | symbol, args: readonly unknown[]): unknown {
  const method: unknown = Reflect.get(service, name);
  if (typeof method === 'function') return Reflect.apply(method, service, [...args]);
  throw internal({ code: 'cam-no-method', message: `Found no method “${String(name)}” on a service of cam.` });
}
