import { readWorkspaceMap } from './workspace-map.ts';

/** One row for `@nx/enforce-module-boundaries`. */
interface DepConstraint {
  readonly sourceTag: string;
  readonly onlyDependOnLibsWithTags: string[];
}

const kernel = 'type:kernel';
const cores = ['scope:core-db', 'scope:core-llm', 'scope:core-effects'];
const domains = readWorkspaceMap().filter(({ type }) => type === 'domain');

/**
 * Which project may know which (docs/decisions/0003-boundaries.md), for Nx. Both rows of a project, its type's and
 * its scope's, must allow an import; a project without tags may import nothing. A domain's own name is in its row
 * only to say that no other domain's is.
 */
export const nxConstraints: readonly DepConstraint[] = [
  { sourceTag: kernel, onlyDependOnLibsWithTags: [kernel] },
  { sourceTag: 'type:core', onlyDependOnLibsWithTags: [kernel, 'scope:core-db'] },
  { sourceTag: 'type:domain', onlyDependOnLibsWithTags: [kernel, ...cores] },
  { sourceTag: 'type:composition', onlyDependOnLibsWithTags: [kernel, ...cores, 'type:domain'] },
  { sourceTag: 'type:ui', onlyDependOnLibsWithTags: [kernel, 'type:domain'] },
  {
    sourceTag: 'type:app',
    onlyDependOnLibsWithTags: [kernel, 'type:core', 'type:domain', 'type:composition', 'type:ui'],
  },
  { sourceTag: 'type:tool', onlyDependOnLibsWithTags: [kernel, 'type:core', 'type:domain', 'type:composition'] },
  { sourceTag: 'scope:core-db', onlyDependOnLibsWithTags: [kernel] },
  { sourceTag: 'scope:core-llm', onlyDependOnLibsWithTags: [kernel] },
  { sourceTag: 'scope:core-server', onlyDependOnLibsWithTags: [kernel] },
  { sourceTag: 'scope:core-effects', onlyDependOnLibsWithTags: [kernel, 'scope:core-db'] },
  ...domains.map(({ folder }) => ({
    sourceTag: `scope:${folder}`,
    onlyDependOnLibsWithTags: [kernel, ...cores, `scope:${folder}`],
  })),
];
