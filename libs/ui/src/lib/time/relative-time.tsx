import type { Instant } from '@aicmo/core-kernel';
import type { ReactNode } from 'react';
import { useSurroundings } from '../theme/surroundings.ts';
import { absoluteWords, relativeWords } from './relative-words.ts';
import { useNow } from './use-now.ts';
import classes from './relative-time.module.css';

interface RelativeTimeProps {
  readonly at: Instant;
  /** IANA zone of the absolute time on hover. Default: the provider's, else the browser's. */
  readonly zone?: string;
  /** Said instead of "2 d ago" once the time has come: what is still to happen is not "ago". */
  readonly past?: string;
}

/** "12 min ago", with the full time and its zone on hover. */
export function RelativeTime({ at, zone, past }: RelativeTimeProps): ReactNode {
  const surroundings = useSurroundings();
  const now = useNow();
  const writtenZone = zone ?? surroundings.zone;
  return (
    <time className={classes['time']} dateTime={at} title={absoluteWords(at, writtenZone)}>
      {past !== undefined && at <= now ? past : relativeWords(at, now, writtenZone)}
    </time>
  );
}
