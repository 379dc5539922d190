import { parseInstant } from '@aicmo/core-kernel';
import type { ActionView } from '@aicmo/autonomy/contract';
import { DataTable, RelativeTime, type Column } from '@aicmo/ui';
import type { ReactNode } from 'react';
import { useOpenRecord } from '../../components/address.ts';
import { counted } from '../../words.ts';
import { ActionState, stateText } from './action-words.tsx';

interface ActionTableProps {
  readonly label: string;
  readonly actions: readonly ActionView[];
  /** Names of clients by id. */
  readonly clients: ReadonlyMap<string, string>;
  readonly empty: ReactNode;
}

/** Actions, one a row; a row opens its story. */
export function ActionTable({ label, actions, clients, empty }: ActionTableProps): ReactNode {
  const [open, setOpen] = useOpenRecord();
  const nameOf = (action: ActionView): string => clients.get(action.clientId) ?? 'A client that is gone';
  const columns: readonly Column<ActionView>[] = [
    { id: 'title', header: 'What', width: 280, render: ({ title }) => title, text: ({ title }) => title },
    { id: 'client', header: 'Client', width: 150, render: nameOf, text: nameOf },
    {
      id: 'state',
      header: 'State',
      width: 200,
      render: (action) => <ActionState action={action} />,
      text: stateText,
    },
    { id: 'why', header: 'Why', width: 300, render: reasonOf, text: reasonOf },
    {
      id: 'since',
      header: 'Since',
      width: 100,
      render: ({ changedAt }) => <RelativeTime at={parseInstant(changedAt)} />,
    },
  ];
  return (
    <DataTable
      label={label}
      rows={actions}
      rowId={({ id }) => id}
      columns={columns}
      onOpen={({ id }) => setOpen(id)}
      openId={open}
      summary={`${counted(actions.length, 'action')}, the latest change first`}
      empty={empty}
    />
  );
}

/** What a reader asks of a row in this state: why it is wanted, what went wrong, or what came of it. */
const reasonOf = ({ lastError, result, decision, why }: ActionView): string =>
  lastError || result?.summary || (decision?.verdict === 'REJECTED' ? decision.reason : why);
