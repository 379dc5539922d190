import type { ColumnMapping, DuplicatePolicy } from '../../contract/lead-import.ts';
import type { ListOptions } from './files/list-file.ts';
import type { FileBytes } from './kept-files.ts';

/** A file: in memory or as a stream, on this machine's disk, or kept before by its key. */
export type FileGiven = { readonly bytes: FileBytes } | { readonly path: string } | { readonly kept: string };

/** A file and what is to be done with it. */
export type ImportInput = FileGiven &
  ListOptions & {
    readonly clientId: string;
    /** Null: the leads are kept and scored neutrally, and not put in sequence. */
    readonly campaignId: string | null;
    readonly fileName: string;
    /** Missing: as guessed. */
    readonly mapping?: ColumnMapping;
    /** For people who are known already; default `merge`. */
    readonly policy?: DuplicatePolicy;
    /** `full`: nobody waits for the database meanwhile. Default `calm`. */
    readonly pace?: 'calm' | 'full';
  };

/** A file to be looked at; without a client nobody is known already. */
export type PreviewInput = FileGiven &
  ListOptions & {
    readonly clientId: string | null;
    readonly campaignId: string | null;
    readonly fileName: string;
    readonly mapping?: ColumnMapping;
  };
