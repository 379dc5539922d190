import { conflict } from '@aicmo/core-kernel';
import { isSame, type MigrationName } from '../define-migrations.ts';
import type { CompiledMigration } from './compile-migrations.ts';
import type { MigrationDecisions } from './judge-migrations.ts';
import type { MigrationStatus } from './read-migration-status.ts';

/** What a bootstrap has to do to a database. */
export interface MigrationPlan {
  /** In the order of the code. */
  readonly todo: readonly CompiledMigration[];
  /** Interrupted ones among them, which a person wants to run again. */
  readonly again: readonly MigrationName[];
  /** Applied ones whose checksum is to be written. */
  readonly adopt: readonly CompiledMigration[];
}

/** Plans what a status and a person's decisions ask for. Pure. */
export function planMigrations(
  status: MigrationStatus,
  compiled: readonly CompiledMigration[],
  decisions: MigrationDecisions,
): MigrationPlan {
  const again = decisions.retryInterrupted === true ? status.interrupted : [];
  const waiting = [...status.pending, ...again];
  const unwritten = [...status.unchecked, ...(decisions.acceptChanged === true ? status.changed : [])];
  const among = (names: readonly MigrationName[]) =>
    compiled.filter((each) => names.some((name) => isSame(name, each)));
  return { todo: among(waiting), again, adopt: among(unwritten) };
}

/** Whether a plan changes nothing. */
export const isNothing = ({ todo, adopt }: MigrationPlan): boolean => todo.length + adopt.length === 0;

/**
 * Throws `conflict` with the code of what stands in the way, and what to type, in a state in which nothing may be
 * applied. While another process is at it there is nothing to decide yet.
 */
export function refuseState({ state, finding }: Pick<MigrationStatus, 'state' | 'finding'>): void {
  if (!finding || state === 'empty' || state === 'behind' || state === 'running') return;
  const { code, message, remedy } = finding;
  const [command] = remedy.commands;
  throw conflict({
    code,
    message: `${message} ${remedy.text}${command === undefined ? '' : ` Type: ${command}`}`,
    details: { state, remedy },
  });
}
