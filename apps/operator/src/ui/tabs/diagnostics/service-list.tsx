import { StateBadge, type Tone } from '@aicmo/ui';
import { IconAlertTriangle, IconCircleCheck, IconCircleMinus, IconHelpCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { ServiceView } from '../../../contract/diagnostics.contract.ts';
import classes from './diagnostics.module.css';

const states: Readonly<Record<ServiceView['state'], { tone: Tone; word: string; icon: ReactNode; rank: number }>> = {
  failed: { tone: 'bad', word: 'failed', icon: <IconAlertTriangle />, rank: 0 },
  unknown: { tone: 'warn', word: 'unknown', icon: <IconHelpCircle />, rank: 1 },
  ok: { tone: 'good', word: 'works', icon: <IconCircleCheck />, rank: 2 },
  off: { tone: 'neutral', word: 'off', icon: <IconCircleMinus />, rank: 3 },
};

/** Each part of the house, failed ones first: its state, why, and what to type. */
export function ServiceList({ services }: { readonly services: readonly ServiceView[] }): ReactNode {
  const worstFirst = services.toSorted((a, b) => states[a.state].rank - states[b.state].rank);
  return (
    <ul className={classes['services']}>
      {worstFirst.map(({ id, title, state, reason, remedy }) => (
        <li key={id} className={classes['service']}>
          <span className={classes['badge']}>
            <StateBadge tone={states[state].tone} icon={states[state].icon}>
              {states[state].word}
            </StateBadge>
          </span>
          <span className={classes['title']}>{title}</span>
          <span className={classes['reason']}>
            {reason}
            {remedy ? <span className={classes['remedy']}>{remedy}</span> : null}
          </span>
        </li>
      ))}
    </ul>
  );
}
