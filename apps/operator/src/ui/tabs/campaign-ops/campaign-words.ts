import type { AttemptState, Campaign, CampaignStatus, OutreachAttempt, RunStatus } from '@aicmo/cam/contract';
import type { Mark, Tone } from '@aicmo/ui';
import { screenWord } from '../../words.ts';

/** How a campaign's state looks. */
export const campaignTone: Readonly<Record<CampaignStatus, Tone>> = {
  DRAFT: 'neutral',
  ACTIVE: 'good',
  PAUSED: 'warn',
  COMPLETED: 'info',
  ARCHIVED: 'neutral',
};

/** How a run's state looks. */
export const runTone: Readonly<Record<RunStatus, Tone>> = {
  CLAIMED: 'info',
  RUNNING: 'info',
  COMPLETED: 'good',
  STOPPED: 'warn',
  FAILED: 'bad',
};

const runWords: Readonly<Record<RunStatus, string>> = {
  CLAIMED: 'Starting',
  RUNNING: 'Running',
  COMPLETED: 'Completed',
  STOPPED: 'Stopped',
  FAILED: 'Failed',
};
export const runWord = (status: RunStatus): string => runWords[status];

/** How a message's state looks, and what it is called where messages are listed. */
export function messageState(state: AttemptState): { readonly tone: Tone; readonly word: string } {
  if (state === 'SCHEDULED' || state === 'CANCELLED') return { tone: 'neutral', word: screenWord(state) };
  if (state === 'BLOCKED' || state === 'FAILED') return { tone: 'bad', word: screenWord(state) };
  if (state === 'SIMULATED' || state === 'PROOFED') return { tone: 'info', word: screenWord(state) };
  // As in the choice above the table; what it means stands in full where the message is open.
  if (state === 'UNCERTAIN') return { tone: 'warn', word: 'Uncertain' };
  return { tone: state === 'SENT' ? 'good' : 'warn', word: screenWord(state) };
}

/** What a figure or a row of this mode is marked with. */
export function markOf(mode: OutreachAttempt['mode']): Mark | undefined {
  if (mode === 'SIMULATION') return 'simulated';
  return mode === 'PROOF' ? 'proof' : undefined;
}

/** "from 1 March 2026", "until 30 April 2026", "1 March 2026 – 30 April 2026", "no dates". */
export function datesOf({ startsOn, endsOn }: Pick<Campaign, 'startsOn' | 'endsOn'>): string {
  if (startsOn !== null && endsOn !== null) return `${dateWords(startsOn)} – ${dateWords(endsOn)}`;
  if (startsOn !== null) return `from ${dateWords(startsOn)}`;
  return endsOn === null ? 'no dates' : `until ${dateWords(endsOn)}`;
}

const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
const dateWords = (date: string): string => day.format(new Date(`${date}T00:00:00Z`));

/** `Europe/Berlin` as people say it. */
export const zoneWords = (zone: string): string => zone.replaceAll('_', ' ');
