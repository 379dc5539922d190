import type OpenAI from 'openai';
import type { TokenCount } from '../budget/prices.ts';
import type { LlmSettings } from '../gate/llm-settings.ts';
import type { CallClosing, CallOpening } from '../ports/llm-record.ts';
import type { Failure } from '../provider/failure.ts';
import type { Deadline } from './deadline.ts';

/** One call: one question to one model, with what it takes to get it through. */
export interface Call<Reply> {
  readonly id: string;
  readonly settings: LlmSettings;
  readonly apiKey: string;
  readonly model: string;
  readonly deadline: Deadline;
  /** The request as it goes over the wire, without the key. */
  readonly body: object;
  /** The most that the model may write. */
  readonly mostTokensOut: number;
  readonly opening: Pick<CallOpening, 'questionId' | 'prompt' | 'inputHashes' | 'by' | 'purpose' | 'clientId'>;
  readonly keepContent: boolean;
  /** What a stream has brought so far: it is charged for, also when it breaks off. */
  readonly written?: () => string;
  /** Sends the request once and reads the reply; throws, or gives a failure, for what is none. */
  send(client: OpenAI, signal: AbortSignal): Promise<Answered<Reply> | Failure>;
}

/** A reply, and what is known of its size. */
export interface Answered<Reply> {
  readonly reply: Reply;
  /** As the service counted; null when it did not. */
  readonly usage: TokenCount | null;
  /** What the model wrote, for the estimate and for keeping. */
  readonly written: string;
}

/** What a call came to. */
export type Exchanged<Reply> =
  | { readonly ok: true; readonly callId: string; readonly reply: Reply; readonly closing: CallClosing }
  | { readonly ok: false; readonly failure: Failure };

/** Whether something is a failure and not an answer. */
export const isFailure = (found: object): found is Failure => 'error' in found && 'retry' in found;
