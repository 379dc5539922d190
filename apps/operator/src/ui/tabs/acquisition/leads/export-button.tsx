import { toAppError } from '@aicmo/core-kernel';
import { Button, Tooltip } from '@mantine/core';
import type { ReactNode } from 'react';
import { useExport } from './leads.queries.ts';
import type { ListAddress } from './list-address.ts';

/** The list, as it is narrowed and sorted, as a file for a spreadsheet. */
export function ExportButton({ address }: { readonly address: ListAddress }): ReactNode {
  const exporting = useExport();
  const failure = exporting.error === null ? null : toAppError(exporting.error).message;
  const button = (
    <Button variant="default" loading={exporting.isPending} onClick={() => exporting.mutate(address)}>
      {failure === null ? 'Export list' : 'Export again'}
    </Button>
  );
  return failure === null ? (
    button
  ) : (
    <Tooltip label={failure} opened>
      {button}
    </Tooltip>
  );
}
