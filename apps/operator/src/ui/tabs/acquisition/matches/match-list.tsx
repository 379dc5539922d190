import type { MatchPair } from '@aicmo/cam/contract';
import { StateBadge } from '@aicmo/ui';
import { useEffect, useRef, type ReactNode } from 'react';
import { evidenceWords, kindWords, sureWord } from './match-words.ts';
import classes from './matches.module.css';
import { isTyping } from '../../../components/is-typing.ts';

interface MatchListProps {
  readonly pairs: readonly MatchPair[];
  readonly openId: string | null;
  readonly onOpen: (matchId: string) => void;
}

/** The pairs, each with both names, what speaks for it, and how surely. The keys j and k move. */
export function MatchList({ pairs, openId, onOpen }: MatchListProps): ReactNode {
  const list = useRef<HTMLUListElement>(null);
  useMoveKeys(pairs, openId, onOpen);
  useEffect(() => {
    list.current?.querySelector('[data-open]')?.scrollIntoView({ block: 'nearest' });
  }, [openId]);
  return (
    <ul ref={list} className={classes['list']} aria-label="Pairs that may be one person">
      {pairs.map((pair) => (
        <li key={pair.id} data-open={pair.id === openId || undefined}>
          <button
            type="button"
            className={classes['pair']}
            aria-current={pair.id === openId || undefined}
            onClick={() => onOpen(pair.id)}
          >
            <span className={classes['names']}>
              <bdi>{pair.left.name}</bdi>
              <bdi>{pair.right.name}</bdi>
            </span>
            <Sureness pair={pair} />
            <span className={classes['why']}>{aboutPair(pair)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

/** Their companies, which tell pairs of one name apart, and what speaks for the pair. */
function aboutPair({ left, right, kind, evidence }: MatchPair): string {
  const companies = new Set([left.company, right.company].filter((company) => company !== ''));
  return [[...companies].join(' and '), kindWords[kind] ?? evidenceWords(evidence).pro]
    .filter((part) => part !== '')
    .join(' · ');
}

/** How sure the search is of a pair. */
export function Sureness({ pair }: { readonly pair: Pick<MatchPair, 'sureness'> }): ReactNode {
  const { word, tone } = sureWord(pair.sureness);
  return <StateBadge tone={tone}>{word}</StateBadge>;
}

function useMoveKeys(pairs: readonly MatchPair[], openId: string | null, onOpen: (matchId: string) => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const step = { j: 1, k: -1 }[event.key];
      if (step === undefined || event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target)) return;
      if (event.defaultPrevented || document.querySelector('[aria-modal="true"]') !== null) return;
      const at = pairs.findIndex(({ id }) => id === openId);
      const next = pairs[Math.max(0, Math.min(pairs.length - 1, at + step))];
      if (!next) return;
      event.preventDefault();
      onOpen(next.id);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [pairs, openId, onOpen]);
}
