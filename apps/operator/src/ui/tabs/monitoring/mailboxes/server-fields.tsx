import type { MailServer } from '@aicmo/cam/contract';
import { NumberInput, PasswordInput, Select, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './mailboxes.module.css';

interface ServerFieldsProps {
  readonly which: 'smtp' | 'imap';
  readonly server: MailServer;
  /** The field that was refused, as the refusal names it. */
  readonly wrong: unknown;
  /** Whether a password is stored already. */
  readonly isStored: boolean;
  readonly onServer: (server: MailServer) => void;
  readonly onPassword: (password: string) => void;
}

const securities: readonly { readonly value: MailServer['security']; readonly label: string }[] = [
  { value: 'tls', label: 'TLS' },
  { value: 'starttls', label: 'STARTTLS' },
  { value: 'none', label: 'None (this machine only)' },
];

/** A server, who logs in there, and the password, which is never shown again. */
export function ServerFields({ which, server, wrong, isStored, onServer, onPassword }: ServerFieldsProps): ReactNode {
  const purpose = which === 'smtp' ? 'sending' : 'reading';
  const isWrong = (field: string): boolean => wrong === `${which}${field}`;
  const usual = which === 'smtp' ? 'As the provider gives it to programs' : 'Empty: the password for sending';
  return (
    <div>
      <div className={classes['server']}>
        <TextInput
          label={`Server for ${purpose}`}
          value={server.host}
          error={isWrong('Host')}
          onChange={({ currentTarget }) => onServer({ ...server, host: currentTarget.value })}
        />
        <NumberInput
          label={`Port for ${purpose}`}
          min={1}
          max={65_535}
          value={server.port}
          error={isWrong('Port')}
          onChange={(port) => onServer({ ...server, port: Number(port) })}
        />
        <Select
          label={`Encryption for ${purpose}`}
          data={securities}
          allowDeselect={false}
          value={server.security}
          error={isWrong('Security')}
          onChange={(value) => {
            const security = securities.find((each) => each.value === value)?.value;
            if (security) onServer({ ...server, security });
          }}
        />
        <TextInput
          label={`Proxy for ${purpose}`}
          description="Empty: directly"
          placeholder="socks5://host:port"
          value={server.proxy ?? ''}
          error={isWrong('Proxy')}
          onChange={({ currentTarget }) => onServer({ ...server, proxy: currentTarget.value })}
        />
      </div>
      <div className={classes['server']}>
        <TextInput
          label={`User for ${purpose}`}
          description="Empty: the address"
          value={server.user}
          error={isWrong('User')}
          onChange={({ currentTarget }) => onServer({ ...server, user: currentTarget.value })}
        />
        <PasswordInput
          label={`Password for ${purpose}`}
          description={isStored ? 'Empty: the one that is stored' : usual}
          autoComplete="new-password"
          error={isWrong('Password')}
          onChange={({ currentTarget }) => onPassword(currentTarget.value)}
        />
      </div>
    </div>
  );
}
