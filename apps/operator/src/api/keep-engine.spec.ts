import { afterEach, expect, test } from '@jest/globals';
import { unavailable, type ActionId } from '@aicmo/core-kernel';
import { createLog } from '@aicmo/core-server';
import { proposeWork, type Workspace } from '@aicmo/workspace';
import { aWorkspace } from '@aicmo/workspace/testing';
import { keepEngine } from './keep-engine.ts';

const opened: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const dispose of opened.splice(0).reverse()) await dispose();
});

async function open() {
  const { workspace, clock, dispose } = await aWorkspace();
  opened.push(dispose);
  return { workspace, log: createLog({ clock, level: 'silent' }) };
}

/** Looks again and again until it is so; Jest's own limit ends a wait without end. */
async function until(isSo: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setImmediate(resolve));
}

test('what a person approved is carried out by the console itself, without another click', async () => {
  const { workspace, log } = await open();
  const { clients } = await workspace.cam();
  const client = await clients.create({ name: 'Northwind Studio' }, 'Ana');
  const { tasks } = await workspace.campaignOps();
  const late = { title: 'Call Bob', dueAt: '2026-03-01T10:00:00Z', timeZone: 'UTC', by: 'Ana' };
  await tasks.add({ ...late, clientId: client.id as never }); // ids cross contracts as text
  await proposeWork(workspace);
  const { actions } = await workspace.autonomy();
  const [asked] = await actions.list();
  await actions.decide({ id: asked?.id as ActionId, verdict: 'APPROVED', by: 'Ana', reason: '' }); // as above
  const stop = keepEngine(workspace, log, 1);
  await until(async () => (await actions.count({ states: ['SUCCEEDED'] })) === 1);
  await stop();
  expect(await tasks.count({ kinds: ['ESCALATION'] })).toBe(1);
});

test('without a schema it waits, and a library that cannot be loaded is one line in the log', async () => {
  const { workspace, log } = await open();
  let looks = 0;
  const states = ['missing', 'ok'] as const;
  const broken: Workspace = {
    ...workspace,
    schema: async () => ({ state: states[Math.min((looks += 1) - 1, 1)] ?? 'ok', applied: 1 }) as never, // two states are enough
    autonomy: () => Promise.reject(unavailable({ code: 'module-broken', message: 'A file is missing.' })),
  };
  const stop = keepEngine(broken, log, 1);
  await until(() => looks > 4);
  await stop();
  expect(log.recent().map(({ message, facts }) => [message, facts['code']])).toEqual([
    ['The engine could not do its pass', 'module-broken'],
  ]);
});
