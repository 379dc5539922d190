import type { InboxItem } from '@aicmo/cam/contract';
import { parseInstant } from '@aicmo/core-kernel';
import { RelativeTime } from '@aicmo/ui';
import { Button, Group, Menu, Text } from '@mantine/core';
import { IconChevronDown, IconClock, IconUser } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { AssignMenu } from './assign-menu.tsx';
import { outcomeActs, outcomeWords } from './inbox-words.ts';
import classes from './inbox.module.css';
import type { Thread } from './inbox.queries.ts';
import { useAct } from './use-act.ts';

interface ConversationActsProps {
  readonly thread: Thread;
  readonly items: readonly InboxItem[];
  readonly onMove: (id: string | null) => void;
  readonly onMeeting: () => void;
}

/** How many outcomes are a button of their own; the others stand in the menu. */
const usual = 3;

const delays: readonly (readonly [title: string, days: number])[] = [
  ['Tomorrow at nine', 1],
  ['In three days', 3],
  ['In a week', 7],
  ['In a month', 30],
  ['In three months', 91],
];

/** What a person can say to a conversation with one click; each can be taken back. */
export function ConversationActs({ thread, items, onMove, onMeeting }: ConversationActsProps): ReactNode {
  const act = useAct(items, onMove);
  const { item } = thread;
  const settle = (outcome: (typeof outcomeActs)[number]['outcome']): void =>
    act.outcome(item.id, outcome, outcome === 'MEETING' ? onMeeting : undefined);
  return (
    <div className={classes['acts']} role="group" aria-label="What it came to">
      {outcomeActs.slice(0, usual).map(({ outcome, verb }) => (
        <Button
          key={outcome}
          size="compact-sm"
          variant={item.outcome === outcome ? 'light' : 'default'}
          disabled={act.isBusy(item.id) || item.outcome === outcome}
          onClick={() => settle(outcome)}
        >
          {verb}
        </Button>
      ))}
      <Choice title="More" icon={null} busy={act.isBusy(item.id)}>
        {outcomeActs.slice(usual).map(({ outcome, verb, does }) => (
          <Menu.Item key={outcome} disabled={item.outcome === outcome} onClick={() => settle(outcome)}>
            {verb}
            <Text size="xs" c="dimmed">
              {does}
            </Text>
          </Menu.Item>
        ))}
      </Choice>
      <Choice title="Later" icon={<IconClock size={14} aria-hidden="true" />} busy={act.isBusy(item.id)}>
        {delays.map(([title, days]) => (
          <Menu.Item key={days} onClick={() => act.later(item.id, days)}>
            {title}
          </Menu.Item>
        ))}
      </Choice>
      <AssignMenu
        icon={<IconUser size={14} aria-hidden="true" />}
        assignedTo={item.assignedTo}
        clientId={item.clientId}
        onAssign={(name) => act.assign.mutate({ id: item.id, name })}
      />
      <Standing item={item} onReopen={() => act.reopen.mutate(item.id)} busy={act.reopen.isPending} />
    </div>
  );
}

interface ChoiceProps {
  readonly title: string;
  readonly icon: ReactNode;
  readonly busy: boolean;
  readonly children: ReactNode;
}

function Choice({ title, icon, busy, children }: ChoiceProps): ReactNode {
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <Button
          size="compact-sm"
          variant="default"
          disabled={busy}
          {...(icon === null ? {} : { leftSection: icon })}
          rightSection={<IconChevronDown size={14} aria-hidden="true" />}
        >
          {title}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>{children}</Menu.Dropdown>
    </Menu>
  );
}

interface StandingProps {
  readonly item: InboxItem;
  readonly onReopen: () => void;
  readonly busy: boolean;
}

/** How it stands, where it does not simply wait. */
function Standing({ item, onReopen, busy }: StandingProps): ReactNode {
  const { waitsSince, isLater, outcome } = item;
  if (waitsSince !== null && !isLater) return null;
  return (
    <Group gap="xs">
      <Text size="sm" c="dimmed">
        {waitsSince === null ? (
          `Done${outcome === null ? '' : `: ${outcomeWords[outcome].toLowerCase()}`}`
        ) : (
          <>
            Comes back <RelativeTime at={parseInstant(waitsSince)} />
          </>
        )}
      </Text>
      <Button size="compact-sm" variant="subtle" loading={busy} onClick={onReopen}>
        Let it wait again
      </Button>
    </Group>
  );
}
