import type { InboxItem, InboxOutcome } from '@aicmo/cam/contract';
import { systemClock } from '@aicmo/core-kernel';
import { momentOf, morningAfter } from '../lead/moment-fields.tsx';
import { useInboxActs } from './inbox.queries.ts';

/** Acts on conversations. Whoever goes through many need not wait: the one below is opened at once. */
export function useAct(items: readonly InboxItem[], setOpen: (id: string | null) => void) {
  const acts = useInboxActs();
  const openNext = (id: string): void => {
    const at = items.findIndex((item) => item.id === id);
    setOpen((items[at + 1] ?? items[at - 1])?.id ?? null);
  };
  const isBusy = (id: string): boolean =>
    (acts.outcome.isPending && acts.outcome.variables.id === id) ||
    (acts.later.isPending && acts.later.variables.id === id);
  return {
    isBusy,
    /** `then` is told when it is done. */
    outcome: (id: string, outcome: InboxOutcome, then: () => void = () => undefined): void => {
      if (isBusy(id)) return;
      acts.outcome.mutate({ id, outcome }, { onSuccess: then });
      if (outcome !== 'INTERESTED' && outcome !== 'MEETING') openNext(id);
    },
    later: (id: string, days: number): void => {
      const timeZone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
      const until = momentOf(morningAfter(systemClock.now(), days, timeZone), timeZone);
      if (isBusy(id) || until === undefined) return;
      acts.later.mutate({ id, until, timeZone });
      openNext(id);
    },
    ...{ assign: acts.assign, reopen: acts.reopen, correct: acts.correct },
  };
}
