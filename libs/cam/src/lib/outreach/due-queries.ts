import type { DbHandle } from '@aicmo/core-db';
import { parseInstant, type Instant } from '@aicmo/core-kernel';
import type { AttemptMode } from '../../contract/outreach-attempt.ts';
import type { CamTables } from '../db/cam-tables.ts';

/** The column of an enrolment that says when it is due in a mode. */
export const dueColumn = { SIMULATION: 'dueSimulation', PROOF: 'dueProof', LIVE: 'dueLive' } as const;

/** Instead of a moment: a person has to read the message first; asked again when no first message waits any more. */
export const lookDue = '9999-12-29T00:00:00.000Z';
/** Instead of a moment: waits for a person, and is asked again by each run. */
export const blockedDue = '9999-12-30T00:00:00.000Z';
/** Instead of a moment: nothing is left to do for this enrolment in this mode. */
export const neverDue = '9999-12-31T00:00:00.000Z';
/** Instead of a moment: the enrolment has ended, and what waited for it is cancelled. */
export const endedDue = '9999-12-31T12:00:00.000Z';

/** Counting what is due stops here: nobody needs to know more, and a tick stays as quick with a million leads. */
const countedUpTo = 10_000;

/**
 * First messages that a campaign plans ahead. Further ones are taken up as places become free: a plan for years would be
 * made anew at each message and be wrong at the first answer.
 */
const plannedAhead = 500;

/** Which enrolments are looked for. */
export interface DueSearch {
  readonly campaignId: string;
  readonly mode: AttemptMode;
  readonly now: Instant;
  /** At most so many that nobody has looked at yet; fewer when the plan ahead is full. */
  readonly limit: number;
  /** Whether to ask again those that wait until a person has read the first messages. */
  readonly withLooks: boolean;
  /** Whether to ask again what else waits for a person. */
  readonly withBlocked: boolean;
}

/** The search for enrolments that are due: each question is a range of one index, however many leads there are. */
export interface DueQueries {
  /** Ids in the order in which they are served: follow-ups, then first messages that had a place, then new ones by score. */
  due(search: DueSearch): Promise<readonly string[]>;
  /**
   * How many are due now, those whose pause is over among them, and how many wait for a person; each counted up to
   * 10,000. New ones count as far as the plan ahead has room for them.
   */
  countDue(
    campaignId: string,
    mode: AttemptMode,
    now: Instant,
  ): Promise<{ readonly due: number; readonly blocked: number }>;
  /** When the next one is due or its pause over, if any is. */
  nextDue(campaignId: string, mode: AttemptMode): Promise<Instant | null>;
}

/** After one of these the step counts as done. */
const done = ['SENT', 'SIMULATED', 'PROOFED', 'CANCELLED', 'BOUNCED'];

/** Opens the search. */
export function dueQueries(handle: DbHandle<CamTables>, ahead = plannedAhead): DueQueries {
  const inState = (campaignId: string, status: string) =>
    handle.in().selectFrom('camEnrolment as e').where('e.campaignId', '=', campaignId).where('e.status', '=', status);
  const active = (campaignId: string) => inState(campaignId, 'ACTIVE');
  /** With what became of their first message. */
  const waitingIn = (mode: AttemptMode, query: ReturnType<typeof active>) =>
    query
      .leftJoin('camOutreachAttempt as first', (join) =>
        join.onRef('first.enrolmentId', '=', 'e.id').on('first.mode', '=', mode).on('first.step', '=', 1),
      )
      .select(['e.id', 'first.status'])
      .orderBy(`e.${dueColumn[mode]}`)
      .orderBy('e.rank')
      .orderBy('e.id')
      .execute();
  return {
    due: async ({ campaignId, mode, now, limit, withLooks, withBlocked }) => {
      const column = `e.${dueColumn[mode]}` as const;
      const waiting = await waitingIn(mode, active(campaignId).where(column, '<=', now));
      for (const marker of [...(withLooks ? [lookDue] : []), ...(withBlocked ? [blockedDue] : [])])
        waiting.push(...(await waitingIn(mode, active(campaignId).where(column, '=', marker))));
      const isFollowUp = ({ status }: { readonly status: string | null }) => status !== null && done.includes(status);
      const room = Math.min(limit, await roomAhead(handle, campaignId, mode, ahead));
      // In the index's own order, so that the first ones are read and no others.
      const fresh = await active(campaignId)
        .where(column, 'is', null)
        .select('e.id')
        .orderBy(column)
        .orderBy('e.rank')
        .orderBy('e.id')
        .limit(room)
        .execute();
      const ordered = [...waiting.filter(isFollowUp), ...waiting.filter((row) => !isFollowUp(row)), ...fresh];
      return ordered.map(({ id }) => id);
    },
    countDue: async (campaignId, mode, now) => {
      const column = `e.${dueColumn[mode]}` as const;
      const count = async (query: ReturnType<typeof active>): Promise<number> => {
        const some = query.select('e.id').limit(countedUpTo).as('some');
        const counted = handle.in().selectFrom(some);
        return Number((await counted.select(({ fn }) => fn.countAll().as('count')).executeTakeFirst())?.count ?? 0);
      };
      return {
        due:
          (await count(active(campaignId).where(column, '<=', now))) +
          Math.min(
            await count(active(campaignId).where(column, 'is', null)),
            await roomAhead(handle, campaignId, mode, ahead),
          ) +
          (await count(inState(campaignId, 'PAUSED').where('e.pausedUntil', '<=', now))),
        blocked: await count(active(campaignId).where(column, 'in', [lookDue, blockedDue])),
      };
    },
    nextDue: async (campaignId, mode) => {
      const column = `e.${dueColumn[mode]}` as const;
      const planned = await active(campaignId)
        .where(column, '<', lookDue)
        .select(`${column} as at`)
        .orderBy(column)
        .limit(1)
        .executeTakeFirst();
      const room = await roomAhead(handle, campaignId, mode, ahead);
      const fresh = await active(campaignId)
        .where(column, 'is', null)
        .select('e.startedAt as at')
        .orderBy(column)
        .orderBy('e.rank')
        .orderBy('e.id')
        .limit(Math.min(1, room))
        .executeTakeFirst();
      const woken = await inState(campaignId, 'PAUSED')
        .select(({ fn }) => fn.min('e.pausedUntil').as('at'))
        .executeTakeFirst();
      const moments = [planned?.at, fresh?.at, woken?.at].filter((at) => typeof at === 'string');
      return moments.length === 0 ? null : parseInstant(moments.reduce((one, other) => (one < other ? one : other)));
    },
  };
}

/** How many more first messages may be planned: those that have a place or wait for their reader count. */
async function roomAhead(
  handle: DbHandle<CamTables>,
  campaignId: string,
  mode: AttemptMode,
  ahead: number,
): Promise<number> {
  const planned = await handle
    .in()
    .selectFrom('camOutreachAttempt')
    .select('id')
    .where('campaignId', '=', campaignId)
    .where('mode', '=', mode)
    .where('status', '=', 'SCHEDULED')
    .where('step', '=', 1)
    .limit(ahead)
    .execute();
  const unread = await handle
    .in()
    .selectFrom('camEnrolment')
    .select('id')
    .where('campaignId', '=', campaignId)
    .where('status', '=', 'ACTIVE')
    .where(dueColumn[mode], '=', lookDue)
    .limit(ahead)
    .execute();
  return Math.max(0, ahead - planned.length - unread.length);
}
