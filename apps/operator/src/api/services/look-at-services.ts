import { toAppError, type Sentinel } from '@aicmo/core-kernel';
import { allSentinels, type Workspace } from '@aicmo/workspace';
import type { ServiceView } from '../../contract/diagnostics.contract.ts';
import { schemaInWords } from '../schema-words.ts';
import { libraries, type Library } from './libraries.ts';

/**
 * Each part of the house: whether it works, and why. Looks only: nothing is created or migrated. A part that throws is
 * `failed` with its reason and hides no other.
 */
export async function lookAtServices(workspace: Workspace, signal: AbortSignal): Promise<readonly ServiceView[]> {
  const schema = await schemaService(workspace);
  const checks = await allSentinels(workspace);
  return Promise.all([
    schema,
    ...checks.map((check) =>
      schema.state === 'ok' ? runCheck(check, workspace, signal) : notAsked(check.id, check.title, schema.title),
    ),
    ...libraries.map((library) => libraryService(workspace, library)),
    sending,
  ]);
}

async function schemaService(workspace: Workspace): Promise<ServiceView> {
  const { state, text, command } = schemaInWords(await workspace.schema());
  return {
    id: 'database',
    title: 'Database',
    state: state === 'ok' ? 'ok' : 'failed',
    reason: text,
    remedy: command ?? '',
  };
}

const states = { pass: 'ok', fail: 'failed', unknown: 'unknown', skipped: 'off' } as const;

async function runCheck(check: Sentinel, workspace: Workspace, signal: AbortSignal): Promise<ServiceView> {
  const allowed = AbortSignal.any([signal, AbortSignal.timeout(check.timeoutMs)]);
  try {
    const { verdict, summary, remedy } = await check.run({ clock: workspace.clock, signal: allowed });
    return { id: check.id, title: check.title, state: states[verdict], reason: summary, remedy: remedy ?? '' };
  } catch (error) {
    return { id: check.id, title: check.title, state: 'unknown', reason: toAppError(error).message, remedy: '' };
  }
}

const notAsked = (id: string, title: string, waitsFor: string): ServiceView => ({
  ...{ id, title, state: 'unknown', remedy: '' },
  reason: `Not asked: waits for “${waitsFor}”.`,
});

async function libraryService(workspace: Workspace, { id, title, open }: Library): Promise<ServiceView> {
  try {
    await open(workspace);
    return { id, title, state: 'ok', reason: 'Its library is loaded.', remedy: '' };
  } catch (error) {
    return { id, title, state: 'failed', reason: toAppError(error).message, remedy: 'npm ci' };
  }
}

const sending: ServiceView = {
  id: 'sending',
  title: 'Sending',
  state: 'off',
  reason: 'This version simulates and makes proofs; nothing can leave it.',
  remedy: '',
};
