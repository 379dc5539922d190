import { parseInstant } from '@aicmo/core-kernel';
import { absoluteWords, type Fact } from '@aicmo/ui';
import type { ProcessFacts } from '../../../contract/house.contract.ts';

/** What runs and from where, as lines to read. */
export const processFacts = (found: ProcessFacts): readonly Fact[] => [
  { label: 'Running file', value: found.runningFile },
  { label: 'Working directory', value: found.workingDirectory },
  { label: 'Data folder', value: found.home },
  { label: 'Database', value: found.databaseUrl },
  { label: 'Started', value: absoluteWords(parseInstant(found.startedAt)) },
  { label: 'Memory', value: `${found.memoryMb} MB` },
];

/** The versions of what it stands on. */
export const versionFacts = (found: ProcessFacts, version: string): readonly Fact[] => [
  { label: 'AICMO', value: version },
  { label: 'Node', value: found.nodeVersion },
  { label: 'Platform', value: found.platform },
];

/** The variables that the program reads; of a secret only whether it is set. */
export const environmentFacts = (found: ProcessFacts): readonly Fact[] =>
  found.environment.map(({ name, value, isSecret }) => ({
    label: name,
    value: value === null || value === '' ? 'not set' : isSecret ? 'set, not shown' : value,
  }));
