import { openBulk } from './bulk/open-bulk.ts';
import { createCampaignService } from './campaigns/campaign-service.ts';
import { createCampaignStore } from './campaigns/campaign-store.ts';
import { createClientService } from './clients/client-service.ts';
import { createClientStore } from './clients/client-store.ts';
import type { CamTables } from './db/cam-tables.ts';
import { openEnrichment } from './enrichment/open-enrichment.ts';
import { noAcquisitionEvents } from './events/acquisition-events.ts';
import { createLeadExport } from './export/lead-export.ts';
import { openGoingLive } from './going-live/open-going-live.ts';
import { openImports } from './import/open-imports.ts';
import { openInbound } from './inbound/open-inbound.ts';
import { openInbox } from './inbox/open-inbox.ts';
import { openLeadPage } from './lead-story/open-lead-page.ts';
import { openIdentity } from './identity/open-identity.ts';
import { createLeadService } from './leads/lead-service.ts';
import { createLeadStore } from './leads/lead-store.ts';
import { createAttemptStore } from './outreach/attempt-store.ts';
import { createLeadRunStore } from './lead-runs/lead-run-store.ts';
import { createLeadRuns } from './lead-runs/lead-runs.ts';
import { openByHand } from './by-hand/open-by-hand.ts';
import { openFirstMessages } from './first-messages/open-first-messages.ts';
import { openMailboxes } from './mailboxes/open-mailboxes.ts';
import { createMessageService } from './outreach/message-service.ts';
import { createPreviewSender } from './outreach/preview-sender.ts';
import { createRecordStore } from './records/record-store.ts';
import { openRights, openRightsParts } from './rights/open-rights.ts';
import { noConfirmationMessages } from './capture/confirmation-messages.ts';
import { openCapture } from './capture/open-capture.ts';
import { createEnrolmentService } from './routing/enrolment-service.ts';
import { createEnrolmentStore } from './routing/enrolment-store.ts';
import { openScoring } from './scoring/open-scoring.ts';
import { createRulesStore } from './scoring/rules-store.ts';
import { createScorerSource } from './scoring/scorer-source.ts';
import { groupSources } from './review/group-sources.ts';
import { openSending } from './sending/open-sending.ts';
import { createSequenceStopStore } from './routing/sequence-stop-store.ts';
import { createSequenceService } from './sequences/sequence-service.ts';
import { createSequenceStore } from './sequences/sequence-store.ts';
import { openOptOuts } from './suppression/open-opt-outs.ts';
import { createSuppressionService } from './suppression/suppression-service.ts';
import { createSuppressionStore } from './suppression/suppression-store.ts';
import { createUndoService } from './undo/undo-service.ts';
import { createUndoStore } from './undo/undo-store.ts';
import { createViewService } from './views/view-service.ts';
import type { Cam, CamDeps } from './cam.ts';

/** Builds cam's services and everything behind them; see `createCam`. */
export function openCam({
  db,
  clock,
  events = noAcquisitionEvents,
  confirmations = noConfirmationMessages,
  importsFolder,
  databaseUrl,
  publicUrl = null,
  flags,
  outside,
  mail,
}: CamDeps): Cam {
  const handle = db.handle<CamTables>('cam');
  const records = createRecordStore({ handle, clock });
  const leadStore = createLeadStore({ handle, db });
  const enrolmentStore = createEnrolmentStore(handle);
  const undos = createUndoStore({ handle, clock });
  const parts = openRightsParts(db, handle, clock);
  const base = { db, clock, records, events, undos, ...parts };

  const clients = createClientService({ ...base, store: createClientStore(handle) });
  const campaigns = createCampaignService({ ...base, clients, store: createCampaignStore(handle) });
  const scores = createScorerSource({ rules: createRulesStore(handle), campaigns: createCampaignStore(handle) });
  const suppression = createSuppressionService({ ...base, store: createSuppressionStore(handle) });
  const sequences = createSequenceService({ ...base, store: createSequenceStore(handle) });
  const enrolments = createEnrolmentService({ ...base, scores, sequences, store: enrolmentStore });
  const leadRuns = createLeadRuns({ db, clock, store: createLeadRunStore(handle) });
  const scoring = openScoring({
    ...{ ...base, handle, clients, campaigns, sequences, scores, runs: leadRuns },
    applyCounts: leadStore.applyCounts,
  });
  const enrichment = openEnrichment({
    ...{ ...base, handle, clients, campaigns, scores, runs: leadRuns, leads: leadStore, outside },
  });
  const leads = createLeadService({ ...base, store: leadStore, sequences: createSequenceStopStore(handle) });
  const imports = openImports({ ...base, clients, campaigns, importsFolder, databaseUrl });
  const { forms, capture } = openCapture({
    ...{ ...base, handle, clients, suppression, scores, leads: leadStore },
    ...{ campaigns: createCampaignStore(handle), messages: confirmations },
  });
  const { rights, retention } = openRights({ ...base, handle, suppression, leads: leadStore });
  const mailboxes = openMailboxes({ ...base, handle, clients, mail });
  const messages = createMessageService({
    ...{ clients, campaigns, leads, publicUrl, store: createAttemptStore(handle) },
    sender: createPreviewSender(handle),
  });
  const { undoers: identityUndoers, ...identity } = openIdentity({
    ...{ ...base, handle, databaseUrl, clients, campaigns, enrolments, suppression, scores, leads: leadStore },
  });
  const { undoers, ...page } = openLeadPage({
    ...{ ...base, handle, clients, suppression, scores, leads, leadStore, enrolments: enrolmentStore },
    groupSources: groupSources({ matches: identity.matches, forms }),
  });
  const incoming = openInbound({ ...base, handle, mail, publicUrl });
  const optOuts = openOptOuts({ ...base, handle, clients, publicUrl });
  const { inbox, undoers: inboxUndoers } = openInbox({
    ...{ ...base, handle, clients, suppression, mail, leadStore, optOuts, effects: incoming.effects },
    ...{ leadActs: page.leadActs, leadUndoers: undoers },
  });
  const { bulk, undoers: bulkUndoers } = openBulk({
    ...base,
    handle,
    leads: leadStore,
    enrolments,
    enrichment,
    scoring,
  });
  const undo = createUndoService({
    ...{ db, clock, store: undos },
    undoers: { ...undoers, ...identityUndoers, ...bulkUndoers, ...inboxUndoers },
  });
  return {
    clients,
    campaigns,
    leads,
    bulk,
    leadExport: createLeadExport(leadStore),
    views: createViewService({ handle, clock }),
    imports,
    suppression,
    optOuts,
    inbox,
    enrolments,
    sequences,
    messages,
    firstMessages: openFirstMessages({ ...base, handle, campaigns }),
    byHand: openByHand({ ...base, handle }),
    ...page,
    ...identity,
    undo,
    rights,
    retention,
    forms,
    capture,
    sending: openSending({ ...base, handle, mail }),
    mailboxes,
    goLive: openGoingLive({
      ...{ ...base, handle, clients, campaigns, mailboxes, messages, sequences, publicUrl },
      flags: flags ?? null,
    }),
    inbound: incoming.inbound,
    guardrails: incoming.guardrails,
    scoring,
    leadRuns,
    enrichment,
  };
}
