// Clients and campaigns
export { BrandKit, Client, NewClient } from './client.ts';
export { anyCustomer, defaultLimits } from './campaign.ts';
export { Campaign, CampaignDraft, CampaignLimits, CampaignMode, CampaignStatus } from './campaign.ts';
export { Channel, CompanySize, IdealCustomer } from './campaign.ts';
export { SendingReason, explainSending } from './sending-reason.ts';
export type { SendingFacts } from './sending-reason.ts';
// Leads
export { Consent, EmailCheck, Factor, Grade, Lead, LeadScore, LeadState, Signal, Tier } from './lead.ts';
export { EnrolmentStatus, LeadEnrolment, StoryEntry } from './lead.ts';
export { legalLeadMoves } from './lead-moves.ts';
export { LeadCounts, LeadFilter, LeadOrder, LeadPage, LeadSort } from './lead-list.ts';
// Scoring, and passes over many leads
export { RulesProblem, RulesVersion, ScoringPreview, ScoringRules, ScoringWeights, TierMove } from './scoring.ts';
export { builtInRules, scoreParts } from './scoring.ts';
export { rulesProblems } from './scoring-problems.ts';
export { explainScore } from './explain-score.ts';
export { LeadRun, LeadRunKind } from './lead-run.ts';
export { ConnectorState, FilledField } from './enrichment.ts';
// One lead: its page, what is planned with it, and taking back what was done
export { Appointment, AppointmentDraft, LeadTask, LeadTaskDraft } from './lead-work.ts';
export { LeadEdit } from './lead-edit.ts';
export { LeadSource, LeadStory, StoryLine, StoryPage } from './lead-story.ts';
export { LostReason, lostReasonWords } from './lost-reason.ts';
export { ReviewCounts, ReviewGroup, ReviewItem, ReviewKind, ReviewPage } from './review.ts';
export { UndoOffer } from './undo.ts';
// Many leads
export { BulkAct, BulkResult, BulkTarget } from './bulk-act.ts';
export { NewSavedView, SavedView } from './saved-view.ts';
// Leads that may be one person, and merging them
export { MatchEvidence, MatchFilter, MatchKind, MatchPage, MatchPair } from './match.ts';
export { MatchRun, MatchScope, MatchStatus } from './match.ts';
export { LeadMerge, MergeChoices, MergeField, MergeFieldPreview, MergePreview } from './match.ts';
// Import
export { ColumnGuess, ColumnMapping, ColumnUse, DuplicatePolicy, LeadField } from './lead-import.ts';
export { ImportBatch, ImportPreview, ImportStatus, ImportUndoPlan, ListLook } from './lead-import.ts';
export { MergeConflict, RejectedRow } from './lead-import.ts';
// Those who are never contacted
export { Suppression, SuppressionFilter, SuppressionKind, SuppressionPage } from './suppression.ts';
export { SuppressionListReading, SuppressionListResult } from './suppression.ts';
// The rights of a person, and what people send by forms on the web
export { ConsentEvent, Erasure, PersonExport, PersonHeld } from './rights.ts';
export { RetentionKind, RetentionPreview, RetentionRule, RetentionRun } from './retention.ts';
export { CaptureField, CaptureFieldName, CaptureForm, CaptureFormDraft } from './capture.ts';
export { CaptureStatus, CaptureSubmission, CaptureSubmissionPage, LinkView } from './capture.ts';
// Sequences
export { MessagePreview, Sequence, SequenceEdit, SequenceStep } from './sequence.ts';
export { templateVariables } from './template-variable.ts';
export type { TemplateVariable } from './template-variable.ts';
// Messages and runs
export {
  AttemptFilter,
  AttemptMode,
  AttemptPage,
  AttemptState,
  OutreachAttempt,
  StoredRefusal,
} from './outreach-attempt.ts';
export { OrchestratorRun, RunCounters, RunOutcome, RunStatus } from './orchestrator-run.ts';
export { RunItemOutcome } from './run-item-outcome.ts';
