import { parseInstant } from '@aicmo/core-kernel';
import type { ActionView, AutonomyEvent } from '@aicmo/autonomy/contract';
import { DetailDrawer, Facts, QueryState, RelativeTime, Section, Story } from '@aicmo/ui';
import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useHouse } from '../../components/house.ts';
import { ActionActs } from './action-acts.tsx';
import { ActionState } from './action-words.tsx';
import { useAction } from './autonomy.queries.ts';

interface ActionDrawerProps {
  readonly actionId: string;
  readonly clients: ReadonlyMap<string, string>;
  readonly onClose: () => void;
}

/** One action: what it rests on, what came of it, its story, and what a person can do with it now. */
export function ActionDrawer({ actionId, clients, onClose }: ActionDrawerProps): ReactNode {
  const query = useAction(actionId);
  const action = query.data?.action;
  return (
    <DetailDrawer
      opened
      onClose={onClose}
      title={action?.title ?? 'Action'}
      subtitle={action ? <ActionState action={action} /> : undefined}
      action={action && action.moves.length > 0 ? <ActionActs key={action.state} action={action} /> : undefined}
    >
      <QueryState query={query}>
        {(found) => <Body {...found} client={clients.get(found.action.clientId)} />}
      </QueryState>
    </DetailDrawer>
  );
}

interface BodyProps {
  readonly action: ActionView;
  readonly story: readonly AutonomyEvent[];
  readonly client: string | undefined;
}

function Body({ action, story, client }: BodyProps): ReactNode {
  const { result, lastError, decision, evidence } = action;
  return (
    <>
      <Held action={action} />
      <Text>{action.why}</Text>
      {lastError ? (
        <Text role="status" c="var(--mantine-color-error)">
          {lastError}
        </Text>
      ) : null}
      {result ? (
        <Section title="What came of it">
          <Text>{result.summary}</Text>
          <Facts items={result.facts} />
        </Section>
      ) : null}
      <Section title="What it rests on">
        <Facts
          items={[
            { label: 'Client', value: client },
            { label: 'Kind', value: action.kindTitle },
            ...evidence,
            { label: 'Proposed', value: <RelativeTime at={parseInstant(action.proposedAt)} /> },
            ...(decision ? [{ label: 'Answer', value: answerOf(decision) }] : []),
          ]}
        />
      </Section>
      <Section title="Story">
        <Story
          entries={story.map(({ at, who, what, why }) => ({ at: parseInstant(at), who, what, why: why || undefined }))}
        />
      </Section>
    </>
  );
}

/** An action that is allowed but held says so, else a yes without effect would look like a fault. */
function Held({ action }: { readonly action: ActionView }): ReactNode {
  const { paused, killed } = useHouse();
  const isReady = action.state === 'PENDING' || (action.state === 'AWAITING_APPROVAL' && action.decision !== null);
  if (!isReady || (!paused && !killed)) return null;
  return <Text role="status">Everything is on hold. This goes on when you release it.</Text>;
}

const answerOf = ({ verdict, by, reason }: NonNullable<ActionView['decision']>): string =>
  `${verdict === 'APPROVED' ? 'Yes' : 'No'}, by ${by}${reason ? `: ${reason}` : ''}`;
