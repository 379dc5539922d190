import { EmptyState, Page, QueryState } from '@aicmo/ui';
import { Button } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useNavigate } from 'react-router';
import type { NeedsYouRow } from '../../../contract/command-center.contract.ts';
import { tabHref, useClientFilter } from '../../components/address.ts';
import { useNeedsYou } from './command-center.queries.ts';
import { NeedsYouList } from './needs-you-list.tsx';
import { TwoDoors } from './two-doors.tsx';

/** One list: what needs a person, most urgent first, each row with its single next action. */
export function CommandCenterPanel(): ReactNode {
  const needs = useNeedsYou();
  const client = useClientFilter();
  return (
    <Page title="Command Center" question="What needs you now, across all clients, most urgent first.">
      <QueryState query={needs}>
        {({ rows, isEmptyHouse }) => (
          <>
            {isEmptyHouse ? <TwoDoors /> : null}
            <Rows
              rows={client === null ? rows : rows.filter((row) => row.clientId === client)}
              isQuiet={isEmptyHouse}
            />
          </>
        )}
      </QueryState>
    </Page>
  );
}

interface RowsProps {
  readonly rows: readonly NeedsYouRow[];
  /** The doors above say what to do; nothing needs to be said about an empty list. */
  readonly isQuiet: boolean;
}

const shownAtFirst = 100;

function Rows({ rows, isQuiet }: RowsProps): ReactNode {
  const [shown, setShown] = useState(shownAtFirst);
  if (rows.length === 0) return isQuiet ? null : <Nothing />;
  return (
    <>
      <NeedsYouList rows={rows.slice(0, shown)} total={rows.length} />
      {rows.length > shown ? (
        <Button variant="default" onClick={() => setShown(shown + shownAtFirst)}>
          Show more
        </Button>
      ) : null}
    </>
  );
}

function Nothing(): ReactNode {
  const navigate = useNavigate();
  const client = useClientFilter();
  return (
    <EmptyState
      title="Nothing needs you"
      why="Replies, approvals, tasks and anything that blocks a campaign will stand here, most urgent first."
      action={<Button onClick={() => void navigate(tabHref('campaign-ops', client))}>Open Campaign Ops</Button>}
    />
  );
}
