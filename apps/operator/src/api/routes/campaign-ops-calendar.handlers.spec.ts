import { afterEach, expect, test } from '@jest/globals';
import { createApiClient } from '@aicmo/core-server/contract';
import { defineRoutes } from '@aicmo/core-server';
import { aServer, requestApp } from '@aicmo/core-server/testing';
import type { Workspace } from '@aicmo/workspace';
import { aWorkspace } from '@aicmo/workspace/testing';
import { campaignOpsCalendarContract } from '../../contract/campaign-ops-calendar.contract.ts';
import { campaignOpsCalendarHandlers } from './campaign-ops-calendar.handlers.ts';

const opened: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const dispose of opened.splice(0)) await dispose();
});

async function open() {
  const { workspace, clock, dispose } = await aWorkspace();
  opened.push(dispose);
  const { clients, campaigns } = await workspace.cam();
  const client = await clients.create({ name: 'Northwind Studio', timeZone: 'Europe/Berlin' }, 'Ana');
  const dates = { startsOn: '2026-03-02', endsOn: '2026-03-31', holidays: ['2026-03-18'] };
  const campaign = await campaigns.create(client.id, { name: 'Spring push', ...dates }, 'Ana');
  const routes = defineRoutes(campaignOpsCalendarContract, (house: Workspace) => campaignOpsCalendarHandlers(house));
  const server = aServer('campaign-ops', routes, workspace);
  const api = createApiClient(campaignOpsCalendarContract, { fetch: (url, init) => requestApp(server, url, init) });
  return { api, clock, client, campaign, params: { campaignId: campaign.id } };
}

test('a calendar is suggested, previewed, saved once and told in its story', async () => {
  const { api, params } = await open();
  const { saved, suggestion } = await api.calendar({ params });
  expect(saved).toBeNull();
  expect(suggestion).toMatchObject({ timeZone: 'Europe/Berlin', endsOn: '2026-03-31', blackoutDates: ['2026-03-18'] });
  const preview = await api.previewCalendar({ params, body: { plan: suggestion } });
  const change = await api.saveCalendar({ params, body: { plan: suggestion, version: 0 } });
  expect(change).toEqual(preview);
  expect(change.added).toBeGreaterThan(0);
  expect(await api.saveCalendar({ params, body: { plan: suggestion, version: 1 } })).toMatchObject({
    added: 0,
    removed: 0,
  });
  expect(await api.calendar({ params })).toMatchObject({ saved: { version: 1 }, story: [{ who: 'Operator' }] });
  const wrong = { ...suggestion, endsOn: '2026-02-01' };
  await expect(api.previewCalendar({ params, body: { plan: wrong } })).rejects.toMatchObject({
    kind: 'invalid',
    code: 'calendar-ends-before-start',
  });
});

test('a task is done with proof, its follow-ups stand in the days on which they are due, and the week counts it', async () => {
  const { api, client, campaign, clock, params } = await open();
  const { suggestion } = await api.calendar({ params });
  await api.saveCalendar({ params, body: { plan: suggestion, version: 0 } });
  const { tasks } = await api.tasks({ query: { client: client.id, campaign: campaign.id } });
  const task = { params: { taskId: tasks[0]?.id ?? '' } };
  await api.editTask({ ...task, body: { copy: 'Spring is here.' } });
  clock.set('2026-03-04T09:00:00Z');
  const done = await api.completeTask({
    ...task,
    body: { proofUrl: 'https://www.linkedin.com/posts/northwind_1', note: '' },
  });
  expect(done).toMatchObject({ state: 'DONE', copy: 'Spring is here.', moves: [] });
  const days = { from: '2026-03-05', to: '2026-03-05', zone: 'Europe/Berlin', show: 'all' } as const;
  expect((await api.tasks({ query: days })).tasks).toMatchObject([
    { kind: 'ENGAGE', dueAt: '2026-03-05T09:00:00.000Z' },
  ]);
  const week = await api.week({ query: { campaign: campaign.id, zone: 'Europe/Berlin' } });
  expect(week).toMatchObject({
    today: '2026-03-04',
    from: '2026-03-02',
    to: '2026-03-08',
    total: { done: 1, overdue: 0 },
  });
  expect((await api.task(task)).story.map(({ what }) => what)).toEqual(['Completed the task', 'Changed the text']);
});

test('what is late is listed in one task, and moves need their reason', async () => {
  const { api, client, campaign, clock } = await open();
  const whose = { clientId: client.id, campaignId: campaign.id, timeZone: 'Europe/Berlin' };
  const task = await api.addTask({ body: { ...whose, title: 'Call Bob', day: '2026-03-02', time: '12:00' } });
  clock.set('2026-03-02T12:00:00Z');
  expect(await api.tasks()).toMatchObject({ overdue: 1, tasks: [{ title: 'Call Bob', dueness: 'overdue' }] });
  expect(await api.listOverdue({ params: { clientId: client.id } })).toEqual({ overdue: 1 });
  const move = (reason: string) => api.moveTask({ params: { taskId: task.id }, body: { move: 'block', reason } });
  await expect(move(' ')).rejects.toMatchObject({ code: 'task-reason-missing' });
  expect(await move('He is away.')).toMatchObject({ state: 'BLOCKED', reason: 'He is away.' });
});
