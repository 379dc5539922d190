import path from 'node:path';
import react from '@vitejs/plugin-react';
import type { UserConfig } from 'vite';
import { browserFence } from './src/build/browser-fence.ts';
import { buildMarkerFilePlugin } from './src/build/build-marker-file.ts';
import { compressedFiles } from './src/build/compressed-files.ts';
import { firstLoadBudget } from './src/build/first-load.ts';

const repositoryFolder = path.resolve(import.meta.dirname, '../..');
const firstLoadLimitBytes = 200_000;

/** The one Vite configuration: of the build, and of the development server, which brings the place of its nonce. */
export function operatorViteConfig(options: { readonly nonce?: string } = {}): UserConfig {
  return {
    root: import.meta.dirname,
    cacheDir: path.join(repositoryFolder, 'node_modules/.vite/operator'),
    plugins: [
      browserFence(),
      react(),
      firstLoadBudget(firstLoadLimitBytes),
      buildMarkerFilePlugin(repositoryFolder),
      compressedFiles(),
    ],
    ...(options.nonce === undefined ? {} : { html: { cspNonce: options.nonce } }),
    build: {
      outDir: 'dist',
      emptyOutDir: true,
      target: 'es2024',
      reportCompressedSize: false,
      // The policy allows no inline script, and a preload polyfill would be one.
      modulePreload: { polyfill: false },
    },
  };
}

export default operatorViteConfig();
