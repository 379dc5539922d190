// Flags
export { createControlFlags } from './lib/flags/control-flags.ts';
export type { ControlFlags, FlagChange } from './lib/flags/control-flags.ts';
export { ControlFlagsView } from './contract/control-flags.ts';
// The door and its ledger
export { createEgressDoor } from './lib/door/egress-door.ts';
export type { Delivery, DeliveryResult, EgressDoor, EgressDoorDeps } from './lib/door/egress-door.ts';
export { holdOf } from './lib/door/egress-rules.ts';
export type { EgressLedger, LedgerFilter, LedgerTry } from './lib/door/egress-ledger.ts';
export type { MailDomain, MailTexts, NameServers } from './lib/door/mail-domain.ts';
export type { OutsideReading } from './lib/door/outside-reader.ts';
export { LedgerEntry } from './contract/ledger-entry.ts';
export type { DeliverySettlement, LostDelivery, Reservation, ReserveResult } from './lib/door/reservations.ts';
export type { MailLine, OpenedMailLine } from './lib/door/mail-passage.ts';
export type { SmtpEnvelope, SmtpOutcome, SmtpSettings, SmtpStage } from './lib/mail/smtp-settings.ts';
export type { ImapMailbox } from './lib/mail/imap-mailbox.ts';
export type { FetchedMail, FolderMark, FolderReading, ImapSettings, MailFolder } from './lib/mail/imap-settings.ts';
export { composeMail } from './lib/mail/compose-mail.ts';
export type { MailDraft } from './lib/mail/compose-mail.ts';
// Secrets
export { createVault } from './lib/vault/vault.ts';
export type { Vault } from './lib/vault/vault.ts';
// Questions to language models
export type { Ask, AskPassage, AskResult } from './lib/door/ask-outside.ts';
export { createAskRecord } from './lib/asks/ask-record.ts';
export type { AskRecord, RecordedAsk } from './lib/asks/ask-record.ts';
// Events
export { createOutbox } from './lib/outbox/outbox.ts';
export type { Outbox, OutboxConsumer, OutboxEvent, OutboxPass } from './lib/outbox/outbox.ts';
// Work
export { createDispatcher } from './lib/dispatcher/create-dispatcher.ts';
export type { ClaimedJob, Dispatcher, Job, Settlement } from './lib/dispatcher/dispatcher.ts';
// Schema and checks
export { coreEffectsMigrations } from './lib/db/migrations/index.ts';
export { effectSentinels } from './lib/sentinels/index.ts';
export type { EffectSentinelDeps } from './lib/sentinels/index.ts';
