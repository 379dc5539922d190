import { epochMs, hourMs, type Instant } from '@aicmo/core-kernel';
import { beatMs, type SignOfLife } from './heartbeats.ts';

/** So many beats may be missing: a busy machine, a slow disk. */
const silentMs = 4 * beatMs;

/** How the workers of one database are. */
export type WorkersState =
  /** None was started, or all ended in good order. */
  | { readonly state: 'none' }
  | { readonly state: 'alive'; readonly alive: readonly SignOfLife[] }
  /** Its process is there, or on another machine, and says nothing: it hangs, or the machine slept. */
  | { readonly state: 'silent' | 'dead'; readonly newest: SignOfLife };

/** One that beats is enough: it makes up for those that died. */
export function judgeWorkers(signs: readonly SignOfLife[], now: Instant): WorkersState {
  const alive = signs.filter((sign) => sign.process !== 'gone' && Math.abs(ageMs(sign, now)) <= silentMs);
  if (alive.length > 0) return { state: 'alive', alive };
  const [newest] = signs;
  if (newest === undefined) return { state: 'none' };
  const silent = signs.find((sign) => sign.process !== 'gone' && ageMs(sign, now) <= hourMs);
  return silent === undefined ? { state: 'dead', newest } : { state: 'silent', newest: silent };
}

/** After an hour another program may have its number. */
const ageMs = ({ beatAt }: SignOfLife, now: Instant): number => epochMs(now) - epochMs(beatAt);
