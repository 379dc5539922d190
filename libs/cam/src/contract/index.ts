// Clients and campaigns
export { BrandKit, Client, NewClient } from './client.ts';
export { anyCustomer, defaultApproveFirst, defaultLimits, Campaign, CampaignDraft } from './campaign.ts';
export { CampaignLimits, CampaignMode, CampaignStatus, Channel, CompanySize, IdealCustomer } from './campaign.ts';
export { GoLive, GoLiveMessage, SendingReason, WhyCampaign, WhyLead } from './outreach.ts';
// Leads
export { Consent, EmailCheck, Factor, Grade, Lead, LeadScore, LeadState, Signal, Tier } from './lead.ts';
export { EnrolmentStatus, LeadEnrolment, StoryEntry } from './lead.ts';
// Lists, scores, the page of a lead, matches, rights and forms: by file in acquisition.ts
export { Appointment, AppointmentDraft, BulkAct, BulkPass, BulkResult, BulkTarget } from './acquisition.ts';
export { CaptureFieldName, CaptureForm, CaptureFormDraft, CaptureStatus, CaptureSubmission } from './acquisition.ts';
export { CaptureSubmissionPage, ColumnGuess, ColumnMapping, ColumnUse, ConnectorState } from './acquisition.ts';
export { ConsentEvent, DuplicatePolicy, Erasure, FilledField, ImportBatch, ImportPreview } from './acquisition.ts';
export { ImportStatus, ImportUndoPlan, LeadCounts, LeadEdit, LeadField, LeadFilter, LeadMerge } from './acquisition.ts';
export { LeadOrder, LeadPage, LeadRun, LeadRunKind, LeadSort, LeadSource, LeadStory, LeadTask } from './acquisition.ts';
export { LeadTaskDraft, LinkView, ListLook, LostReason, MatchEvidence, MatchFilter, MatchKind } from './acquisition.ts';
export { MatchPage, MatchPair, MatchRun, MatchScope, MatchStatus, MergeChoices, MergeConflict } from './acquisition.ts';
export { MergeField, MergeFieldPreview, MergePreview, NewSavedView, PersonExport, PersonHeld } from './acquisition.ts';
export { RejectedRow, RetentionKind, RetentionPreview, RetentionRule, RetentionRun } from './acquisition.ts';
export { ReviewCounts, ReviewGroup, ReviewItem, ReviewKind, ReviewPage, RulesProblem } from './acquisition.ts';
export { RulesVersion, SavedView, ScoringPreview, ScoringRules, ScoringWeights, StoryLine } from './acquisition.ts';
export { StoryPage, TierMove, UndoOffer, builtInRules, explainScore, legalLeadMoves } from './acquisition.ts';
export { CaptureField, lostReasonWords, rulesProblems, scoreParts } from './acquisition.ts';
// Those who are never contacted
export { Suppression, SuppressionFilter, SuppressionKind, SuppressionPage } from './suppression.ts';
export { SuppressionListReading, SuppressionListResult } from './suppression.ts';
// Sequences, messages and runs: by file in outreach.ts
export { AttemptFilter, AttemptMode, AttemptPage, AttemptState, CampaignSimulation } from './outreach.ts';
export { AnswerResult, AnswerState, InboundKind, InboxCounts, InboxDraft, InboxFilter, InboxItem } from './outreach.ts';
export { InboxOutcome, InboxPage, InboxThread, InboxView, MessagePreview, ThreadEntry } from './outreach.ts';
export { OrchestratorRun, OutreachAttempt, RunCounters, RunItemOutcome, RunOutcome, RunStatus } from './outreach.ts';
export { LintFinding, Sequence, SequenceEdit, SequenceStep, SequenceTrial, SequenceVersion } from './outreach.ts';
export { AskedBack, FirstMessage, FirstMessages, MailLanguage, StepVariant, StoredRefusal } from './outreach.ts';
export { Guardrails, SendingTry, SentSearch, UncertainMessage, humanKinds, templateVariables } from './outreach.ts';
export type { GoLiveCheck, ReasonPlace, TemplateVariable, UnsubscribeView, WhyWay } from './outreach.ts';
// Mailboxes
export { DnsRecord, MailDomainFinding, MailDomainReport } from './mail-domain-report.ts';
export { mailPresets } from './mail-presets.ts';
export { defaultMailboxLimits, mailboxBounds, Mailbox, MailboxDraft } from './mailbox.ts';
export { MailboxPasswords, MailboxTest, MailServer } from './mailbox.ts';
