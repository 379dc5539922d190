import { useEffect, useRef, type ReactNode } from 'react';
import classes from './error-summary.module.css';

/** A field that is wrong: the id of its input, its label and what to do. */
export interface FieldFault {
  readonly inputId: string;
  readonly label: string;
  readonly message: string;
}

interface ErrorSummaryProps {
  readonly title: string;
  readonly faults: readonly FieldFault[];
}

/** Stands above a form that was not taken: it takes the focus, and each line leads to its field. */
export function ErrorSummary({ title, faults }: ErrorSummaryProps): ReactNode {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), [faults]);
  return (
    <div ref={box} role="alert" tabIndex={-1} className={classes['summary']}>
      <p className={classes['title']}>{title}</p>
      <ul className={classes['faults']}>
        {faults.map(({ inputId, label, message }) => (
          <li key={inputId}>
            <a
              href={`#${inputId}`}
              onClick={(event) => {
                event.preventDefault();
                document.getElementById(inputId)?.focus();
              }}
            >
              {label}: {message}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}
