// Building
export { createCam } from './lib/cam.ts';
export type { Cam, CamDeps } from './lib/cam.ts';
export type { AcquisitionEvent, AcquisitionEvents } from './lib/events/acquisition-events.ts';
export { camMigrations } from './lib/db/migrations/index.ts';
export { camSentinels } from './lib/sentinels/index.ts';
// Clients and campaigns
export { Campaign, Channel } from './contract/campaign.ts';
export { Client } from './contract/client.ts';
export type { CampaignService } from './lib/campaigns/campaign-service.ts';
export type { ClientService } from './lib/clients/client-service.ts';
// Leads
export { Lead } from './contract/lead.ts';
export { explainScore } from './contract/explain-score.ts';
export { scoreLead } from './lib/scoring/score-rules.ts';
export type { LeadFacts } from './lib/scoring/lead-facts.ts';
export type { LeadService } from './lib/leads/lead-service.ts';
export type { ConnectorSettings } from './lib/connectors/lead-connector.ts';
// Import
export type { ImportInput, ImportService } from './lib/import/import-service.ts';
// The rights of a person, and forms on the web
export type { ConfirmationMessages } from './lib/capture/confirmation-messages.ts';
// Messages
export { outreachGate } from './lib/outreach/outreach-gate.ts';
export type { OutreachFacts } from './lib/outreach/outreach-facts.ts';
// Replies
export { classifyInboundMail } from './lib/replies/classify-inbound-mail.ts';
export type { InboundMail } from './lib/replies/inbound-mail.ts';
