import { toAppError } from '@aicmo/core-kernel';
import { Figure, FigureRow, Page, QueryState } from '@aicmo/ui';
import { Button, Stack, Tabs, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { actionViews, type ActionViewName } from '../../../contract/autonomy.contract.ts';
import { useAddressValue, useClientFilter, useOpenRecord } from '../../components/address.ts';
import { useClients } from '../../components/clients.ts';
import { useHouse } from '../../components/house.ts';
import { counted } from '../../words.ts';
import { ActionDrawer } from './action-drawer.tsx';
import { ActionTable } from './action-table.tsx';
import { useActions, useLedger, useLookForWork } from './autonomy.queries.ts';
import { FlagsSection } from './flags-section.tsx';
import { LedgerTable } from './ledger-table.tsx';
import { NoActions } from './no-actions.tsx';
import { PolicyTable } from './policy-table.tsx';
import classes from './autonomy.module.css';

const views: Readonly<Record<ActionViewName | 'outbound' | 'may', string>> = {
  asks: 'Asks you',
  queue: 'Queue',
  stuck: 'Given up',
  over: 'Did',
  outbound: 'Outbound',
  may: 'May do',
};

/** What the engine wants, does and did; what it may do; and everything that tried to leave. */
export function AutonomyPanel(): ReactNode {
  const look = useLookForWork();
  const [chosen, setChosen] = useAddressValue('view');
  const [open, setOpen] = useOpenRecord();
  const clients = useClientNames();
  const view = chosen !== null && chosen in views ? chosen : 'asks';
  return (
    <Page
      title="Autonomy"
      question="What may the engine do, what does it want, and what did it do?"
      primaryAction={
        <Button loading={look.isPending} onClick={() => look.mutate(undefined, { onSuccess: () => setChosen(null) })}>
          Look for work
        </Button>
      }
    >
      <Found look={look} />
      <Figures onOpen={setChosen} />
      <Tabs value={view} onChange={setChosen} keepMounted={false}>
        <Tabs.List aria-label="Views" className={classes['views']}>
          {Object.entries(views).map(([id, name]) => (
            <Tabs.Tab key={id} value={id}>
              {name}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {actionViews.map((each) => (
          <Tabs.Panel key={each} value={each} pt="md">
            <Actions view={each} clients={clients} onLook={() => look.mutate(undefined)} />
          </Tabs.Panel>
        ))}
        <Tabs.Panel value="outbound" pt="md">
          <LedgerTable />
        </Tabs.Panel>
        <Tabs.Panel value="may" pt="md">
          <Stack gap="xl">
            <PolicyTable />
            <FlagsSection />
          </Stack>
        </Tabs.Panel>
      </Tabs>
      {open === null ? null : <ActionDrawer actionId={open} clients={clients} onClose={() => setOpen(null)} />}
    </Page>
  );
}

function Actions(props: {
  readonly view: ActionViewName;
  readonly clients: ReadonlyMap<string, string>;
  readonly onLook: () => void;
}): ReactNode {
  const { view, clients, onLook } = props;
  const query = useActions(view, useClientFilter());
  return (
    <QueryState query={query}>
      {({ actions }) => (
        <ActionTable
          label={views[view]}
          actions={actions}
          clients={clients}
          empty={<NoActions view={view} onLook={onLook} />}
        />
      )}
    </QueryState>
  );
}

function Figures({ onOpen }: { readonly onOpen: (view: string) => void }): ReactNode {
  const { proofMode } = useHouse();
  const counts = useActions('asks', useClientFilter()).data?.counts;
  const ledger = useLedger().data?.pages[0];
  return (
    <FigureRow>
      <Figure label="Ask you" value={counts?.asks ?? null} onOpen={() => onOpen('asks')} />
      <Figure label="In the queue" value={counts?.queue ?? null} onOpen={() => onOpen('queue')} />
      <Figure label="Given up or uncertain" value={counts?.stuck ?? null} onOpen={() => onOpen('stuck')} />
      <Figure
        label="External sends"
        value={ledger?.externalSends ?? null}
        note={proofMode ? 'proof mode: none can happen' : `of ${counted(ledger?.total ?? 0, 'effect')} attempted`}
        onOpen={() => onOpen('outbound')}
      />
    </FigureRow>
  );
}

function Found({ look }: { readonly look: ReturnType<typeof useLookForWork> }): ReactNode {
  if (look.error) {
    return (
      <Text role="alert" c="var(--mantine-color-error)">
        {toAppError(look.error).message}
      </Text>
    );
  }
  if (!look.data) return null;
  const { proposed, known, manual } = look.data;
  const parts = [
    proposed > 0 ? `${counted(proposed, 'new proposal')}` : 'Nothing new',
    ...(known > 0 ? [`${counted(known, 'thing')} proposed already`] : []),
    ...(manual > 0 ? [`${counted(manual, 'thing')} kept back by manual mode`] : []),
  ];
  return <Text role="status">{parts.join(' · ')}.</Text>;
}

function useClientNames(): ReadonlyMap<string, string> {
  const clients = useClients().data?.clients ?? [];
  return new Map(clients.map(({ id, name }) => [id, name]));
}
