import type { MigrationName } from '../define-migrations.ts';
import type { LockHolder } from './lock-holder.ts';

/** What a bootstrap says while it works, in the order in which it happens. */
export type BootstrapStep =
  /** Somebody else migrates this database; said again when it is another one. */
  | { readonly step: 'waiting'; readonly holder: LockHolder | null; readonly atMostMs: number }
  /** A verified copy of the file stands beside it. */
  | { readonly step: 'backup'; readonly file: string; readonly bytes: number; readonly tookMs: number }
  | ({ readonly step: 'started'; readonly index: number; readonly of: number } & MigrationName)
  /** Done, but only `verified` says that it is committed: a transaction holds many of them. */
  | ({ readonly step: 'applied'; readonly tookMs: number } & MigrationName)
  /** The result was read again through a new connection, and is what was planned. */
  | { readonly step: 'verified'; readonly migrations: number; readonly tables: number };
