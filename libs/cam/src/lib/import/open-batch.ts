import { createReadStream } from 'node:fs';
import { invalid, newId } from '@aicmo/core-kernel';
import type { Campaign } from '../../contract/campaign.ts';
import type { CampaignService } from '../campaigns/campaign-service.ts';
import type { ClientService } from '../clients/client-service.ts';
import type { ImportBatchRow } from '../db/cam-tables.ts';
import { openListFile } from './files/open-list-file.ts';
import { lookAtList } from './files/look-at-list.ts';
import type { ImportHouse } from './import-house.ts';
import type { FileGiven, ImportInput, PreviewInput } from './import-input.ts';
import { assertMapping, decideRepeat } from './import-rules.ts';
import type { KeptFile, KeptFiles } from './kept-files.ts';
import { ownMark } from './runner-mark.ts';

interface Deps {
  readonly house: ImportHouse;
  readonly files: KeptFiles;
  readonly clients: ClientService;
  readonly campaigns: CampaignService;
}

/** The kept copy of whatever was given. */
export function locateFile(files: KeptFiles, given: FileGiven): Promise<KeptFile> {
  if ('kept' in given) return files.find(given.kept);
  return files.keep('path' in given ? createReadStream(given.path) : given.bytes);
}

/** Throws `not-found`, or `invalid` (`import-foreign-campaign`). */
export async function readCampaign(
  { clients, campaigns }: Pick<Deps, 'clients' | 'campaigns'>,
  { clientId, campaignId }: Pick<PreviewInput, 'clientId' | 'campaignId'>,
): Promise<Campaign | null> {
  if (clientId !== null) await clients.get(clientId);
  if (campaignId === null) return null;
  const campaign = await campaigns.get(campaignId);
  if (campaign.clientId === clientId) return campaign;
  throw invalid({
    code: 'import-foreign-campaign',
    message: `“${campaign.name}” is a campaign of another client. Choose one of this client.`,
  });
}

/** Makes the batch, or takes up the one that these bytes have; everything is checked before anything is written. */
export async function openBatch(
  deps: Deps,
  input: ImportInput,
  by: string,
): Promise<{ readonly batch: ImportBatchRow; readonly kept: KeptFile }> {
  await readCampaign(deps, input);
  const kept = await locateFile(deps.files, input);
  try {
    return { kept, batch: await readAndOpen(deps, input, kept, by) };
  } catch (error) {
    if (!('kept' in input) && !(await deps.house.batches.isNeeded(kept.key))) await deps.files.discard(kept.key);
    throw error;
  }
}

async function readAndOpen(deps: Deps, input: ImportInput, kept: KeptFile, by: string): Promise<ImportBatchRow> {
  const list = await openListFile({ path: kept.path }, input);
  try {
    const { header, format, encoding, delimiter } = list;
    const recalled = await deps.house.shapes.recall(input.clientId, list);
    const mapping = input.mapping ?? lookAtList(list, recalled).mapping;
    assertMapping(mapping, header);
    const shape = JSON.stringify({ format, header, mapping, headerRow: input.headerRow });
    const fresh = { ...newBatch(deps.house, input, kept, by), encoding, delimiter, mapping: shape };
    return await deps.house.db.transaction(async (tx) => {
      const { batches } = deps.house;
      const known = await batches.findByHash(input.clientId, kept.key, tx);
      if (input.mapping)
        await deps.house.shapes.remember(tx, input.clientId, list, { mapping, fileName: input.fileName, by });
      if (!known) {
        const row = { ...fresh, rowsTotal: list.estimatedRows };
        await batches.insert(tx, row);
        return row;
      }
      const decision = decideRepeat(known, deps.house.clock.now());
      if (decision === 'restart') await batches.clear(tx, known.id);
      const again = decision === 'resume' ? runningAgain(deps.house) : { ...fresh, id: known.id };
      await batches.update(tx, known.id, again);
      return { ...known, ...again };
    });
  } finally {
    await list.close();
  }
}

const runningAgain = ({ clock }: ImportHouse) => ({
  ...{ status: 'RUNNING', error: '', endedAt: null, heartbeatAt: clock.now(), runner: ownMark },
});

/** Says that this process goes on with a batch. */
export async function takeUp(house: ImportHouse, batch: ImportBatchRow): Promise<ImportBatchRow> {
  const change = runningAgain(house);
  await house.db.transaction((tx) => house.batches.update(tx, batch.id, change));
  return { ...batch, ...change };
}

function newBatch({ clock }: ImportHouse, input: ImportInput, kept: KeptFile, by: string): ImportBatchRow {
  const now = clock.now();
  return {
    ...{ id: newId(clock), clientId: input.clientId, campaignId: input.campaignId, fileName: input.fileName },
    ...{ sha256: kept.key, sizeBytes: kept.sizeBytes, status: 'RUNNING', policy: input.policy ?? 'merge' },
    ...{ encoding: '', delimiter: '', mapping: '{}', rowsTotal: 0, rowsDone: 0 },
    ...{ imported: 0, updated: 0, duplicates: 0, rejected: 0, enrolled: 0, error: '', importedBy: by },
    ...{ startedAt: now, heartbeatAt: now, endedAt: null, sheet: input.sheet ?? '', runner: ownMark },
    ...{ lastRow: 0, bytesDone: 0, loadMode: 'CALM', undo: null },
  };
}
