import { createHash } from 'node:crypto';
import path from 'node:path';
import { systemClock, type Clock } from '@aicmo/core-kernel';
import { bootstrapDatabaseSchema, compactDatabase, listBackups, maskUrl, openDatabase } from '@aicmo/core-db';
import type { BootstrapReport, CompactReport, ListedBackup } from '@aicmo/core-db';
import {
  createAskRecord,
  createControlFlags,
  createDispatcher,
  createEgressDoor,
  createOutbox,
} from '@aicmo/core-effects';
import type { NameServers } from '@aicmo/core-effects';
import type { ConnectorSettings } from '@aicmo/cam';
import { createLlm } from '@aicmo/core-llm';
import { backupPlace } from './backup-place.ts';
import { domains, type DomainLoader, type Domains } from './domains/index.ts';
import { allMigrations } from './migration-sources.ts';
import { findNeedsYou, type NeedsYou } from './needs-you/needs-you.ts';
import { needsYouSources } from './needs-you/index.ts';
import { readSchemaState, type SchemaState } from './schema-state.ts';
import type { WorkspaceParts } from './workspace-parts.ts';

/** Where a workspace is and how it is to behave. */
export interface WorkspaceEnv {
  /** `sqlite:<path>` or `postgres://…`. */
  readonly databaseUrl: string;
  /** The folder of backups, keys and histories (AICMO_HOME). */
  readonly home: string;
  /** The data is a demonstration. Default false. */
  readonly demo?: boolean;
  /** The system's clock by default. */
  readonly clock?: Clock;
  /** Let feeds be read from addresses of this machine and of private networks. Default false. */
  readonly allowPrivateAddresses?: boolean;
  /** Which name servers are asked about mail; the machine's by default. */
  readonly nameServers?: NameServers;
  /** Where people outside reach the public pages; without it there are none. */
  readonly publicUrl?: string;
  /** Keys of outside data services; one without is off. */
  readonly connectors?: ConnectorSettings;
  /** What the settings of the language model are read from at each question; `process.env` by default. */
  readonly variables?: Readonly<Record<string, string | undefined>>;
}

/** One database, one agency: every library, composed. */
export type Workspace = WorkspaceParts &
  Domains & {
    readonly home: string;
    /** Writes the database anew, without the bytes of what was deleted; a larger SQLite file than this is left as it is. */
    compact(atMostBytes?: number): Promise<CompactReport>;
    /** The backups that are kept, the newest first. */
    backups(): Promise<readonly ListedBackup[]>;
    /** How the database stands to this code; changes nothing. */
    schema(): Promise<SchemaState>;
    /** Brings the database to this version's schema: the explicit step. */
    bootstrap(): Promise<BootstrapReport>;
    /** What needs a person now, most urgent first. */
    needsYou(): Promise<readonly NeedsYou[]>;
    /** Stops what runs in the background (an import), waits for it, and closes the database. */
    close(): Promise<void>;
  };

/**
 * Composes the house over one database. Nothing is connected, created or migrated by it: a missing SQLite file stays
 * missing until `bootstrap()`. Each domain's library is imported at the first call of its function, so that one which
 * throws at import fails alone. Throws `invalid` (`db-url-…`) for a URL that no driver may see.
 */
export async function openWorkspace(env: WorkspaceEnv): Promise<Workspace> {
  const { databaseUrl, home, demo = false, clock = systemClock, allowPrivateAddresses = false } = env;
  const db = await openDatabase(databaseUrl, { mustExist: true });
  const flags = createControlFlags({ db, clock, demo });
  const { nameServers = {} } = env;
  const door = createEgressDoor({ db, clock, flags, demo, allowPrivateAddresses, nameServers });
  const outbox = createOutbox({ db, clock });
  const dispatcher = createDispatcher({ db, clock });
  const asks = createAskRecord(db);
  const llm = createLlm({ door, record: asks, clock, ...(env.variables ? { variables: env.variables } : {}) });
  const workersFolder = path.join(home, 'workers', nameOf(databaseUrl));
  const importsFolder = path.join(home, 'imports', nameOf(databaseUrl));
  const forThreads = clock === systemClock ? { databaseUrl } : {};
  const services = { flags, door, outbox, dispatcher, llm, asks };
  const parts: WorkspaceParts = {
    db,
    ...forThreads,
    clock,
    ...services,
    demo,
    workersFolder,
    importsFolder,
    mailKeyFile: path.join(home, 'keys', 'mail.key'),
    publicUrl: env.publicUrl ?? null,
    connectors: env.connectors ?? {},
  };
  const loaded = new Map<string, Promise<Stoppable>>();
  const workspace: Workspace = {
    ...parts,
    ...lazyDomains(parts, loaded),
    home,
    compact: (atMostBytes) => compactDatabase({ url: databaseUrl, ...(atMostBytes ? { atMostBytes } : {}) }),
    backups: () => listBackups(backupPlace(env), databaseUrl),
    schema: () => readSchemaState(databaseUrl),
    bootstrap: async () => bootstrapDatabaseSchema({ url: databaseUrl, migrations: await allMigrations(), clock }),
    needsYou: () => findNeedsYou(workspace, needsYouSources),
    close: async () => {
      for (const service of await Promise.all(loaded.values())) await service.stop?.();
      await db.close();
    },
  };
  return workspace;
}

/** Two databases of one home have workers and imports of their own; the name is a sum of the address without its password. */
const nameOf = (databaseUrl: string): string =>
  createHash('sha256').update(maskUrl(databaseUrl)).digest('hex').slice(0, 12);

/** A service that does something in the background, and how to end it. */
interface Stoppable {
  readonly stop?: () => Promise<void>;
}

/** Keeps the first success; a failure is asked again, because a repaired library should not need a restart of the rest. */
function lazyDomains(parts: WorkspaceParts, loaded: Map<string, Promise<Stoppable>>): Domains {
  const once = (name: string, load: DomainLoader) => (): Promise<object> => {
    const service = loaded.get(name) ?? load(parts);
    loaded.set(name, service);
    service.catch(() => loaded.delete(name));
    return service;
  };
  const entries = Object.entries<DomainLoader>(domains).map(([name, load]) => [name, once(name, load)]);
  return Object.fromEntries(entries) as Domains; // the mapped type of the same registry
}
