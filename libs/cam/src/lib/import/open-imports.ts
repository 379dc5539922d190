import type { Database } from '@aicmo/core-db';
import type { Clock } from '@aicmo/core-kernel';
import type { CampaignService } from '../campaigns/campaign-service.ts';
import type { ClientService } from '../clients/client-service.ts';
import type { AcquisitionEvents } from '../events/acquisition-events.ts';
import { openImportHouse } from './import-house.ts';
import { createImportService, type ImportService } from './import-service.ts';
import { workInPlace, workInThread } from './import-worker.ts';
import { createKeptFiles } from './kept-files.ts';

interface Needs {
  readonly db: Database;
  readonly clock: Clock;
  readonly events: AcquisitionEvents;
  readonly clients: ClientService;
  readonly campaigns: CampaignService;
  /** Missing: files are kept in one of the machine's. */
  readonly importsFolder?: string | undefined;
  /** With a database that another thread can open by it, work is done there. */
  readonly databaseUrl?: string | undefined;
}

/** Puts imports together. */
export function openImports({
  db,
  clock,
  events,
  clients,
  campaigns,
  importsFolder,
  databaseUrl,
}: Needs): ImportService {
  const house = openImportHouse(db, clock, events);
  return createImportService({
    ...{ house, clients, campaigns },
    worker: databaseUrl === undefined ? workInPlace(house) : workInThread(databaseUrl),
    files: createKeptFiles(clock, importsFolder),
  });
}
