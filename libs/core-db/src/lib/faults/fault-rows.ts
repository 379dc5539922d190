import { afterAll, afterEach, describe, expect, test } from '@jest/globals';
import { isAppError, type SentinelVerdict } from '@aicmo/core-kernel';
import type { MigrationSet } from '../define-migrations.ts';
import { makeFaultPlace, notMadeCode, type FaultPlace } from './fault-place.ts';
import { seeBySentinels, type FaultSeen } from './fault-seen.ts';

/** A row of the fault matrix that is made, on a real file or server, and what has to be seen of it. */
export interface MadeFault {
  /** The row: `B3`. A row that is made on both databases stands in the list twice, with `on`. */
  readonly id: string;
  readonly on?: 'sqlite' | 'postgres';
  /** What is wrong, in words: `the path is a directory`. */
  readonly fault: string;
  readonly verdict: SentinelVerdict;
  /** The stable code of the finding or error; null for a pass. */
  readonly code: string | null;
  /** The check that sees it; the first one that does not pass by default. */
  readonly sentinel?: string;
  /** The migrations that the code knows; none by default. */
  readonly migrations?: readonly MigrationSet[];
  /** Run the checks as this user when we are root, who may do everything. */
  readonly as?: 'nobody';
  /** Makes the fault; gives the URL of the database that has it. `place.cannotMake(why)` where this machine cannot. */
  make(place: FaultPlace): Promise<string>;
  /** How it is seen, where core-db's checks are not what sees it. */
  observe?(url: string, place: FaultPlace): Promise<FaultSeen>;
}

/** A row that is not made here, and why. */
export interface UnmadeFault {
  readonly id: string;
  readonly fault: string;
  readonly notMade: string;
}

/** In every row whose URL or data can hold a secret; must stand in nothing that anybody sees. */
export const plantedSecret = 'pl4nted-S3cret';

/**
 * One test for each row of a section of the fault matrix. Each has to be seen with its verdict and its code, with a
 * remedy unless all is well, and without a secret. Prints how many were made, and names those that were not.
 */
export function describeFaults(section: string, rows: readonly (MadeFault | UnmadeFault)[]): void {
  const notMade = new Map<string, string>();
  describe(`fault matrix, section ${section}`, () => {
    const undo: (() => Promise<void>)[] = [];
    afterEach(async () => {
      for (const step of undo.splice(0).reverse()) await step();
    });
    afterAll(() => void process.stdout.write(summaryOf(section, rows, notMade)));

    for (const row of rows) {
      if ('notMade' in row) {
        notMade.set(row.id, row.notMade);
        continue;
      }
      test(titleOf(row), async () => {
        const seen = await see(row, await makeFaultPlace((step) => undo.push(step)));
        if (typeof seen === 'string') notMade.set(row.id, seen);
        else assertSeen(row, seen);
      });
    }
  });
}

/** A string is the reason why the row cannot be made here. */
async function see(row: MadeFault, place: FaultPlace): Promise<FaultSeen | string> {
  try {
    const url = await row.make(place);
    if (row.observe) return await row.observe(url, place);
    if (row.as === 'nobody') return await place.seeAsNobody(url, row.sentinel);
    return await seeBySentinels(url, row.migrations ?? [], row.sentinel);
  } catch (error) {
    if (isAppError(error) && error.code === notMadeCode) return error.message;
    throw error;
  }
}

function assertSeen({ verdict, code }: MadeFault, seen: FaultSeen): void {
  expect(seen).toMatchObject({ verdict, code });
  expect(seen.summary).toMatch(/\S/);
  if (verdict !== 'pass') expect(seen.remedy).toMatch(/\S/);
  expect(JSON.stringify(seen)).not.toContain(plantedSecret);
}

const titleOf = ({ id, on, fault, verdict, code }: MadeFault): string =>
  `${id}${on === undefined ? '' : ` (${on})`}, ${fault}: ${code === null ? verdict : `${verdict}, ${code}`}`;

function summaryOf(
  section: string,
  rows: readonly (MadeFault | UnmadeFault)[],
  notMade: ReadonlyMap<string, string>,
): string {
  const all = new Set(rows.map(({ id }) => id));
  const not = [...notMade].map(([id, why]) => `${id} (${why})`).join(', ');
  const made = `${section}: ${all.size - notMade.size} of ${all.size} made.`;
  return `${made}${not === '' ? '' : ` Not made: ${not}.`}\n`;
}
