import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

/** What the check needs of a bundle's chunks. */
export interface LoadedChunk {
  readonly fileName: string;
  readonly code: string;
  readonly isEntry: boolean;
  /** The chunks that are loaded together with it; lazily loaded ones are not among them. */
  readonly imports: readonly string[];
}

/** The gzipped bytes of the JavaScript that a browser loads before the first screen. */
export function firstLoadBytes(chunks: readonly LoadedChunk[]): number {
  const byName = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
  const needed = new Set<string>();
  const visit = (name: string): void => {
    if (needed.has(name)) return;
    needed.add(name);
    byName.get(name)?.imports.forEach(visit);
  };
  for (const chunk of chunks) if (chunk.isEntry) visit(chunk.fileName);
  return [...needed].reduce((sum, name) => sum + gzipSync(byName.get(name)?.code ?? '', { level: 9 }).byteLength, 0);
}

/** Prints the size of the first load, and fails the build when it is over the limit. */
export function firstLoadBudget(limitBytes: number): Plugin {
  return {
    name: 'aicmo-first-load',
    apply: 'build',
    generateBundle(_, bundle) {
      const bytes = firstLoadBytes(Object.values(bundle).filter((file) => file.type === 'chunk'));
      const figure = `First load: ${inKb(bytes)} kB of JavaScript gzipped, of ${inKb(limitBytes)} kB allowed`;
      if (bytes > limitBytes) this.error(`${figure}. Load something lazily: a route, a chart, a heavy package.`);
      console.log(figure);
    },
  };
}

const inKb = (bytes: number) => (bytes / 1000).toFixed(1);
