import { defineSentinel, type Sentinel } from '@aicmo/core-kernel';
import { importDoors } from '../probe/import-doors.ts';
import { importReasons, judgeImport, type PublicDoor } from '../probe/judge-import.ts';
import type { InSlot } from '../probe/slots.ts';
import type { Machine } from './machine.ts';

/** What a check that starts a process of its own needs. */
export interface ProcessLook extends Machine {
  /** All that such a process is given of our variables. */
  readonly environment: Readonly<Record<string, string>>;
  readonly inSlot: InSlot;
}

/** Waiting for a free place is not counted against a library; this is only the end of all patience. */
const patienceMs = 120_000;

/** Whether a library can be imported and gives what its doors promise, in a process of its own. */
export const importSentinel = (look: ProcessLook, library: string, doors: readonly PublicDoor[]): Sentinel =>
  defineSentinel({
    id: `${library}-import`,
    title: `Library ${library} can be imported`,
    severity: 'error',
    timeoutMs: patienceMs,
    after: ['machine-runtime', 'machine-packages'],
    reasons: importReasons,
    run: ({ signal }) =>
      look.inSlot(async () => {
        const specifiers = doors.map(({ specifier }) => specifier);
        return judgeImport(await importDoors({ ...look, specifiers, signal }), doors, look.redact);
      }),
  });

/** Whether the driver of the configured database can be loaded and used, which an import alone does not prove. */
export const driverSentinel = (look: ProcessLook): Sentinel => {
  const isPostgres = /^\s*postgres(?:ql)?:/iu.test(look.variables['DATABASE_URL'] ?? '');
  const driver = isPostgres ? 'pg' : 'better-sqlite3';
  const doors = [{ specifier: driver, names: ['default'] }];
  return defineSentinel({
    id: 'core-db-driver',
    title: 'Driver of the database',
    severity: 'critical',
    timeoutMs: patienceMs,
    after: ['machine-runtime', 'machine-packages'],
    reasons: importReasons,
    run: ({ signal }) =>
      look.inSlot(async () => {
        const end = await importDoors({ ...look, specifiers: [driver], construct: !isPostgres, signal });
        const result = judgeImport(end, doors, look.redact);
        return result.verdict === 'pass' ? { ...result, summary: `${driver} loads and can be used.` } : result;
      }),
  });
};
