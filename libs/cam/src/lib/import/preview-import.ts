import { conflict } from '@aicmo/core-kernel';
import type { ColumnMapping, ImportPreview, RejectedRow } from '../../contract/lead-import.ts';
import type { Lead } from '../../contract/lead.ts';
import { leadOf } from '../leads/lead-row.ts';
import { openListFile } from './files/open-list-file.ts';
import type { ListFile, ListOptions } from './files/list-file.ts';
import { lookAtList } from './files/look-at-list.ts';
import type { ImportHouse } from './import-house.ts';
import { ownerAmong } from './import-plan.ts';
import { assertMapping } from './import-rules.ts';
import { readRows } from './list-rows.ts';
import { leadIds } from './lead-ids.ts';
import { newLeadRow } from './new-lead-row.ts';
import { storedOwners, type OwnerFinder } from './owner-finder.ts';
import { PeopleOfFile } from './people-of-file.ts';
import { prepareReader } from './prepare-reader.ts';
import type { ReadOneRow, RowLead } from './read-row.ts';

/** A kept file and what it is looked at for. */
export interface PreviewTask extends ListOptions {
  readonly path: string;
  readonly sha256: string;
  readonly fileName: string;
  /** Null: nobody is known already. */
  readonly clientId: string | null;
  readonly campaignId: string | null;
  /** Missing: as guessed. */
  readonly mapping?: ColumnMapping;
}

const rowsAtOnce = 2000;
const samples = { leads: 5, rejected: 20 } as const;

/** Reads a whole file, counts what an import would make of it, and writes nothing. `breathe` gives others a turn. */
export async function previewImport(
  house: ImportHouse,
  task: PreviewTask,
  breathe: () => Promise<void>,
): Promise<ImportPreview> {
  const list = await openListFile({ path: task.path }, task);
  try {
    const look = lookAtList(list, await house.shapes.recall(task.clientId, list));
    const mapping = task.mapping ?? look.mapping;
    assertMapping(mapping, list.header, 'partial');
    const counted = await countRows(
      house,
      task,
      list,
      (await prepareReader(house, list.header, mapping)).readRow,
      breathe,
    );
    // After the whole file, the encoding is that of the whole file.
    return { ...look, encoding: list.encoding, sha256: task.sha256, mapping, ...counted };
  } finally {
    await list.close();
  }
}

async function countRows(
  house: ImportHouse,
  task: PreviewTask,
  list: ListFile,
  readRow: ReadOneRow,
  breathe: () => Promise<void>,
) {
  const file = new PeopleOfFile();
  const counts = { rows: 0, valid: 0, rejected: 0, duplicatesInFile: 0, duplicatesKnown: 0 };
  const reasons = new Map<string, number>();
  const first: RowLead[] = [];
  const rejectedSample: RejectedRow[] = [];
  const finder = task.clientId === null ? undefined : storedOwners(house.load, task.clientId);
  for await (const records of list.records({ batchSize: rowsAtOnce })) {
    const { leads, rejected } = readRows(records, readRow);
    const known = finder ? await knownAmong(finder, leads) : none;
    counts.rows += records.length;
    counts.valid += leads.length;
    counts.rejected += rejected.length;
    for (const lead of leads) {
      if (known.has(lead.rowNumber)) counts.duplicatesKnown += 1;
      else if (file.isRepeat(lead)) counts.duplicatesInFile += 1;
      else if (first.length < samples.leads) first.push(lead);
    }
    for (const { code } of rejected) reasons.set(code, (reasons.get(code) ?? 0) + 1);
    rejectedSample.push(...rejected.slice(0, samples.rejected - rejectedSample.length));
    await breathe();
  }
  const rejectedBy = [...reasons]
    .map(([code, count]) => ({ code, count }))
    .sort((one, other) => other.count - one.count);
  return { ...counts, rejectedBy, sample: await asLeads(house, task, first), rejectedSample };
}

const none: ReadonlySet<number> = new Set();

/** The rows that are about somebody who is a lead of the client already. */
async function knownAmong(finder: OwnerFinder, leads: readonly RowLead[]): Promise<ReadonlySet<number>> {
  const { owners } = await finder.find(undefined, leads);
  if (owners.size === 0) return none;
  const isKnown = (lead: RowLead): boolean =>
    ownerAmong(
      lead,
      (key) => owners.get(key),
      (row) => row,
    ) !== undefined;
  return new Set(leads.filter(isKnown).map(({ rowNumber }) => rowNumber));
}

async function asLeads(house: ImportHouse, task: PreviewTask, rows: readonly RowLead[]): Promise<Lead[]> {
  const campaign = task.campaignId === null ? null : ((await house.campaigns.find(task.campaignId)) ?? null);
  const scorer = await house.scores.scorerFor(task.clientId ?? '', campaign);
  const now = house.clock.now();
  const idOf = leadIds({ id: task.sha256, startedAt: now });
  const origin = {
    clientId: task.clientId ?? '',
    campaignId: task.campaignId,
    source: task.fileName,
    batchId: '',
    now,
  };
  return rows.map((lead) => {
    const row = newLeadRow(lead, idOf(lead.rowNumber), origin);
    return leadOf({ ...row, ...scorer.score(row), scoredAt: now });
  });
}

/** Whether any row would become a lead; stops at the first one. Throws `conflict` (`import-nobody`), `invalid`. */
export async function checkImport(house: ImportHouse, task: PreviewTask, breathe: () => Promise<void>): Promise<void> {
  const list = await openListFile({ path: task.path }, task);
  try {
    const recalled = await house.shapes.recall(task.clientId, list);
    const mapping = task.mapping ?? lookAtList(list, recalled).mapping;
    assertMapping(mapping, list.header);
    const { readRow } = await prepareReader(house, list.header, mapping);
    for await (const records of list.records({ batchSize: rowsAtOnce })) {
      if (records.some((record) => readRow(record).ok)) return;
      await breathe();
    }
  } finally {
    await list.close();
  }
  throw conflict({
    code: 'import-nobody',
    message: 'No row of this file would become a lead. Look at the reasons, or choose other columns.',
  });
}
