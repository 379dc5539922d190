import { createHash } from 'node:crypto';
import { conflict, forbidden, newId, unavailable, type Clock, type Refusal } from '@aicmo/core-kernel';
import type { Database } from '@aicmo/core-db';
import type { ControlFlags } from '../flags/control-flags.ts';
import type { EgressLedger } from './egress-ledger.ts';
import { holdOf } from './egress-rules.ts';

/** One question to a language model that wants to leave. */
export interface Ask {
  /** The host that is asked: no other can be reached with its permission. */
  readonly destination: string;
  /** Who asks whom and what for, in one line for the ledger. */
  readonly summary: string;
  /** The bytes that would leave: their SHA-256 is kept, the words are not. */
  readonly body: string;
  readonly subjectRef: string;
}

/** The permission to ask, good for one question with its retries. */
export interface AskPassage {
  /**
   * The way to the socket. Looks at the flags before each request. Rejects with `unavailable` (`door-held`) once the
   * house is held, `forbidden` (`door-other-host`) for another host, `conflict` (`door-settled`) after `settle`.
   */
  readonly fetch: (input: string | URL | Request, init?: RequestInit) => Promise<Response>;
  /** What became of it. The first call counts. */
  settle(outcome: 'ANSWERED' | 'FAILED', reasons: readonly string[]): Promise<void>;
}

export type AskResult =
  { readonly ok: true; readonly passage: AskPassage } | { readonly ok: false; readonly refusals: readonly Refusal[] };

interface AskDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly flags: ControlFlags;
  readonly ledger: EgressLedger;
  readonly demo: boolean;
}

const demoRefusal: Refusal = {
  code: 'door-demo',
  text: 'This is demonstration data, so nobody outside is asked.',
  liftedBy: 'person',
};

/** Decides with the flags as they stand inside the transaction that writes the row. */
export async function askOutside({ db, clock, flags, ledger, demo }: AskDeps, ask: Ask): Promise<AskResult> {
  const id = newId(clock);
  const refusal = await db.transaction(async (tx) => {
    const held = holdOf(await flags.read(tx)) ?? (demo ? demoRefusal : undefined);
    await ledger.add(tx, {
      ...{ id, kind: 'ask', mode: 'LIVE', outcome: held ? 'REFUSED' : 'RESERVED', at: clock.now() },
      ...{ destination: ask.destination, summary: ask.summary, subjectRef: ask.subjectRef, body: '' },
      bodyHash: createHash('sha256').update(ask.body, 'utf8').digest('hex'),
      reasons: held ? [held.text] : [],
    });
    return held;
  });
  if (refusal) return { ok: false, refusals: [refusal] };
  let isSettled = false;
  const passage: AskPassage = {
    fetch: async (input, init) => {
      if (isSettled) throw conflict({ code: 'door-settled', message: 'This question is over. Ask the door again.' });
      const { host } = new URL(input instanceof Request ? input.url : input);
      if (host !== ask.destination) throw otherHost(host, ask.destination);
      const held = holdOf(await flags.read());
      if (held) throw unavailable({ code: 'door-held', message: `${held.text} The question was not sent.` });
      return fetch(input, { ...init, redirect: 'manual' });
    },
    settle: async (outcome, reasons) => {
      if (isSettled) return;
      isSettled = true;
      await ledger.settle(id, outcome, reasons, clock.now());
    },
  };
  return { ok: true, passage };
}

const otherHost = (found: string, expected: string) =>
  forbidden({
    code: 'door-other-host',
    message: `The permission is for ${expected}, and the question wanted to go to ${found}. Nothing was sent.`,
  });
