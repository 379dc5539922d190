import { runSentinels, toAppError, type SentinelReport } from '@aicmo/core-kernel';
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
  const checked =
    schema.state === 'ok'
      ? (await runSentinels(checks, { clock: workspace.clock, signal })).map(checkedService)
      : checks.map(({ id, title }) => notAsked(id, title, schema.title));
  const loaded = await Promise.all(libraries.map((library) => libraryService(workspace, library)));
  return [schema, ...checked, ...loaded, ...(await connectorServices(workspace)), await sendingService(workspace)];
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

function checkedService({ id, title, verdict, summary, remedy }: SentinelReport): ServiceView {
  const whatToDo = remedy === null ? '' : [remedy.text, ...remedy.commands].join(' ');
  return { id, title, state: states[verdict], reason: summary, remedy: whatToDo };
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

/** Outside data services: one without a key is off, and nothing is asked. */
async function connectorServices(workspace: Workspace): Promise<readonly ServiceView[]> {
  try {
    const connectors = await (await workspace.cam()).enrichment.connectors();
    return connectors.map(({ id, name, isOn, text }) => ({
      ...{ id: `connector-${id}`, title: name, state: isOn ? 'ok' : 'off', reason: text, remedy: '' },
    }));
  } catch {
    return []; // cam's own line says why it cannot be loaded
  }
}

/** Whether anything may leave at all; which campaigns then do is said with each of them. */
async function sendingService(workspace: Workspace): Promise<ServiceView> {
  const sending = { id: 'sending', title: 'Sending', remedy: '' };
  try {
    const flags = await workspace.flags.read();
    if (workspace.demo) return { ...sending, state: 'off', reason: 'This is demonstration data: nothing leaves.' };
    if (flags.killed) return { ...sending, state: 'off', reason: 'Everything is stopped: nothing leaves.' };
    if (flags.paused) return { ...sending, state: 'off', reason: 'Sending is on hold: nothing leaves.' };
    if (flags.proofMode) return { ...sending, state: 'off', reason: proofText };
    return { ...sending, state: 'ok', reason: 'What is live may leave; everything else is simulated.' };
  } catch {
    return { ...sending, state: 'unknown', reason: 'The switches of the house cannot be read.' };
  }
}

const proofText = 'Proof mode is on: everything is made ready to the last byte, and nothing leaves.';
