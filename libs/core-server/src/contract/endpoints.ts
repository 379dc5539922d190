import { internal } from '@aicmo/core-kernel';
import type * as z from 'zod/mini';

/** Any zod schema, whole or mini. */
export type Schema = z.core.$ZodType;

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** One endpoint, as API and browser both know it. */
export interface Endpoint {
  readonly method: HttpMethod;
  /** Below `/api/<id>/`; a part like `:leadId` is a parameter. */
  readonly path: `/api/${string}`;
  /** What it gives, in words; stands in the API's description. */
  readonly summary?: string;
  /** Reads the record of strings behind the `?`. */
  readonly query?: Schema;
  /** A schema for a JSON body, `'bytes'` for a raw upload, `'stream'` for one of any size, which nobody holds whole. */
  readonly body?: Schema | 'bytes' | 'stream';
  /** What comes back as JSON. Without it and without `events`: nothing (204). No transforms: both sides parse it. */
  readonly result?: Schema;
  /** One server-sent event; the answer is then a stream of them. */
  readonly events?: Schema;
  /** The answer is a file to be kept, of any size. */
  readonly file?: true;
}

/** A file as a handler gives it. */
export interface FileAnswer {
  readonly fileName: string;
  readonly contentType: string;
  readonly bytes: Uint8Array | AsyncIterable<Uint8Array>;
}

/** A file as a page has it. */
export interface DownloadedFile {
  readonly fileName: string;
  readonly blob: Blob;
}

/** The endpoints of one part of an API, by the name under which both sides call them. */
export type EndpointTable = Readonly<Record<string, Endpoint>>;

type ParamNames<Path extends string> = Path extends `${infer Head}/${infer Rest}`
  ? ParamNames<Head> | ParamNames<Rest>
  : Path extends `:${infer Name}`
    ? Name
    : never;

/** The parameters that a path names, all text. */
export type ParamsOf<E extends Endpoint> = { readonly [Name in ParamNames<E['path']>]: string };

/**
 * Declares the endpoints of one part. Throws `internal` (code `contract-wrong`) for two endpoints on one method and path,
 * a body on GET, or more than one of result, events and file: mistakes that would otherwise show only at the first call.
 */
export function defineEndpoints<const Table extends EndpointTable>(table: Table): Table {
  const seen = new Map<string, string>();
  for (const [name, endpoint] of Object.entries<Endpoint>(table)) {
    const place = `${endpoint.method} ${endpoint.path.replaceAll(/:[^/]+/g, ':')}`;
    const other = seen.get(place);
    if (other !== undefined) throw wrong(`"${name}" and "${other}" both answer ${place}; give one another path.`);
    if (endpoint.method === 'GET' && endpoint.body !== undefined)
      throw wrong(`"${name}" is a GET with a body; use POST.`);
    const answers = [endpoint.result, endpoint.events, endpoint.file].filter((each) => each !== undefined);
    if (answers.length > 1) throw wrong(`"${name}" has ${answers.length} of result, events and file; keep one.`);
    seen.set(place, name);
  }
  return table;
}

const wrong = (message: string) => internal({ code: 'contract-wrong', message: `Endpoint contract: ${message}` });
