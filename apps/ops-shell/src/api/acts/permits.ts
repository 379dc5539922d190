import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { epochMs, minuteMs, type Clock } from '@aicmo/core-kernel';

const lastsMs = 30 * minuteMs;

/** What a permit is good for. */
export interface PermitFor {
  /** The address that the form is sent to. */
  readonly action: string;
  /** Whose page it stands on; undefined for a visitor who has not signed in. */
  readonly session: string | undefined;
  /** The plan that the page showed, for an action that is confirmed: another plan needs another permit. */
  readonly plan?: string | undefined;
}

/** Why a permit lets nothing through. `used`: what it allowed has been asked for already. */
export type PermitRefusal = 'missing' | 'forged' | 'late' | 'used';

/** Permits that stand in the forms of our own pages: each lets one action through once. */
export interface Permits {
  issue(what: PermitFor): string;
  /** Undefined when it is good, and used from then on. */
  spend(permit: string | null, what: PermitFor): PermitRefusal | undefined;
}

/**
 * Nothing is kept for a permit that is only shown (any number of pages may be asked for); what is used is kept until it
 * would have ended. The key lives as long as this process.
 */
export function createPermits(clock: Clock): Permits {
  const key = randomBytes(32);
  const used = new Map<string, number>();
  const seal = (nonce: string, until: string, { action, session, plan }: PermitFor) =>
    createHmac('sha256', key)
      .update(JSON.stringify([nonce, until, action, session ?? null, plan ?? null]))
      .digest('base64url');
  const forget = (now: number) => {
    for (const [nonce, until] of used) if (until < now) used.delete(nonce);
  };
  return {
    issue: (what) => {
      const nonce = randomBytes(16).toString('base64url');
      const until = String(epochMs(clock.now()) + lastsMs);
      return `${nonce}.${until}.${seal(nonce, until, what)}`;
    },
    spend: (permit, what) => {
      if (permit === null || permit === '') return 'missing';
      const [nonce = '', until = '', sealed = ''] = permit.split('.');
      const expected = Buffer.from(seal(nonce, until, what));
      const shown = Buffer.from(sealed);
      if (shown.length !== expected.length || !timingSafeEqual(shown, expected)) return 'forged';
      const now = epochMs(clock.now());
      if (Number(until) < now) return 'late';
      if (used.has(nonce)) return 'used';
      forget(now);
      used.set(nonce, Number(until));
      return undefined;
    },
  };
}
