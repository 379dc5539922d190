import type { ReactNode } from 'react';
import { AppLink } from '../page/app-link.tsx';
import { MarkBadge, type Mark } from '../state/mark-badge.tsx';
import { useSurroundings } from '../theme/surroundings.ts';
import classes from './figure.module.css';

interface FigureProps {
  readonly label: string;
  /** Already rounded; numbers are grouped by thousands. `null` reads "not known yet". */
  readonly value: number | string | null;
  readonly unit?: string;
  /** Change against a named period, n, how many are overdue. */
  readonly note?: ReactNode;
  readonly mark?: Mark;
  /** Address of the rows that it counts. */
  readonly href?: string;
  /** Opens those rows when they are on this page. */
  readonly onOpen?: () => void;
}

const grouped = new Intl.NumberFormat('en-GB');

/** A number with its label, its unit, what it is (`[MOCK]`, simulated …), and the rows that it counts one click away. */
export function Figure({ label, value, unit, note, mark, href, onOpen }: FigureProps): ReactNode {
  const { mock } = useSurroundings();
  const number = value === null ? 'not known yet' : typeof value === 'number' ? grouped.format(value) : value;
  const name = `${label}: ${unit ? `${number} ${unit}` : number}. Show the rows`;
  const words = (
    <>
      {number}
      {unit ? <span className={classes['unit']}> {unit}</span> : null}
    </>
  );
  return (
    <div className={classes['figure']} role="group" aria-label={label}>
      <span className={classes['label']}>
        {label} {mark && mark !== 'mock' ? <MarkBadge mark={mark} /> : null}
        {mock || mark === 'mock' ? <MarkBadge mark="mock" /> : null}
      </span>
      <span className={classes['value']} data-missing={value === null || undefined}>
        {href ? (
          <AppLink href={href} aria-label={name}>
            {words}
          </AppLink>
        ) : onOpen ? (
          <button type="button" className={classes['open']} aria-label={name} onClick={onOpen}>
            {words}
          </button>
        ) : (
          words
        )}
      </span>
      {note === undefined ? null : <span className={classes['note']}>{note}</span>}
    </div>
  );
}

/** Figures side by side in one frame; they wrap below each other when narrow. */
export function FigureRow({ children }: { readonly children: ReactNode }): ReactNode {
  return <div className={classes['row']}>{children}</div>;
}
