import path from 'node:path';
import { repositoryRoot } from './workspace-map.ts';

/** A file's path from the repository's root, with `/` on every system. */
export function repositoryPath(filename: string): string {
  return path.relative(repositoryRoot, filename).split(path.sep).join('/');
}
