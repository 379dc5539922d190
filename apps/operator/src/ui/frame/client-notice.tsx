import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useAddressValue } from '../components/address.ts';
import { useClients } from '../components/clients.ts';
import classes from './frame.module.css';

/** Says that the address names a client that is not there: every list below it is empty for that reason alone. */
export function ClientNotice(): ReactNode {
  const [client, setClient] = useAddressValue('client');
  const { data, isFetching } = useClients();
  // A client that was made just now comes with the next answer.
  if (client === null || data === undefined || isFetching || data.clients.some(({ id }) => id === client)) return null;
  return (
    <div role="alert" className={classes['notice']}>
      <span>
        The client in this address is not there: it was archived, or the address is not whole. So nothing is listed
        here.
      </span>
      <Button size="compact-sm" onClick={() => setClient(null)}>
        Show all clients
      </Button>
    </div>
  );
}
