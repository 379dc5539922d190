import type { InboxItem } from '@aicmo/cam/contract';
import { useEffect, useRef } from 'react';
import { isTyping } from '../../../components/is-typing.ts';
import { useAct } from './use-act.ts';

const isCovered = (): boolean => document.querySelector('[aria-modal="true"], [aria-expanded="true"]') !== null;

/** j and k go through the conversations, r answers the open one, e says that it needs no answer, s puts it off till tomorrow. */
export function useInboxKeys(
  items: readonly InboxItem[],
  open: string | null,
  setOpen: (id: string | null) => void,
): void {
  const act = useAct(items, setOpen);
  const press = useRef<(key: string) => boolean>(() => false);
  useEffect(() => {
    press.current = (key) => {
      const at = items.findIndex(({ id }) => id === open);
      if (key === 'j' || key === 'k') {
        const to = at === -1 ? 0 : Math.max(0, Math.min(at + (key === 'j' ? 1 : -1), items.length - 1));
        const next = items[to];
        if (next) setOpen(next.id);
        return true;
      }
      if (open === null) return false;
      if (key === 'e') act.outcome(open, 'NOTHING');
      else if (key === 's') act.later(open, 1);
      else if (key === 'r') document.querySelector<HTMLElement>('[data-answer]')?.focus();
      else if (key === 'Escape') setOpen(null);
      else return false;
      return true;
    };
  });
  useEffect(() => {
    // Looked at on the way down: on the way up, an Escape has closed what lay above.
    let wasCovered = false;
    const onWayDown = (): void => {
      wasCovered = isCovered();
    };
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey) return;
      if (isTyping(event.target) || wasCovered) return;
      if (press.current(event.key)) event.preventDefault();
    };
    window.addEventListener('keydown', onWayDown, true);
    window.addEventListener('keydown', onKey);
    return () => {
      window.removeEventListener('keydown', onWayDown, true);
      window.removeEventListener('keydown', onKey);
    };
  }, []);
}
