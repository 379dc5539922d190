import type { CsvRecord, RecordOptions } from './list-file.ts';

const defaultBatchSize = 500;

/** Cuts what comes in any portions into batches of one size, without the records before `fromRow`. */
export async function* inBatches(
  portions: AsyncIterable<readonly CsvRecord[]>,
  { fromRow = 1, batchSize = defaultBatchSize, signal }: RecordOptions,
): AsyncGenerator<readonly CsvRecord[]> {
  let batch: CsvRecord[] = [];
  for await (const portion of portions) {
    for (const record of portion) {
      if (record.rowNumber < fromRow) continue;
      batch.push(record);
      if (batch.length < batchSize) continue;
      signal?.throwIfAborted();
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}
