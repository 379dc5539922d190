import { invalid } from '@aicmo/core-kernel';
import type { GoalKind, GuardrailFigures, GuardrailSettings } from '../../contract/guardrail.ts';

/** What may be set. DOMAIN section 4: every number is a setting with bounds. */
const guardrailBounds = {
  bounceLimit: { from: 0.005, to: 0.1 },
  complaintLimit: { from: 0.0001, to: 0.003 },
  fromSends: { from: 10, to: 1000 },
  goalTarget: { from: 1, to: 100_000 },
} as const;

/** 5 % bounces or 0.10 % complaints over 7 days from 50 messages on; no goal. DOMAIN section 4, "Auto-pause". */
export const defaultGuardrails: GuardrailSettings = {
  ...{ bounceLimit: 0.05, complaintLimit: 0.001, fromSends: 50, goal: null },
};

/** Days over which is counted. */
export const guardrailDays = 7;

/** A campaign that is to stop, and why in one plain sentence. */
export interface GuardrailVerdict {
  readonly kind: 'BOUNCES' | 'COMPLAINTS' | 'GOAL';
  readonly reason: string;
}

const goalWords: Readonly<Record<GoalKind, readonly [string, string]>> = {
  REPLIES: ['reply', 'replies'],
  MEETINGS: ['meeting', 'meetings'],
  CLIENTS: ['new client', 'new clients'],
};

/** Whether a campaign stops by itself; the first rule that says so. */
export function guardrailVerdict(
  { sends, bounces, complaints, reached }: GuardrailFigures,
  { bounceLimit, complaintLimit, fromSends, goal }: GuardrailSettings,
): GuardrailVerdict | null {
  const isEnough = sends >= fromSends;
  if (isEnough && complaints / sends >= complaintLimit) {
    const many = complaints === 1 ? '1 person' : `${complaints} people`;
    const reason = `${many} of ${sends} reported a message as unwanted (${percent(complaints / sends)}; the limit is ${percent(complaintLimit)}).`;
    return { kind: 'COMPLAINTS', reason };
  }
  if (isEnough && bounces / sends >= bounceLimit) {
    const reason = `${bounces} of ${sends} messages came back (${percent(bounces / sends)}; the limit is ${percent(bounceLimit)}).`;
    return { kind: 'BOUNCES', reason };
  }
  if (goal === null || reached < goal.target) return null;
  const [one, many] = goalWords[goal.kind];
  return { kind: 'GOAL', reason: `The goal is met, ${reached} ${reached === 1 ? one : many} of ${goal.target}.` };
}

/** 0.05 → `5 %`, 0.001 → `0.10 %`. */
const percent = (share: number): string => {
  const value = share * 100;
  return `${value >= 1 ? Number(value.toFixed(1)) : value.toFixed(2)} %`;
};

/** Throws `invalid` (`guardrail-…`) for a setting that is out of its bounds. */
export function assertGuardrails({ bounceLimit, complaintLimit, fromSends, goal }: GuardrailSettings): void {
  within('bounceLimit', bounceLimit, 'a share of messages that come back');
  within('complaintLimit', complaintLimit, 'a share of messages that are reported');
  within('fromSends', fromSends, 'a whole number of messages');
  if (goal) within('goalTarget', goal.target, 'a whole number to be reached');
}

function within(field: keyof typeof guardrailBounds, found: number, what: string): void {
  const { from, to } = guardrailBounds[field];
  const isWhole = field === 'fromSends' || field === 'goalTarget';
  if (found >= from && found <= to && (!isWhole || Number.isInteger(found))) return;
  const shown = (value: number) => (isWhole ? String(value) : percent(value));
  throw invalid({
    code: `guardrail-${field.toLowerCase()}`,
    message: `Found ${shown(found)}; expected ${what} from ${shown(from)} to ${shown(to)}.`,
    details: { field },
  });
}
