import { createApiClient } from '@aicmo/core-server/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { campaignOpsCalendarContract } from '../../../contract/campaign-ops-calendar.contract.ts';

const api = createApiClient(campaignOpsCalendarContract);
const askEveryMs = 30_000;

/** Whose calendar is shown: a campaign's, a client's, or everybody's (both null). */
export interface CalendarScope {
  readonly client: string | null;
  readonly campaign: string | null;
}

const queryOf = ({ client, campaign }: CalendarScope) => ({
  client: client ?? undefined,
  campaign: campaign ?? undefined,
});

/** The campaigns that a calendar can be made for. */
export const useCalendarChoices = (client: string | null) =>
  useQuery({
    queryKey: ['campaign-ops', 'calendar-choices', client],
    queryFn: ({ signal }) => api.calendarChoices({ query: { client: client ?? undefined }, signal }),
  });

/** The plan of a campaign's calendar, or one to begin with. */
export const useCalendar = (campaignId: string) =>
  useQuery({
    queryKey: ['campaign-ops', 'calendar', campaignId],
    queryFn: ({ signal }) => api.calendar({ params: { campaignId }, signal }),
  });

/** The tasks of local days, both included, in the order of time. */
export const useTasksOfDays = (scope: CalendarScope, days: { from: string; to: string; zone: string }) =>
  useQuery({
    queryKey: ['campaign-ops', 'tasks', scope, days],
    queryFn: ({ signal }) => api.tasks({ query: { ...queryOf(scope), ...days, show: 'all' }, signal }),
    placeholderData: (before) => before,
    refetchInterval: askEveryMs,
  });

/** The tasks that wait, or all of them, the earliest first. */
export const useTasks = (scope: CalendarScope, show: 'waiting' | 'all') =>
  useQuery({
    queryKey: ['campaign-ops', 'tasks', scope, show],
    queryFn: ({ signal }) => api.tasks({ query: { ...queryOf(scope), show }, signal }),
    refetchInterval: askEveryMs,
  });

/** One task with its story. */
export const useTask = (taskId: string) =>
  useQuery({
    queryKey: ['campaign-ops', 'task', taskId],
    queryFn: ({ signal }) => api.task({ params: { taskId }, signal }),
  });

/** This week from Monday to Sunday, and what day it is. */
export const useWeek = (scope: CalendarScope, zone: string) =>
  useQuery({
    queryKey: ['campaign-ops', 'week', scope, zone],
    queryFn: ({ signal }) => api.week({ query: { ...queryOf(scope), zone }, signal }),
    refetchInterval: askEveryMs,
  });

/** A plan as the form holds it; the library reads it. */
export type TypedPlan = Readonly<Record<string, unknown>>;

/** What saving this plan would do. */
export const usePreviewCalendar = (campaignId: string) =>
  useMutation({ mutationFn: (plan: TypedPlan) => api.previewCalendar({ params: { campaignId }, body: { plan } }) });

/** Saves the plan, on the version that was edited. */
export const useSaveCalendar = (campaignId: string, version: number) =>
  useCalendarAct((plan: TypedPlan) => api.saveCalendar({ params: { campaignId }, body: { plan, version } }));

/** Completes a task with proof. */
export const useCompleteTask = (taskId: string) =>
  useCalendarAct((body: { proofUrl: string; note: string }) => api.completeTask({ params: { taskId }, body }));

/** Decides about a task, with the reason. */
export const useMoveTask = (taskId: string) =>
  useCalendarAct((body: { move: 'block' | 'unblock' | 'miss' | 'cancel' | 'reopen'; reason: string }) =>
    api.moveTask({ params: { taskId }, body }),
  );

/** Changes the text or the time of a task. */
export const useEditTask = (taskId: string) =>
  useCalendarAct((body: { copy?: string; day?: string; time?: string }) => api.editTask({ params: { taskId }, body }));

/** A task as a person writes it down. */
export interface TypedTask {
  readonly clientId: string;
  readonly campaignId: string | null;
  readonly title: string;
  readonly day: string;
  readonly time: string;
  readonly timeZone: string;
}

/** Writes a task down. */
export const useAddTask = () => useCalendarAct((task: TypedTask) => api.addTask({ body: task }));

/** Brings the one task that lists what is overdue up to date. */
export const useListOverdue = () => useCalendarAct((clientId: string) => api.listOverdue({ params: { clientId } }));

function useCalendarAct<Input, Result>(act: (input: Input) => Promise<Result>) {
  const queries = useQueryClient();
  return useMutation({ mutationFn: act, onSuccess: () => queries.invalidateQueries() });
}
