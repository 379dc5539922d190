import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { runSentinels, type Clock, type Sentinel, type SentinelReport } from '@aicmo/core-kernel';
import { lookAtPort } from '../api/port-look.ts';
import { openHouse, type House } from '../probe/ask-house.ts';
import type { Redact } from '../probe/judge-import.ts';
import { createSlots } from '../probe/slots.ts';
import { sqliteFileOf, type Machine } from '../sentinels/machine.ts';
import { readCatalog, type CatalogEntry } from './catalog.ts';
import { librarySentinel, processOf } from './library-sentinel.ts';
import { firstSentinels, lastSentinels } from './own-sentinels.ts';

/** What a look over the whole house is made with. */
export interface CheckupDeps {
  readonly clock: Clock;
  readonly repositoryFolder: string;
  readonly variables: Machine['variables'];
  /** Where secrets are hidden in words that are not ours. */
  readonly redact: Redact;
  /** How many libraries are imported at once; 4 by default. */
  readonly atOnce?: number;
}

/** Which checks, and who is told. */
export interface CheckupRun {
  /** All but those of `skip` by default; what they wait for is asked too, and not told. */
  readonly only?: readonly string[];
  readonly skip?: readonly string[];
  readonly signal?: AbortSignal;
  readonly onReport?: (report: SentinelReport) => void;
}

/** Variables that a process of ours may need; a stranger's secrets are not among them. A byte-order mark before the name is the fault that a check looks for. */
const passedOn =
  /^\ufeff?(?:AICMO_(?!ACCESS_TOKEN$|PRETEND_NODE$)[A-Z_]+|DATABASE_URL|OPENAI_[A-Z_]+|PATH|HOME|TZ|LANG|LC_[A-Z]+|TMPDIR|TEMP|SystemRoot)$/u;
/** The system refuses to start a program with a larger one. */
const mostVariable = 100_000;

/**
 * Looks over the whole house: every check in parallel, each after those that it waits for. What loads a library or
 * touches a database runs in processes of its own, so that nothing there ends or delays us. Makes no file and no table.
 */
export async function runCheckup(deps: CheckupDeps, run: CheckupRun = {}): Promise<readonly SentinelReport[]> {
  const catalog = readCatalog();
  const wanted = wantedIds(catalog, run);
  const needed = withCauses(catalog, wanted, run.skip ?? []);
  const houses = openHouses(deps, needed);
  try {
    const reports = await runSentinels(sentinelsOf(deps, needed, houses), {
      clock: deps.clock,
      ...(run.signal === undefined ? {} : { signal: run.signal }),
      onReport: (report) => {
        if (wanted.has(report.id)) run.onReport?.(withoutSecrets(report, deps.redact));
      },
    });
    return reports.filter(({ id }) => wanted.has(id)).map((report) => withoutSecrets(report, deps.redact));
  } finally {
    houses.close();
  }
}

/** What a driver or a library said may quote a setting: the last door before anybody sees it. */
function withoutSecrets(report: SentinelReport, redact: Redact): SentinelReport {
  const { remedy } = report;
  return {
    ...report,
    summary: redact(report.summary),
    evidence: report.evidence.map(({ label, value }) => ({ label: redact(label), value: redact(value) })),
    remedy: remedy && { text: redact(remedy.text), commands: remedy.commands.map(redact) },
  };
}

function wantedIds(catalog: readonly CatalogEntry[], { only, skip = [] }: CheckupRun): ReadonlySet<string> {
  const chosen = only ?? catalog.map(({ id }) => id);
  return new Set(chosen.filter((id) => !skip.includes(id)));
}

/** The entries of what is wanted and of all that it waits for; what is left out on purpose holds nobody up. */
function withCauses(
  catalog: readonly CatalogEntry[],
  wanted: ReadonlySet<string>,
  skip: readonly string[],
): readonly CatalogEntry[] {
  const needed = new Set(wanted);
  // From the last on: what a check waits for stands before it.
  for (const { id, after } of catalog.toReversed())
    if (needed.has(id)) for (const cause of after) if (!skip.includes(cause)) needed.add(cause);
  return catalog
    .filter(({ id }) => needed.has(id))
    .map((entry) => ({ ...entry, after: entry.after.filter((id) => needed.has(id)) }));
}

interface Houses {
  of(name: string): House;
  close(): void;
}

/** The database's process is started at once: everything else waits for what it finds. */
function openHouses({ repositoryFolder, variables }: CheckupDeps, needed: readonly CatalogEntry[]): Houses {
  const start = { repositoryFolder, environment: environmentOf(variables) };
  const houses = new Map<string, House>();
  const open = (name: string): House => {
    const house = houses.get(name) ?? openHouse(start);
    houses.set(name, house);
    return house;
  };
  const isInstalled = existsSync(path.join(repositoryFolder, 'node_modules/@aicmo'));
  if (isInstalled && needed.some(({ library }) => library === 'core-db')) open('core-db');
  return {
    of: open,
    close: () => houses.forEach((house) => house.close()),
  };
}

/** What a process of ours is given. */
function environmentOf(variables: Machine['variables']): Readonly<Record<string, string>> {
  const entries = Object.entries(variables).filter(
    (entry): entry is [string, string] => passedOn.test(entry[0]) && (entry[1]?.length ?? mostVariable) < mostVariable,
  );
  return Object.fromEntries(entries);
}

function sentinelsOf(deps: CheckupDeps, needed: readonly CatalogEntry[], houses: Houses): readonly Sentinel[] {
  const look = {
    ...{ repositoryFolder: deps.repositoryFolder, variables: deps.variables, redact: deps.redact, lookAtPort },
    environment: environmentOf(deps.variables),
    inSlot: createSlots(deps.atOnce ?? 4),
    ownDatabase: async () => {
      const id = 'core-db-own-url';
      const reply = await houses.of('core-db').ask({ library: 'core-db', id, timeoutMs: 5000 });
      return 'report' in reply ? reply.report?.evidence.find(({ label }) => label === 'url')?.value : undefined;
    },
  };
  const isLarge = isLargeDatabase(look);
  const own = new Map([...firstSentinels(look), ...lastSentinels(look)].map((sentinel) => [sentinel.id, sentinel]));
  return needed.map((entry) => {
    const sentinel = own.get(entry.id);
    return sentinel === undefined
      ? librarySentinel(entry, houses.of(processOf(entry, isLarge)))
      : { ...sentinel, after: entry.after };
  });
}

/** Smaller ones are read in less time than a process takes to start. */
const largeBytes = 50_000_000;

/** By stat, which opens nothing; of a server, and of a file that this user may not see, nobody knows before it is asked. */
function isLargeDatabase(machine: Machine): boolean {
  const file = sqliteFileOf(machine);
  try {
    return file === undefined || (statSync(file, { throwIfNoEntry: false })?.size ?? 0) > largeBytes;
  } catch {
    // EACCES, or a name that no system takes: the checks of the database say which.
    return true;
  }
}
