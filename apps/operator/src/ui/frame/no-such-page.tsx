import { AppLink, EmptyState, Page } from '@aicmo/ui';
import type { ReactNode } from 'react';

/** For an address that no tab has. */
export function NoSuchPage(): ReactNode {
  return (
    <Page title="No such page" question="This address belongs to no tab.">
      <EmptyState
        title="Nothing stands here"
        why="The link may be from another version of AICMO."
        action={<AppLink href="/command-center">Open the Command Center</AppLink>}
      />
    </Page>
  );
}
