import { AppError, toAppError } from '@aicmo/core-kernel';
import { fullName, isSame, type MigrationName } from '../define-migrations.ts';
import type { Attempt } from './change-under-lock.ts';
import type { MigrationStatus } from './read-migration-status.ts';
import { toldBackup } from './report-bootstrap.ts';

/**
 * A failed bootstrap's error, with what is true now: the database is asked again through a new connection, because
 * what a run believes to have applied may have been rolled back. An error before anything was begun stays as it is.
 */
export async function toldFailure(
  error: unknown,
  { todo, backup }: Attempt,
  look: () => Promise<MigrationStatus>,
): Promise<AppError> {
  const failure = toAppError(error);
  if (todo.length === 0) return failure;
  const now = await look().catch(() => null);
  const isIn = (names: readonly MigrationName[], name: MigrationName) => names.some((each) => isSame(each, name));
  const names = (of: (now: MigrationStatus) => readonly MigrationName[]): readonly string[] | null =>
    now && todo.filter((each) => isIn(of(now), each)).map(fullName);
  const applied = names((status) => status.applied);
  const interrupted = names((status) => status.interrupted);
  const told = backup && toldBackup(backup);
  return new AppError(failure.kind, {
    code: failure.code,
    message: [failure.message, whatIsTrue(applied, interrupted), told ? `To go back: ${told.restoreCommand}` : '']
      .filter((each) => each !== '')
      .join(' '),
    cause: failure.cause ?? failure,
    details: {
      ...failure.details,
      applied,
      interrupted,
      notApplied: now && todo.filter((each) => !isIn([...now.applied, ...now.interrupted], each)).map(fullName),
      tables: now?.tables ?? null,
      backup: told,
    },
  });
}

function whatIsTrue(applied: readonly string[] | null, interrupted: readonly string[] | null): string {
  if (!applied || !interrupted) return 'What is applied could not be read. Type: npx aicmo db status';
  const stays =
    applied.length > 0 ? `Applied before it, and still there: ${applied.join(', ')}.` : 'Nothing was applied.';
  return interrupted.length === 0
    ? stays
    : `${applied.length > 0 ? `${stays} ` : ''}Half done: ${interrupted.join(', ')}. Type: npx aicmo db status`;
}
