import type { MappedProject } from './workspace-map.ts';

/** Which side of the house a file stands on; decides what it may import (see `judge-import.ts`). */
export type Zone =
  'kernel' | 'contract' | 'core' | 'domain' | 'composition' | 'ui' | 'app-contract' | 'app-ui' | 'app-api' | 'tool';

/** A source file, placed. */
export interface Place {
  readonly zone: Zone;
  readonly project: MappedProject;
  /** From the repository's root, with `/`. */
  readonly file: string;
  /** A spec, or code only specs import: it may also use test packages, Node and the `testing` doors. */
  readonly isForTests: boolean;
}

const testFile = /\.spec\.tsx?$|\/src\/testing\/|\/src\/lib\/faults\/|\/src\/(?:ui\/)?test-setup\//u;

/**
 * Places a file.
 *
 * @param file path from the repository's root, with `/`.
 * @returns null for a file of no project (root configuration, scripts).
 */
export function placeFile(file: string, projects: readonly MappedProject[]): Place | null {
  const project = projects.find((candidate) => file.startsWith(`${candidate.root}/`));
  if (project === undefined) return null;
  return { zone: zoneOf(file.slice(project.root.length + 1), project), project, file, isForTests: testFile.test(file) };
}

function zoneOf(inside: string, project: MappedProject): Zone {
  if (project.root.startsWith('apps/')) {
    if (inside.startsWith('src/ui/')) return 'app-ui';
    return inside.startsWith('src/contract/') ? 'app-contract' : 'app-api';
  }
  if (project.folder === 'cli') return 'app-api';
  if (project.root.startsWith('tools/')) return 'tool';
  if (project.type !== 'ui' && inside.startsWith('src/contract/')) return 'contract';
  switch (project.type) {
    case 'kernel':
      return 'kernel';
    case 'core':
      return 'core';
    case 'composition':
      return 'composition';
    case 'ui':
      return 'ui';
    default:
      return 'domain';
  }
}
