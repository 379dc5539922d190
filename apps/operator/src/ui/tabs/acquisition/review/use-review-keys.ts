import type { ReviewItem } from '@aicmo/cam/contract';
import { useEffect, useRef } from 'react';
import { isTyping } from '../../../components/is-typing.ts';

/** What a key says to the lead that has the focus. */
type Answer = 'looked-at' | 'tomorrow';

const isCovered = (): boolean => document.querySelector('[aria-modal="true"], [aria-expanded="true"]') !== null;

/** j and k move through the queue, d and s answer the lead that has the focus; Enter opens it, as it does any button. */
export function useReviewKeys(
  list: { readonly current: HTMLUListElement | null },
  items: readonly ReviewItem[],
  onAnswer: (leadId: string, answer: Answer) => void,
): void {
  const answer = useRef(onAnswer);
  useEffect(() => {
    answer.current = onAnswer;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey) return;
      if (isTyping(event.target) || isCovered()) return;
      const leads = [...(list.current?.querySelectorAll<HTMLElement>('[data-review-lead]') ?? [])];
      const row = document.activeElement?.closest('li');
      const at = leads.findIndex((lead) => row?.contains(lead));
      if (event.key === 'j' || event.key === 'k') {
        const to = at === -1 ? 0 : at + (event.key === 'j' ? 1 : -1);
        leads[Math.max(0, Math.min(to, leads.length - 1))]?.focus();
        event.preventDefault();
        return;
      }
      const leadId = leads[at]?.dataset['reviewLead'];
      if (leadId === undefined || (event.key !== 'd' && event.key !== 's')) return;
      answer.current(leadId, event.key === 'd' ? 'looked-at' : 'tomorrow');
      event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [list, items]);
}
