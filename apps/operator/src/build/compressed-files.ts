import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

const compressible = /\.(?:js|css|svg|html|json)$/;

/** Puts a `.gz` beside every text file of 1 kB and more, so that nobody compresses it again for each visitor. */
export function compressedFiles(): Plugin {
  return {
    name: 'aicmo-compressed-files',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        for (const file of Object.values(bundle)) {
          const source = file.type === 'chunk' ? file.code : file.source;
          if (!compressible.test(file.fileName) || source.length < 1000) continue;
          this.emitFile({ type: 'asset', fileName: `${file.fileName}.gz`, source: gzipSync(source, { level: 9 }) });
        }
      },
    },
  };
}
