import type { Clock } from '@aicmo/core-kernel';
import type { HealthSource } from '@aicmo/core-server';
import type { Workspace } from '@aicmo/workspace';
import type { BuildMarker } from './build-marker.ts';
import { schemaInWords } from './schema-words.ts';

export interface HealthDeps {
  readonly workspace: Workspace;
  readonly build: BuildMarker;
  readonly clock: Clock;
}

/** What the operator tells a monitor. It reads the schema's state, read only, and loads no library of a domain. */
export function operatorHealth({ workspace, build, clock }: HealthDeps): HealthSource {
  return {
    ready: async () => (await workspace.schema()).state === 'ok',
    report: async () => {
      const schema = schemaInWords(await workspace.schema());
      const status = schema.state === 'ok' ? 'pass' : 'fail';
      const remedy = schema.command === null ? {} : { remedy: { text: schema.text, commands: [schema.command] } };
      return {
        status,
        description: 'AICMO operator',
        releaseId: build.marker,
        checks: {
          'database:schema': [
            { status, time: clock.now(), observedValue: schema.state, output: schema.text, ...remedy },
          ],
        },
      };
    },
  };
}
