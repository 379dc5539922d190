import { conflict, epochMs, invalid, minuteMs, parseInstant, type Instant } from '@aicmo/core-kernel';
import type { ColumnMapping, ColumnUse, ImportBatch } from '../../contract/lead-import.ts';
import type { ImportBatchRow } from '../db/cam-tables.ts';
import { isGone } from './runner-mark.ts';

/** A running batch that has not moved for this long was interrupted. */
const interruptedAfterMs = 2 * minuteMs;

/** Whether a batch says that it runs while its process is gone, or nothing has moved it for two minutes. */
export const isInterrupted = (
  batch: Pick<ImportBatchRow, 'status' | 'heartbeatAt' | 'runner'>,
  now: Instant,
): boolean =>
  (batch.status === 'RUNNING' || batch.status === 'UNDOING') &&
  (isGone(batch.runner) || epochMs(now) - epochMs(parseInstant(batch.heartbeatAt)) > interruptedAfterMs);

/** Throws `conflict`: `import-not-ended` (stop it first), `import-undone`. */
export function assertUndoable({ status, fileName }: Pick<ImportBatch, 'status' | 'fileName'>): void {
  if (status === 'UNDONE' || status === 'UNDOING') {
    throw conflict({
      code: 'import-undone',
      message: `The import of “${fileName}” is undone already, or is being undone. Import the file again if you want its leads back.`,
    });
  }
  if (status !== 'RUNNING') return;
  throw conflict({
    code: 'import-not-ended',
    message: `“${fileName}” is still being imported. Stop the import first, then undo it.`,
  });
}

/**
 * What becomes of a file whose bytes were seen before: refused when its leads are here, begun anew when it brought
 * nothing, taken up where it stopped when it did not reach its end.
 * Throws `conflict`: `import-same-file` naming the batch, or `import-running`.
 */
export function decideRepeat(batch: ImportBatchRow, now: Instant): 'restart' | 'resume' {
  if (batch.status === 'RUNNING' && !isInterrupted(batch, now)) {
    throw conflict({
      code: 'import-running',
      message: `“${batch.fileName}” is being imported right now: ${batch.rowsDone} of ${batch.rowsTotal} rows are done. Wait until it ends.`,
      details: { batchId: batch.id },
    });
  }
  if (batch.imported + batch.updated + batch.duplicates === 0) return 'restart';
  if (batch.status !== 'COMPLETED') return 'resume';
  throw conflict({
    code: 'import-same-file',
    message: `This very file was imported as “${batch.fileName}” by ${batch.importedBy} on ${batch.startedAt.slice(0, 10)}: ${batch.imported} leads. Open that import, or choose another file.`,
    details: { batchId: batch.id, fileName: batch.fileName, imported: batch.imported, importedBy: batch.importedBy },
  });
}

const identityFields: readonly ColumnUse[] = ['email', 'linkedin', 'phone'];

/**
 * Throws `invalid` for a mapping that names a column twice or, when it is `whole`, none by which a person is recognised:
 * while somebody is still choosing, a preview shows that every row would be rejected.
 */
export function assertMapping(
  mapping: ColumnMapping,
  header: readonly string[],
  extent: 'whole' | 'partial' = 'whole',
): void {
  const entries = Object.entries(mapping);
  const foreign = entries.find(([index]) => header[Number(index)] === undefined);
  if (foreign) {
    throw invalid({
      code: 'import-mapping-column',
      message: `The file has ${header.length} columns; column ${Number(foreign[0]) + 1} is not one of them. Choose the file again.`,
    });
  }
  const twice = [...Map.groupBy(entries, ([, field]) => field)].find(
    ([use, same]) => use !== 'leave-out' && same.length > 1,
  );
  if (twice) {
    const names = twice[1].map(([index]) => `“${header[Number(index)] ?? ''}”`).join(' and ');
    throw invalid({
      code: 'import-mapping-twice',
      message: `${names} are both chosen for the same place (${twice[0]}). Keep one of them.`,
    });
  }
  if (extent === 'partial' || entries.some(([, field]) => identityFields.includes(field))) return;
  throw invalid({
    code: 'import-mapping-nobody',
    message:
      'No column is chosen for a mail address, a LinkedIn profile or a phone number. Choose at least one, so that people can be recognised.',
  });
}
