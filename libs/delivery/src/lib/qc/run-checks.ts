import type { QcCheck } from '../../contract/qc.ts';
import { qcChecks } from './checks/index.ts';
import type { QcInput } from './qc-input.ts';

/** Runs every check on a text. Pure: the same text gives the same answers. */
export function runChecks(input: QcInput): readonly QcCheck[] {
  return qcChecks.map(({ id, title, severity, run }) => {
    const { outcome, why, found = [] } = run(input);
    return { id, title, severity, outcome, why, found: [...found] };
  });
}
