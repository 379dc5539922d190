import type { Instant } from '@aicmo/core-kernel';
import type { ReactNode } from 'react';
import type { Tone } from '../state/state-badge.tsx';
import { RelativeTime } from '../time/relative-time.tsx';
import classes from './story.module.css';

/** One line of a record's story. */
export interface StoryEntry {
  readonly at: Instant;
  /** The person or the part of the engine that did it. */
  readonly who?: string;
  readonly what: ReactNode;
  readonly why?: ReactNode;
  /** Colours the dot of what needs an eye. Default neutral. */
  readonly tone?: Tone;
}

/** What happened to a record, newest first whatever order it comes in. */
export function Story({ entries }: { readonly entries: readonly StoryEntry[] }): ReactNode {
  const newestFirst = entries.toSorted((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
  return (
    <ol className={classes['story']} aria-label="Story">
      {newestFirst.map((entry, index) => (
        <li key={`${entry.at}-${index}`} className={classes['entry']} data-tone={entry.tone ?? 'neutral'}>
          <div className={classes['what']}>{entry.what}</div>
          <div className={classes['how']}>
            <RelativeTime at={entry.at} />
            {entry.who ? ` · ${entry.who}` : null}
            {entry.why === undefined ? null : <> · {entry.why}</>}
          </div>
        </li>
      ))}
    </ol>
  );
}
