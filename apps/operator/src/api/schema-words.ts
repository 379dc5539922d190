import type { SchemaState } from '@aicmo/workspace';
import type { HouseStatus } from '../contract/house.contract.ts';

const bootstrapCommand = 'npx aicmo db bootstrap';

/** The state of the schema as a sentence, with the explicit step where it helps. */
export function schemaInWords(found: SchemaState): HouseStatus['schema'] {
  switch (found.state) {
    case 'ok':
      return { state: 'ok', text: 'The database is up to date.', command: null, canBootstrap: false };
    case 'missing':
      return {
        state: 'missing',
        text: 'There is no database yet.',
        command: bootstrapCommand,
        canBootstrap: true,
      };
    case 'behind':
      return {
        state: 'behind',
        text: `The database is older than this program: ${counted(found.pending.length)}.`,
        command: bootstrapCommand,
        canBootstrap: true,
      };
    case 'newer':
      return {
        state: 'newer',
        text: 'The database was brought up to date by a newer AICMO. Start that one; this one must not write to it.',
        command: 'git pull && npm start',
        canBootstrap: false,
      };
    case 'blocked':
      return {
        state: 'blocked',
        text: `${found.message} ${found.remedy.text}`,
        command: found.remedy.commands[0] ?? null,
        canBootstrap: false,
      };
    case 'unreachable':
      return { state: 'unreachable', text: found.message, command: 'npx aicmo doctor', canBootstrap: false };
  }
}

const counted = (pending: number): string =>
  pending === 1 ? 'one change of its tables waits' : `${String(pending)} changes of its tables wait`;
