import { AppLink } from '@aicmo/ui';
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { tabHref, useClientFilter } from '../../../components/address.ts';

/** Leads from two ticked leads to both side by side; nothing for any other number of them. */
export function CompareTwo({ leadIds }: { readonly leadIds: readonly string[] }): ReactNode {
  const client = useClientFilter();
  const [one, other, ...more] = leadIds;
  if (one === undefined || other === undefined || more.length > 0) return null;
  const href = tabHref('acquisition', client, { view: 'matches', one, other });
  return (
    <Button size="compact-sm" variant="default" component={AppLink} href={href}>
      Compare the two
    </Button>
  );
}
