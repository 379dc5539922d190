import { EmptyState } from '@aicmo/ui';
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useSearchParams } from 'react-router';

interface NoLeadsProps {
  readonly isFiltered: boolean;
  readonly onImport: () => void;
}

/** Why the table is empty, and the one next step. */
export function NoLeads({ isFiltered, onImport }: NoLeadsProps): ReactNode {
  const [search, setSearch] = useSearchParams();
  const client = search.get('client');
  if (isFiltered) {
    return (
      <EmptyState
        title="No lead fits these filters"
        why="Leads are here, but none of them is all of that at once."
        action={
          <Button variant="default" onClick={() => setSearch(client === null ? {} : { client })}>
            Show all leads
          </Button>
        }
      />
    );
  }
  return (
    <EmptyState
      title="No leads yet"
      why="People at companies stand here, the most promising first, each with the reasons for its score. They come from a list that you bring: CSV, Excel or JSON, with whatever columns it has."
      action={<Button onClick={onImport}>Import leads</Button>}
    />
  );
}
