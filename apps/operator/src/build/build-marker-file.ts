import { systemClock } from '@aicmo/core-kernel';
import type { Plugin } from 'vite';
import { buildMarkerFile, makeBuildMarker } from '../api/build-marker.ts';

/** Writes into the build which program it is; the server reads it back. */
export function buildMarkerFilePlugin(repositoryFolder: string): Plugin {
  return {
    name: 'aicmo-build-marker',
    apply: 'build',
    async generateBundle() {
      const marker = await makeBuildMarker(repositoryFolder, systemClock);
      this.emitFile({ type: 'asset', fileName: buildMarkerFile, source: `${JSON.stringify(marker, null, 2)}\n` });
      console.log(marker.marker);
    },
  };
}
