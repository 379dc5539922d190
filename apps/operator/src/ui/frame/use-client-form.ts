import { useRef, useState, type FormEvent } from 'react';
import type { ClientForm } from '../../contract/clients.contract.ts';

/** The fields of a client as typed, and the one fault they can have; `onDone` gets what has a name. */
export function useClientForm(start: () => ClientForm, onDone: (client: ClientForm) => void) {
  const [client, setClient] = useState(start);
  const [isUnnamed, setUnnamed] = useState(false);
  const nameField = useRef<HTMLInputElement>(null);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const hasNoName = client.name.trim() === '';
    setUnnamed(hasNoName);
    if (hasNoName) nameField.current?.focus();
    else onDone(client);
  };
  const onChange = (part: Partial<ClientForm>): void => setClient((before) => ({ ...before, ...part }));
  return { client, onChange, submit, isUnnamed, nameField };
}
