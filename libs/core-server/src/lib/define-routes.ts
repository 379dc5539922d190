import type * as z from 'zod/mini';
import type { Endpoint, EndpointTable, FileAnswer, ParamsOf, Schema } from '../contract/endpoints.ts';
import type { Log } from './log.ts';

/** The same shape with every list and record read-only, so that a handler may return what it was given. */
export type Readable<T> = T extends string | number | boolean | bigint | null | undefined
  ? T
  : T extends object
    ? { readonly [K in keyof T]: Readable<T[K]> }
    : T;

/** What a handler is given: everything parsed by the contract's schemas already. */
export interface HandlerInput<E extends Endpoint> {
  readonly params: ParamsOf<E>;
  readonly query: E['query'] extends Schema ? z.output<E['query']> : Readonly<Record<string, string>>;
  readonly body: E['body'] extends Schema ? z.output<E['body']> : undefined;
  readonly bytes: E['body'] extends 'bytes' ? Uint8Array<ArrayBuffer> : undefined;
  /** Read it once, to its end. */
  readonly stream: E['body'] extends 'stream' ? AsyncIterable<Uint8Array> : undefined;
  /** Aborted when the caller has gone or the server stops. */
  readonly signal: AbortSignal;
  readonly requestId: string;
  readonly log: Log;
}

/** What a handler gives: the result, nothing where the contract names none, a file, or events one by one. */
export type Handler<E extends Endpoint> = E['events'] extends Schema
  ? (input: HandlerInput<E>) => AsyncIterable<Readable<z.input<E['events']>>>
  : E['file'] extends true
    ? (input: HandlerInput<E>) => Promise<FileAnswer> | FileAnswer
    : E['result'] extends Schema
      ? (input: HandlerInput<E>) => Promise<Readable<z.input<E['result']>>> | Readable<z.input<E['result']>>
      : (input: HandlerInput<E>) => Promise<void> | void;

export type Handlers<Table extends EndpointTable> = { readonly [Name in keyof Table]: Handler<Table[Name]> };

/** A handler without its types: what the server calls after it has parsed the request by the contract. */
export type LooseHandler = (input: LooseHandlerInput) => unknown;
export interface LooseHandlerInput {
  readonly params: Readonly<Record<string, string>>;
  readonly query: unknown;
  readonly body: unknown;
  readonly bytes: Uint8Array<ArrayBuffer> | undefined;
  readonly stream: AsyncIterable<Uint8Array> | undefined;
  readonly signal: AbortSignal;
  readonly requestId: string;
  readonly log: Log;
}

/** A contract with what answers it, waiting for the context (the workspace) that its handlers need. */
export interface RouteModule<Context> {
  readonly contract: EndpointTable;
  open(context: Context): Readonly<Record<string, LooseHandler>>;
}

/** Declares the handlers of a contract: one for each endpoint, typed by it. */
export function defineRoutes<Context, const Table extends EndpointTable>(
  contract: Table,
  open: (context: Context) => Handlers<Table>,
): RouteModule<Context> {
  return {
    contract,
    // The server parses each request by this very contract before it calls, so the loose call has the handler's types.
    open: (context) => open(context) as unknown as Readonly<Record<string, LooseHandler>>,
  };
}
