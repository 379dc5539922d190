import type { Platform } from '@aicmo/core-kernel';
import { countPostLength, platformRules, postProblems } from '@aicmo/social/contract';
import type { ReactNode } from 'react';
import classes from './publishing.module.css';

interface LengthMeterProps {
  readonly platform: Platform;
  readonly text: string;
  readonly media: readonly unknown[];
}

const grouped = new Intl.NumberFormat('en-GB');

/** The count that the platform itself would make, and what else it would refuse, while a person types. */
export function LengthMeter({ platform, text, media }: LengthMeterProps): ReactNode {
  const { length, limit, left, unit, fits } = countPostLength(platform, text);
  const { name } = platformRules[platform];
  const problems = postProblems(platform, text, media).filter(
    ({ code }) => code !== 'post-empty' && code !== 'post-too-long',
  );
  const count =
    limit === null
      ? `${grouped.format(length)} ${unit}; ${name} sets no limit.`
      : `${grouped.format(length)} of ${grouped.format(limit)}, as ${name} counts (${unit}).`;
  return (
    <div className={classes['meter']} data-over={!fits || undefined}>
      <p aria-live="polite">
        {count} {fits ? '' : left !== null && left < 0 ? `${grouped.format(-left)} too many.` : 'Too many bytes.'}
      </p>
      {problems.map(({ code, text: sentence }) => (
        <p key={code}>{sentence}</p>
      ))}
    </div>
  );
}
