import type { CampaignId, ClientId, OperatorTaskId } from '@aicmo/core-kernel';
import type { Handlers } from '@aicmo/core-server';
import type { Workspace } from '@aicmo/workspace';
import type { campaignOpsCalendarContract } from '../../contract/campaign-ops-calendar.contract.ts';

type CampaignOps = Awaited<ReturnType<Workspace['campaignOps']>>;
type TaskFilter = NonNullable<Parameters<CampaignOps['tasks']['list']>[0]>;

const by = 'Operator';

// Ids cross the wire as text; the library looks each of them up.
const campaignOf = (id: string) => id as CampaignId;
const clientOf = (id: string) => id as ClientId;
const taskOf = (id: string) => id as OperatorTaskId;

/** The calendar and the tasks, spread into the routes of the tab Campaign Ops. */
export const campaignOpsCalendarHandlers = (workspace: Workspace): Handlers<typeof campaignOpsCalendarContract> => ({
  calendarChoices: async ({ query }) => ({ campaigns: await choices(workspace, query.client) }),
  calendar: async ({ params }) => {
    const { calendar } = await workspace.campaignOps();
    const campaignId = campaignOf(params.campaignId);
    const [saved, suggestion, story] = [
      await calendar.read(campaignId),
      await calendar.suggest(campaignId),
      await calendar.story(campaignId),
    ];
    return { saved: saved ?? null, suggestion, story };
  },
  previewCalendar: async ({ params, body }) => {
    const { calendar } = await workspace.campaignOps();
    return calendar.preview({ campaignId: campaignOf(params.campaignId), plan: body.plan });
  },
  saveCalendar: async ({ params, body }) => {
    const { calendar } = await workspace.campaignOps();
    return calendar.save({ campaignId: campaignOf(params.campaignId), ...body, by });
  },
  tasks: ({ query }) => listTasks(workspace, query),
  task: async ({ params }) => (await workspace.campaignOps()).tasks.get(taskOf(params.taskId)),
  addTask: async ({ body: { day, time, clientId, campaignId, ...task } }) => {
    const { tasks } = await workspace.campaignOps();
    const whose = {
      clientId: clientOf(clientId),
      ...(campaignId === null ? {} : { campaignId: campaignOf(campaignId) }),
    };
    return tasks.add({ ...task, ...whose, dueAt: { day, time }, by });
  },
  editTask: async ({ params, body: { copy, day, time } }) => {
    const { tasks } = await workspace.campaignOps();
    const due = day === undefined || time === undefined ? {} : { dueAt: { day, time } };
    return tasks.edit({ id: taskOf(params.taskId), by, ...(copy === undefined ? {} : { copy }), ...due });
  },
  completeTask: async ({ params, body }) =>
    (await workspace.campaignOps()).tasks.complete({ id: taskOf(params.taskId), by, ...body }),
  moveTask: async ({ params, body: { move, reason } }) =>
    (await workspace.campaignOps()).tasks[move]({ id: taskOf(params.taskId), by, reason }),
  listOverdue: async ({ params }) => {
    const { overdue } = await (await workspace.campaignOps()).escalateOverdue(clientOf(params.clientId));
    return { overdue };
  },
  week: async ({ query: { client, campaign, day, zone } }) => {
    const ops = await workspace.campaignOps();
    const summary = await ops.weeklySummary({
      timeZone: zone,
      ...(client === undefined ? {} : { clientId: clientOf(client) }),
      ...(campaign === undefined ? {} : { campaignId: campaignOf(campaign) }),
      ...(day === undefined ? {} : { day }),
    });
    return { ...summary, today: ops.today(zone) };
  },
});

interface TaskQuery {
  readonly client?: string | undefined;
  readonly campaign?: string | undefined;
  readonly show?: 'waiting' | 'all' | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly zone?: string | undefined;
}

async function listTasks(workspace: Workspace, { client, campaign, show, from, to, zone }: TaskQuery) {
  const { tasks, daysBetween } = await workspace.campaignOps();
  const waiting = ['OPEN', 'BLOCKED'] as const;
  const whose: TaskFilter = {
    ...(client === undefined ? {} : { clientId: client }),
    ...(campaign === undefined ? {} : { campaignId: campaign }),
  };
  const days = from === undefined || to === undefined ? {} : daysBetween(from, to, zone ?? 'UTC');
  const kinds = ['POST', 'ENGAGE', 'MANUAL', 'OUTREACH'] as const;
  const overdue = await tasks.count({ ...whose, states: waiting, kinds, before: workspace.clock.now() });
  return {
    tasks: await tasks.list({ ...whose, ...days, ...(show === 'all' ? {} : { states: waiting }) }, 1000),
    overdue,
  };
}

async function choices(workspace: Workspace, client: string | undefined) {
  const { campaigns, clients } = await workspace.cam();
  const known = new Map((await clients.list()).map((each) => [each.id, each]));
  const found = await campaigns.list(client === undefined ? {} : { clientId: client });
  return found.flatMap(({ id, name, clientId, status }) => {
    const owner = known.get(clientId);
    if (!owner) return [];
    const isOver = status === 'COMPLETED' || status === 'ARCHIVED';
    return [{ id, name, clientId, clientName: owner.name, timeZone: owner.timeZone, isOver }];
  });
}
