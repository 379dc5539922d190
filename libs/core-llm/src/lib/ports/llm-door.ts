import type { Refusal } from '@aicmo/core-kernel';

/** One question that wants to leave the house: an ask, in the words of EFFECTS. */
export interface LlmAsk {
  /** The host that is asked. */
  readonly destination: string;
  /** Who asks whom and what for, in one line for the ledger. */
  readonly summary: string;
  /** The bytes that would leave, for their hash; never with a key in them. */
  readonly body: string;
  /** The call's id, by which the ledger row and the record find each other. */
  readonly subjectRef: string;
}

export type LlmFetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>;

/** The permission to ask, good for one call with its retries. */
export interface LlmPassage {
  /** The only way to the socket. Looks at the flags again before each request, and rejects when the house is held. */
  readonly fetch: LlmFetch;
  /** What became of it: an answer came, or none did. Called once. */
  settle(outcome: 'ANSWERED' | 'FAILED', reasons: readonly string[]): Promise<void>;
}

/** The way out, stated by the one who needs it: the workspace plugs in the egress door, which writes the ledger. */
export interface LlmDoor {
  ask(
    ask: LlmAsk,
  ): Promise<
    { readonly ok: true; readonly passage: LlmPassage } | { readonly ok: false; readonly refusals: readonly Refusal[] }
  >;
}
