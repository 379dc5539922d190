import { EmptyState, Figure, FigureRow, QueryState } from '@aicmo/ui';
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import type { CalendarCampaign } from '../../../contract/campaign-ops-calendar.contract.ts';
import { tabHref, useAddressValue, useClientFilter, useOpenRecord } from '../../components/address.ts';
import { useClients } from '../../components/clients.ts';
import { useListOverdue, useTasks, useWeek, type CalendarScope } from './calendar.queries.ts';
import { weekWords } from './month-days.ts';
import { MonthTable } from './month-table.tsx';
import { NewTaskDrawer } from './new-task-drawer.tsx';
import { TaskDrawer } from './task-drawer.tsx';
import { taskIdOf, taskOpen } from './task-address.ts';
import { TaskTable } from './task-table.tsx';

interface CalendarContentProps {
  readonly campaigns: readonly CalendarCampaign[];
  readonly campaign: CalendarCampaign | undefined;
  readonly isWriting: boolean;
  readonly onWritten: () => void;
}

/** The week in figures, the month as a table, the tasks as a list, and the task that is open. */
export function CalendarContent({ campaigns, campaign, isWriting, onWritten }: CalendarContentProps): ReactNode {
  const client = useClientFilter();
  const [open, setOpen] = useOpenRecord();
  const scope: CalendarScope = { client, campaign: campaign?.id ?? null };
  const zone = useZone(campaign, client);
  const week = useWeek(scope, zone);
  const names = useNames(campaigns);
  const openTask = (id: string): void => setOpen(taskOpen(id));
  const taskId = taskIdOf(open);
  return (
    <>
      <QueryState query={week}>
        {(found) => (
          <>
            <WeekFigures scope={scope} week={found} />
            <MonthTable scope={scope} zone={zone} today={found.today} onOpen={openTask} />
            {isWriting ? (
              <NewTaskDrawer
                campaigns={campaigns}
                campaignId={scope.campaign}
                today={found.today}
                onClose={onWritten}
              />
            ) : null}
          </>
        )}
      </QueryState>
      <TaskTable
        scope={scope}
        week={week.data?.tasks ?? []}
        names={names}
        openId={taskId}
        onOpen={openTask}
        acts={<OverdueAct client={campaign?.clientId ?? client} scope={scope} />}
        empty={
          <EmptyState
            title="No tasks wait"
            why="A planned calendar makes a task for each post; a published post makes two follow-ups. Choose a campaign above and plan its calendar."
          />
        }
      />
      {taskId === null ? null : <TaskDrawer taskId={taskId} names={names} onClose={() => setOpen(null)} />}
    </>
  );
}

type WeekData = NonNullable<ReturnType<typeof useWeek>['data']>;

function WeekFigures({ scope, week }: { readonly scope: CalendarScope; readonly week: WeekData }): ReactNode {
  const [, setShow] = useAddressValue('tasks');
  const overdue = useTasks(scope, 'waiting').data?.overdue ?? null;
  const note = weekWords(week.from, week.to);
  return (
    <FigureRow>
      <Figure label="Planned this week" value={week.total.planned} note={note} onOpen={() => setShow('week')} />
      <Figure label="Done this week" value={week.total.done} note={note} onOpen={() => setShow('week-done')} />
      <Figure label="Overdue this week" value={week.total.overdue} note={note} onOpen={() => setShow('week-overdue')} />
      <Figure label="Overdue in all" value={overdue} onOpen={() => setShow('overdue')} />
    </FigureRow>
  );
}

/** Brings the one task that lists what is overdue up to date; only where a client is known and something is late. */
function OverdueAct({ client, scope }: { readonly client: string | null; readonly scope: CalendarScope }): ReactNode {
  const overdue = useTasks(scope, 'waiting').data?.overdue ?? 0;
  const { mutate, isPending } = useListOverdue();
  if (client === null || overdue === 0) return null;
  return (
    <Button size="compact-sm" variant="default" loading={isPending} onClick={() => mutate(client)}>
      List what is overdue in one task
    </Button>
  );
}

/** A calendar needs a campaign. */
export function NoCampaigns(): ReactNode {
  const navigate = useNavigate();
  const client = useClientFilter();
  return (
    <EmptyState
      title="No campaigns yet"
      why="A calendar belongs to a campaign: its dates, its holidays and its client's time zone. Make the campaign first."
      action={
        <Button onClick={() => void navigate(tabHref('campaign-ops', client, { campaign: 'new' }))}>
          Make the first campaign
        </Button>
      }
    />
  );
}

/** The days are those of the campaign's client, else of the clients shown when they share a zone, else of the person. */
function useZone(campaign: CalendarCampaign | undefined, client: string | null): string {
  const clients = useClients().data?.clients ?? [];
  const shown = clients.filter(({ id }) => client === null || id === client);
  const [first, ...others] = new Set(campaign ? [campaign.timeZone] : shown.map(({ timeZone }) => timeZone));
  const isShared = first !== undefined && others.length === 0;
  return isShared ? first : new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

function useNames(campaigns: readonly CalendarCampaign[]): ReadonlyMap<string, string> {
  const clients = useClients().data?.clients ?? [];
  return new Map([...clients, ...campaigns].map(({ id, name }) => [id, name]));
}
