import { isBuiltin } from 'node:module';
import type { Plugin } from 'vite';

/** What of the house may come into a browser. */
const allowed = /^@aicmo\/(?:core-kernel|ui|[a-z-]+\/contract)$/;

/**
 * Refuses to bundle what needs Node: Vite would otherwise replace a built-in by an empty module, or take a database
 * driver along, and exit 0.
 */
export function browserFence(): Plugin {
  return {
    name: 'aicmo-browser-fence',
    enforce: 'pre',
    resolveId(source, importer) {
      if (source.startsWith('@aicmo/') && !allowed.test(source)) {
        this.error(`${source} needs Node and is imported by ${importer ?? 'the page'}. Import its contract instead.`);
      }
      if (isBuiltin(source)) {
        this.error(`${source} is Node's own and is imported by ${importer ?? 'the page'}. It cannot run in a browser.`);
      }
      return null;
    },
  };
}
