import type { ReactNode } from 'react';
import { useAddressValue } from '../components/address.ts';
import { useClients } from '../components/clients.ts';
import { useLayers } from './layers.tsx';
import classes from './side-bar.module.css';

const newClient = 'new';
const changeClient = 'change';

/** The client whose rows every tab shows; the choice stands in the address. */
export function ClientSelect(): ReactNode {
  const [client, setClient] = useAddressValue('client');
  const clients = useClients().data?.clients ?? [];
  const { show } = useLayers();
  const isKnown = client === null || clients.some(({ id }) => id === client);
  return (
    <select
      aria-label="Client"
      className={classes['client']}
      value={client ?? ''}
      onChange={({ currentTarget }) => {
        if (currentTarget.value === newClient) show('new-client');
        else if (currentTarget.value === changeClient) show('change-client');
        else setClient(currentTarget.value);
      }}
    >
      <option value="">All clients</option>
      {isKnown ? null : <option value={client}>One client</option>}
      {clients.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
      {client === null ? null : <option value={changeClient}>Change this client…</option>}
      <option value={newClient}>New client…</option>
    </select>
  );
}
