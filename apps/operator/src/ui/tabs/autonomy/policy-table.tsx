import { parseInstant } from '@aicmo/core-kernel';
import { DataTable, EmptyState, QueryState, RelativeTime, Section, StateBadge, type Column } from '@aicmo/ui';
import type { ReactNode } from 'react';
import type { ClientPolicy } from '../../../contract/autonomy.contract.ts';
import { useAddressValue, useClientFilter } from '../../components/address.ts';
import { counted } from '../../words.ts';
import { modes } from './action-words.tsx';
import { usePolicies } from './autonomy.queries.ts';
import { PolicyDrawer } from './policy-drawer.tsx';

const columns: readonly Column<ClientPolicy>[] = [
  {
    id: 'client',
    header: 'Client',
    width: 180,
    render: ({ client }) => client.name,
    text: ({ client }) => client.name,
  },
  {
    id: 'mode',
    header: 'Mode',
    width: 130,
    render: ({ policy: { mode } }) => (
      <StateBadge tone={mode === 'FULL_AUTO' ? 'warn' : 'neutral'}>{modes[mode].name}</StateBadge>
    ),
  },
  { id: 'means', header: 'What it means', width: 380, render: meaningOf, text: meaningOf },
  {
    id: 'exceptions',
    header: 'Exceptions',
    width: 110,
    render: ({ policy }) => counted(policy.narrower.length, 'exception'),
  },
  { id: 'by', header: 'Set by', width: 120, render: ({ policy }) => policy.changedBy ?? 'the default' },
  {
    id: 'at',
    header: 'Set',
    width: 100,
    render: ({ policy: { changedAt } }) => (changedAt ? <RelativeTime at={parseInstant(changedAt)} /> : 'never'),
  },
];

/** What the engine may do, client by client; a row opens the form. */
export function PolicyTable(): ReactNode {
  const query = usePolicies(useClientFilter());
  const [open, setOpen] = useAddressValue('policy');
  return (
    <Section title="What it may do for each client" note="an exception can only allow less">
      <QueryState query={query}>
        {({ policies, kinds }) => {
          const opened = policies.find(({ client }) => client.id === open);
          return (
            <>
              <DataTable
                label="What the engine may do"
                rows={policies}
                rowId={({ client }) => client.id}
                columns={columns}
                onOpen={({ client }) => setOpen(client.id)}
                openId={open}
                summary={counted(policies.length, 'client')}
                empty={
                  <EmptyState
                    title="No clients yet"
                    why="Each client will stand here with what the engine may do for it. Make a client in the list at the top left."
                  />
                }
              />
              {opened ? (
                <PolicyDrawer
                  key={`${opened.client.id} ${opened.policy.version}`}
                  found={opened}
                  kinds={kinds}
                  onClose={() => setOpen(null)}
                />
              ) : null}
            </>
          );
        }}
      </QueryState>
    </Section>
  );
}

function meaningOf({ policy }: ClientPolicy): string {
  return modes[policy.mode].meaning;
}
