import type { Checkup } from './checkup-runner.ts';
import { readCatalog } from './catalog.ts';
import { runCheckup, type CheckupDeps } from './run-checkup.ts';

/** All checks of the house, or all but some. */
export function wholeHouse(deps: CheckupDeps, leftOut: (id: string) => boolean = () => false): Checkup {
  const checks = readCatalog().filter(({ id }) => !leftOut(id));
  const skip = readCatalog()
    .filter(({ id }) => leftOut(id))
    .map(({ id }) => id);
  return { checks, run: (run) => runCheckup(deps, { ...run, skip: [...skip, ...(run.skip ?? [])] }) };
}
