/* What the door for browsers gives of outreach, by file. `index.ts` names them again: a door has forty lines. */
export { MessagePreview, Sequence, SequenceEdit, SequenceStep, SequenceVersion, StepVariant } from './sequence.ts';
export { SequenceTrial } from './sequence-trial.ts';
export { LintFinding } from './message-lint.ts';
export { templateVariables } from './template-variable.ts';
export type { TemplateVariable } from './template-variable.ts';
export { AttemptFilter, AttemptMode, AttemptPage, AttemptState, OutreachAttempt } from './outreach-attempt.ts';
export { StoredRefusal } from './outreach-attempt.ts';
export { FirstMessage, FirstMessages } from './first-messages.ts';
export { OrchestratorRun, RunCounters, RunOutcome, RunStatus } from './orchestrator-run.ts';
export { RunItemOutcome } from './run-item-outcome.ts';
export { CampaignSimulation } from './simulation.ts';
export { MailLanguage } from './mail-language.ts';
export { AskedBack } from './opt-out.ts';
export type { UnsubscribeView } from './opt-out.ts';
export { InboundKind, humanKinds } from './inbound.ts';
export { AnswerResult, AnswerState, InboxCounts, InboxDraft, InboxFilter, InboxItem, InboxOutcome } from './inbox.ts';
export { InboxPage, InboxThread, InboxView, ThreadEntry } from './inbox.ts';
export { SendingTry, SentSearch, UncertainMessage } from './sending.ts';
