import { holdOf, type ControlFlagsView } from '@aicmo/core-effects';
import { epochMs, hourMs, parseInstant, type Instant } from '@aicmo/core-kernel';
import * as z from 'zod/mini';
import type { Campaign } from '../../contract/campaign.ts';
import type { Client } from '../../contract/client.ts';
import { Consent, EnrolmentStatus, type Lead } from '../../contract/lead.ts';
import { AttemptState, type AttemptMode } from '../../contract/outreach-attempt.ts';
import type { SequenceStep } from '../../contract/sequence.ts';
import type { Suppression } from '../../contract/suppression.ts';
import type { OutreachAttemptRow } from '../db/outreach-tables.ts';
import type { OutreachFacts, SuppressionHit } from './outreach-facts.ts';
import type { OutreachMailbox } from './outreach-mailbox.ts';
import type { LoadedEnrolment } from './outreach-store.ts';
import { localDaysLater, startOfDate, type ZonedWindow } from './send-window.ts';
import type { SlotBook } from './slot-book.ts';

/** After one of these the next step may follow. */
const done: readonly string[] = ['SENT', 'SIMULATED', 'PROOFED', 'CANCELLED', 'BOUNCED'];
const waiting: readonly string[] = ['SCHEDULED', 'BLOCKED', 'RETRY_SCHEDULED'];

/** The step that comes next for an enrolment in one mode, and the attempt that waits for it, if there is one. */
export interface NextStep {
  readonly step: SequenceStep;
  readonly attempt: OutreachAttemptRow | undefined;
  readonly previous: AttemptState | null;
  readonly dueAt: Instant;
}

/** Derived from this mode's own attempts alone (EFFECTS); undefined at the end of the sequence. */
export function nextStepOf(
  { enrolment, attempts }: LoadedEnrolment,
  steps: readonly SequenceStep[],
  zone: string,
): NextStep | undefined {
  const last = attempts.at(-1);
  const attempt = last && waiting.includes(last.status) ? last : undefined;
  const position = attempt?.step ?? (last?.step ?? 0) + 1;
  const step = steps.find((each) => each.position === position);
  if (!step) return undefined;
  const before = attempts.find((each) => each.step === position - 1);
  const startedAt = parseInstant(enrolment.startedAt);
  const dayBefore = steps.find((each) => each.position === position - 1)?.day ?? 0;
  const dueAt =
    before?.settledAt && done.includes(before.status)
      ? localDaysLater(parseInstant(before.settledAt), zone, step.day - dayBefore)
      : step.day === 0
        ? startedAt
        : localDaysLater(startedAt, zone, step.day);
  return { step, attempt, previous: before ? z.parse(AttemptState, before.status) : null, dueAt };
}

/** What the facts of one message are made of. */
export interface FactSources {
  readonly now: Instant;
  readonly mode: AttemptMode;
  readonly flags: ControlFlagsView;
  readonly client: Client;
  readonly campaign: Campaign;
  readonly loaded: LoadedEnrolment;
  readonly lead: Lead;
  readonly next: NextStep;
  readonly suppressions: readonly Suppression[];
  readonly content: OutreachFacts['content'];
  readonly zone: string;
  readonly window: ZonedWindow;
  readonly uses: ReturnType<SlotBook['usesAt']>;
  /** Where it goes on its channel; empty: the lead has no such address. */
  readonly recipient: string;
  readonly mailbox: OutreachMailbox | null;
  readonly firstLook: OutreachFacts['firstLook'];
  /** Whether a message of its channel could really go. */
  readonly configured: boolean;
}

/** Brings together what the gate looks at. */
export function factsOf(sources: FactSources): OutreachFacts {
  const { now, client, campaign, loaded, lead, next, window, uses, mailbox } = sources;
  const opensAt = window.nextOpening(now);
  return {
    ...{ now, mode: sources.mode, hold: holdOf(sources.flags) ?? null, content: sources.content, isHumanReply: false },
    campaign: {
      ...{ name: campaign.name, status: campaign.status, mode: campaign.mode },
      startsAt: campaign.startsOn ? startOfDate(campaign.startsOn, client.timeZone) : null,
      endsAt: campaign.endsOn ? startOfDate(campaign.endsOn, client.timeZone, 1) : null,
    },
    channel: {
      channel: next.step.channel,
      enabled: campaign.channels.includes(next.step.channel),
      configured: sources.configured,
    },
    mailbox: mailbox && {
      ...{ name: mailbox.address, isPaused: mailbox.isPaused, reason: mailbox.reason, isTested: mailbox.isTested },
    },
    firstLook: sources.firstLook,
    lead: {
      name: lead.name,
      recipient: sources.recipient || null,
      consent: z.parse(Consent, lead.consent),
      reviewReason: lead.needsReview ? lead.reviewReason : null,
      addressProblem: next.step.channel === 'email' && lead.emailCheck === 'INVALID' ? lead.emailCheckWhy : null,
    },
    suppressions: sources.suppressions.map((entry) => hitOf(entry)),
    enrolment: {
      status: z.parse(EnrolmentStatus, loaded.enrolment.status),
      reason: loaded.enrolment.statusReason,
      pausedUntil: loaded.enrolment.pausedUntil === null ? null : parseInstant(loaded.enrolment.pausedUntil),
    },
    step: { step: next.step.position, previous: next.previous, dueAt: next.dueAt },
    window: { zone: sources.zone, isOpen: opensAt === now, opensAt },
    ...uses,
    senderDomain: {
      name: mailbox === null ? '' : mailbox.address.slice(mailbox.address.lastIndexOf('@') + 1),
      failingForHours: mailbox?.failingSince
        ? Math.floor((epochMs(now) - epochMs(mailbox.failingSince)) / hourMs)
        : null,
    },
  };
}

/** An entry of the list as the gate sees it. */
export const hitOf = ({ kind, value, reason, clientId }: Suppression): SuppressionHit => ({
  by: kind === 'email' ? 'address' : kind === 'domain' ? (clientId === null ? 'blocked-domain' : 'domain') : 'identity',
  value,
  reason: reason.replace(/[.\s]+$/, ''),
});
